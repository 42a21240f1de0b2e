"""What fits an invented person, and why: today's open vacancies ranked by the one judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.jobs import service
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.reasons import Reason, Reasons
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.matching.shelves import Shelves
from portal.jobs.matching.what_if import Change, Outcome, what_if
from portal.shared.clock import today

MOST = 5_000
"""Vacancies read at most: beyond this the ranking needs the column store."""


@dataclass(frozen=True)
class Fit:
    """A vacancy that fits, with its score in whole percent, its parts in percent of the whole, and the reasons. `second`: why
    it stands on the second shelf; None on the first."""

    vacancy: VacancyFacts
    percent: int
    parts: Sequence[tuple[str, float]]
    reasons: Reasons
    second: Reason | None = None


@dataclass(frozen=True)
class NotRanked:
    """A vacancy that was taken out of the ranking for this person, and why."""

    vacancy: VacancyFacts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Fits:
    """A page of what fits a person out of `total` ranked vacancies: those of the first shelf best first, then those of the
    second. `not_ranked` are the others, all of them on every page."""

    person: ProfileFacts
    fits: Sequence[Fit]
    total: int
    not_ranked: Sequence[NotRanked] = ()


def fits_for(ref: str, page: int = 1, size: int = 10) -> Fits:
    """What fits this invented person; service.NoSuchPerson for anybody else."""
    person = service.get_person(ref)
    shelves = _rank(person, _open())
    ranked = shelves.ranked
    not_ranked = [NotRanked(pair.vacancy.facts, matcher().why_not(pair)) for pair in shelves.vetoed]
    return Fits(person, [_fit(found) for found in ranked[(page - 1) * size : page * size]], len(ranked), not_ranked)


def what_if_for(ref: str, change: Change) -> Outcome:
    """What one change of this invented person's profile would do today; service.NoSuchPerson for anybody else."""
    person, readings = service.get_person(ref), _open()
    return what_if(person, change, lambda facts: _rank(facts, readings), matcher().weights)


def _open() -> list[VacancyReading]:
    """Today's open vacancies."""
    return [_reading(facts, revision) for facts, revision in service.open_facts(today())[:MOST]]


def _rank(person: ProfileFacts, readings: list[VacancyReading]) -> Shelves:
    return matcher().shelves_for_person(matcher().read_profile(person), readings, today())


def _fit(found: Assessment) -> Fit:
    """A pair as it is shown; on the second shelf the reason for it is the first thing that it lacks."""
    reasons, second = matcher().explain(found), matcher().why_second(found)
    return Fit(
        found.vacancy.facts,
        found.score * 100 // MAXIMUM,
        [(name, points * 100 / MAXIMUM) for name, points in found.parts.items()],
        replace(reasons, lacks=(second, *reasons.lacks)) if second else reasons,
        second,
    )


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The matcher of this process."""
    return Matcher()


@lru_cache(maxsize=MOST)
def _reading(facts: VacancyFacts, revision: int) -> VacancyReading:
    """A vacancy is read once for each of its versions."""
    return matcher().read_vacancy(facts)
