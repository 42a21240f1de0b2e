"""Where a judged pair stands: the first shelf, the second (few of the required skills), or outside with its reason.

Every pair stands somewhere: nothing is dropped without a word. The order on each shelf is that of the ranking. For a person
the first shelf is read in two: their own occupations, and wider ones whose required skills they have all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.jobs import wording
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.reasons import Reason, span_of
from portal.jobs.matching.score_rules import enough_skill
from portal.jobs.matching.veto_rules import Veto
from portal.jobs.matching.weights import Weights
from portal.shared.locales import Text
from portal.shared.messages import Message

Shelf = Literal["own", "other", "few"]
"""The first shelf in a near occupation, the first shelf in another one, the second shelf."""
SHELVES: tuple[Shelf, ...] = ("own", "other", "few")


@dataclass(frozen=True)
class Vetoed:
    """A pair that is not ranked, and every reason why."""

    profile: ProfileReading
    vacancy: VacancyReading
    vetoes: tuple[Veto, ...]

    @property
    def private(self) -> bool:
        """At least one reason is the person's own affair: an employer is shown nothing of this pair, not even that it is
        missing."""
        return any(veto.private for veto in self.vetoes)


@dataclass(frozen=True)
class Shelves:
    """All pairs of one query: `first` and `second` in the order of the ranking, `vetoed` in the order they came."""

    first: Sequence[Assessment]
    second: Sequence[Assessment]
    vetoed: Sequence[Vetoed]

    @property
    def ranked(self) -> list[Assessment]:
        """The first shelf, then the second."""
        return [*self.first, *self.second]

    def on(self, shelf: Shelf) -> list[Assessment]:
        """What stands on this shelf; together the three hold every ranked pair once."""
        if shelf == "few":
            return list(self.second)
        return [found for found in self.first if found.other_occupation is (shelf == "other")]

    def for_employer(self) -> Shelves:
        """What an employer may see of it."""
        return Shelves(self.first, self.second, [pair for pair in self.vetoed if not pair.private])


def on_first_shelf(found: Assessment, weights: Weights) -> bool:
    """The pair reaches enough of the required skills."""
    return enough_skill(*found.required, weights.gate_percent)


def gate_reason(found: Assessment, weights: Weights) -> Reason:
    """Why a pair stands on the second shelf."""
    points, of = found.required
    return Reason(wording.few_required_skills(points * 100 // of, weights.gate_percent), None, "skills_required")


def other_occupation_reason(found: Assessment) -> Reason:
    """Why a pair of another occupation is worth a look."""
    points, of = found.required
    title = found.vacancy.facts.title
    text = wording.other_but_able(title, points * 100 // of) if of else wording.other_and_open(title)
    return Reason(text, None, "title", None, span_of(title))


def veto_reason(veto: Veto, pair: Vetoed, languages: Mapping[str, Text]) -> Reason:
    """Why a pair is not ranked."""
    mine = span_of(veto.spoken.quote, veto.spoken.start) if veto.spoken else None
    theirs = span_of(veto.ask.quote, veto.ask.start) if veto.ask else span_of(veto.line.text) if veto.line else None
    return Reason(_says(veto, pair, languages), veto.profile_field, veto.vacancy_field, mine, theirs)


def _says(veto: Veto, pair: Vetoed, languages: Mapping[str, Text]) -> Message:
    offer = pair.vacancy.facts
    if veto.ask is not None:
        name = languages.get(veto.ask.language, {"vi": veto.ask.language, "en": veto.ask.language})
        if veto.spoken is None:
            return wording.strict_language_missing(name, veto.ask.quote)
        return wording.strict_language_short(name, veto.spoken.quote, veto.ask.quote)
    if veto.line is not None:
        return wording.strict_certificate_missing(veto.line.text)
    if veto.kind == "past_deadline" and offer.deadline is not None:
        return wording.deadline_past(offer.deadline)
    if veto.kind == "hidden_employer":
        return wording.employer_hidden(offer.employer)
    return _OWN[veto.kind]


_OWN = {
    "inactive": wording.profile_inactive(),
    "no_consent": wording.no_consent(),
    "closed": wording.vacancy_closed(),
}
