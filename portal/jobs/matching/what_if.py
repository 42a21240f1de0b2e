"""What would change if: one change to a profile or to a vacancy, answered by ranking anew. Counts are counted, never estimated.

A pair is *within reach* where no veto stands, enough of the required skills are there (the first shelf), and the score is at
least `good_fit_percent` of the most there is (`content/matching_weights.yaml`). On the graded sets every pair of grade 2 and 3
reaches 50 %, and of the pairs of grade 0 fewer than 1 in 100 do.

Pure: what is ranked, by which matcher and on which day, comes with the ranking function. Nothing is promised of the
direction of a count: a vacancy that drops a requirement is another vacancy, whose other lines weigh more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from portal.jobs.facts import CertificateAsk, LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.must_haves import must_haves
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.matching.shelves import Shelves
from portal.jobs.matching.weights import Weights

RankVacancies = Callable[[ProfileFacts], Shelves]
RankCandidates = Callable[[VacancyFacts], Shelves]
Entry = TypeVar("Entry")
_PLACE = re.compile(r"(skills_required|certificates_required|languages)\[(\d+)\]")


class Change(Protocol):
    """One change to a profile."""

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """The profile as it would be."""
        ...


@dataclass(frozen=True)
class Language:
    """A level of a language, beside what the profile claims already; `level` in the words of `test`."""

    language: str
    level: str
    test: str | None = None

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """With this claim."""
        return replace(facts, languages=(*facts.languages, LanguageClaim(self.language, self.level, self.test)))


@dataclass(frozen=True)
class Skill:
    """One more skill, and years of it."""

    name: str
    years: float | None = None

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """With this skill."""
        return replace(facts, skills=(*facts.skills, SkillClaim(self.name, self.years)))


@dataclass(frozen=True)
class Certificate:
    """One more certificate."""

    name: str

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """With this certificate."""
        return replace(facts, certificates=(*facts.certificates, self.name))


@dataclass(frozen=True)
class Place:
    """Work in this province as well, or (`only`) nowhere else."""

    province: str
    only: bool = False

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """With this place to work."""
        if self.only:
            return replace(facts, provinces=(self.province,), relocate=False)
        return replace(facts, provinces=(*facts.provinces, self.province))


@dataclass(frozen=True)
class Anywhere:
    """Ready to move to any province."""

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """Ready to move."""
        return replace(facts, relocate=True)


@dataclass(frozen=True)
class Wage:
    """Ask for this wage (VND a month)."""

    amount: int

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """Asking this wage."""
        return replace(facts, expected_wage=self.amount)


@dataclass(frozen=True)
class Together:
    """Several changes at once, one after the other."""

    changes: tuple[Change, ...]

    def applied(self, facts: ProfileFacts) -> ProfileFacts:
        """With all of them."""
        for change in self.changes:
            facts = change.applied(facts)
        return facts


@dataclass(frozen=True)
class Moved:
    """A vacancy whose standing changes: scores before and after (None: not ranked)."""

    ref: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Outcome:
    """What one change of a profile would do: how many vacancies are within reach before and after, which come within reach
    (best first), which leave it, and every vacancy whose score changes or that a veto leaves or takes (best after first)."""

    before: int
    after: int
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Supply:
    """Candidates of a vacancy: how many are ranked, meet every must-have, and are within reach. Of the others nothing is
    counted, so that a count never tells who rests, hides or has not agreed."""

    ranked: int
    meeting_all: int
    within: int


def within_reach(shelves: Shelves, weights: Weights) -> list[Assessment]:
    """The pairs within reach, best first."""
    least = weights.good_fit_percent * MAXIMUM
    return [found for found in shelves.first if found.score * 100 >= least]


def what_if(facts: ProfileFacts, change: Change, rank: RankVacancies, weights: Weights) -> Outcome:
    """What this change would do, by ranking before and after."""
    now, then = rank(facts), rank(change.applied(facts))
    before, after = (_refs(within_reach(shelves, weights)) for shelves in (now, then))
    scores, changed = _scores(now), _scores(then)
    moved = [
        Moved(ref, scores.get(ref), changed.get(ref))
        for ref in dict.fromkeys((*changed, *scores))
        if scores.get(ref) != changed.get(ref)
    ]
    return Outcome(
        before=len(before),
        after=len(after),
        gained=tuple(Moved(ref, scores.get(ref), changed[ref]) for ref in after if ref not in before),
        lost=tuple(Moved(ref, scores[ref], changed.get(ref)) for ref in before if ref not in after),
        moved=tuple(sorted(moved, key=lambda m: (-(m.after or -1), m.ref))),
    )


def supply(facts: VacancyFacts, rank: RankCandidates, weights: Weights) -> Supply:
    """The candidates of a vacancy as it stands."""
    shelves = rank(facts)
    full = [found for found in shelves.ranked if all(must.met for must in must_haves(found, weights))]
    return Supply(len(shelves.ranked), len(full), len(within_reach(shelves, weights)))


def supply_if_dropped(facts: VacancyFacts, rank: RankCandidates, weights: Weights) -> Mapping[str, Supply]:
    """The candidates if one must-have were dropped, by the path of its field as `must_haves` names it, and for each strict
    mark as its path with `.strict` if only the mark were taken away."""
    fields = [f"skills_required[{n}]" for n in range(len(facts.skills_required))]
    fields += [f"certificates_required[{n}]" for n in range(len(facts.certificates_required))]
    fields += [f"certificates_required[{n}].strict" for n, ask in enumerate(facts.certificates_required) if ask.strict]
    fields += [f"languages[{n}]" for n, ask in enumerate(facts.languages) if ask.required or ask.strict]
    fields += [f"languages[{n}].strict" for n, ask in enumerate(facts.languages) if ask.strict]
    fields += ["experience_years"] if facts.experience_years else []
    return {field: supply(without(facts, field), rank, weights) for field in fields}


def supply_if_added(
    facts: VacancyFacts, wanted: Iterable[str | CertificateAsk | LanguageAsk], rank: RankCandidates, weights: Weights
) -> list[Supply]:
    """The candidates if each of these were asked for as well: a text is a required skill."""
    return [supply(with_must_have(facts, ask), rank, weights) for ask in wanted]


def without(facts: VacancyFacts, field: str) -> VacancyFacts:
    """The vacancy without what stands in this field; `….strict`: no longer strict, still required. ValueError: no such field."""
    if field == "experience_years":
        return replace(facts, experience_years=None)
    found = _PLACE.match(field)
    if found is None:
        raise ValueError(field)
    place, loosened = int(found[2]), field.endswith(".strict")
    if found[1] == "skills_required":
        return replace(facts, skills_required=_less(facts.skills_required, place))
    if found[1] == "certificates_required":
        papers = facts.certificates_required
        kept = (replace(papers[place], strict=False),) if loosened else ()
        return replace(facts, certificates_required=_less(papers, place, kept))
    asks = facts.languages
    kept_asks = (replace(asks[place], strict=False, required=True),) if loosened else ()
    return replace(facts, languages=_less(asks, place, kept_asks))


def _less(entries: tuple[Entry, ...], place: int, instead: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:
    return (*entries[:place], *instead, *entries[place + 1 :])


def with_must_have(facts: VacancyFacts, ask: str | CertificateAsk | LanguageAsk) -> VacancyFacts:
    """The vacancy with one more must-have."""
    if isinstance(ask, CertificateAsk):
        return replace(facts, certificates_required=(*facts.certificates_required, ask))
    if isinstance(ask, LanguageAsk):
        return replace(facts, languages=(*facts.languages, replace(ask, required=True)))
    return replace(facts, skills_required=(*facts.skills_required, ask))


def _refs(found: Iterable[Assessment]) -> list[str]:
    return [pair.vacancy.facts.ref for pair in found]


def _scores(shelves: Shelves) -> dict[str, int]:
    return {pair.vacancy.facts.ref: pair.score for pair in shelves.ranked}
