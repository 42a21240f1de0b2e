"""Whether a vacancy may be sent to the moderators: what is missing, what its texts may not say, how its wage stands to the minimum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.jobs.facts import VacancyFacts
from portal.jobs.posting import known, wording
from portal.jobs.posting.patterns import all_patterns
from portal.jobs.posting.rules.screening import CONTACT, Passage, passages
from portal.jobs.posting.rules.wages import Compared, compare
from portal.jobs.posting.typed import texts_of
from portal.shared.contact_details import split_over
from portal.shared.messages import Message
from portal.shared.problems import Problem

ABROAD = "abroad"
FARTHEST = timedelta(days=366)
LONGEST_QUOTE = 80
Marked = Mapping[str, Sequence[Passage]]
"""What was caught, by the field of the form."""


@dataclass(frozen=True)
class Judged:
    """`problems`: what must be mended before it may be sent. `marked`: every passage that was caught, what is only to be
    looked at too."""

    problems: tuple[Problem, ...]
    marked: Marked
    wage: Compared

    @property
    def asks_reason(self) -> bool:
        """Whether something stands there that only a lawful reason excuses."""
        return any(passage.level == "excusable" for found in self.marked.values() for passage in found)


def judge(facts: VacancyFacts, lawful_reason: str, day: date) -> Judged:
    """The judgement of this vacancy on this day."""
    texts = texts_of(facts)
    marked: dict[str, list[Passage]] = {
        field: found for field, text in texts if (found := passages(text, all_patterns()))
    }
    for number in split_over([text for _, text in texts]):
        field, text = texts[number]
        if not any(passage.why == CONTACT for passage in marked.get(field, ())):
            marked[field] = [*marked.get(field, ()), Passage(0, len(text), CONTACT, "refuse")]
    if lawful_reason and (found := [one for one in passages(lawful_reason, ()) if one.why == CONTACT]):
        marked["lawful_reason"] = found
    wage = compare(facts.wage_min, facts.wage_max, known.minimums(day))
    said = dict(texts) | {"lawful_reason": lawful_reason}
    problems = [*_missing(facts, day), *_told(said, marked, excused=bool(lawful_reason))]
    if wage.verdict == "below":
        problems.append(Problem("wage_min" if facts.wage_min is not None else "wage_max", wording.BELOW))
    return Judged(tuple(problems), marked, wage)


def _missing(facts: VacancyFacts, day: date) -> Iterator[Problem]:
    for field, said in wording.MISSING.items():
        if not getattr(facts, field):
            yield Problem(field, said)
    if facts.wage_min is None and facts.wage_max is None:
        yield Problem("wage_min", wording.NO_WAGE)
    if facts.deadline is not None and facts.deadline < day:
        yield Problem("deadline", wording.DEADLINE_PAST)
    if facts.deadline is not None and facts.deadline > day + FARTHEST:
        yield Problem("deadline", wording.DEADLINE_FAR)


def _told(texts: Mapping[str, str], marked: Marked, *, excused: bool) -> Iterator[Problem]:
    for field, found in marked.items():
        for passage in found:
            if passage.level == "refuse" or (passage.level == "excusable" and not excused):
                quote = texts[field][passage.start : passage.end].replace("\n", " ")[:LONGEST_QUOTE]
                yield Problem(field, _why(quote, passage))


def _why(quote: str, passage: Passage) -> Message:
    if passage.why == CONTACT:
        return wording.contact_here(quote)
    if passage.why == ABROAD:
        return wording.abroad(quote)
    name, legal = known.reason_of(passage.why) or ({"vi": passage.why}, None)
    if known.is_requirement(passage.why):
        return wording.not_lawful(quote, name, legal, excusable=passage.level == "excusable")
    return wording.lure(quote, name)
