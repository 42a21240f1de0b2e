"""What fits an invented person, and why: today's open vacancies ranked by the one judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.jobs import service
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.columns.vacancy_scan import Narrowed
from portal.jobs.matching.engine import engine
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.reasons import Reason, Reasons
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.matching.shelves import SHELVES, Shelf, Shelves
from portal.jobs.matching.what_if import Change, Outcome, what_if
from portal.jobs.service import Wanted
from portal.shared.clock import today

MOST = 1_000
"""Vacancies, or people, that are all judged one by one; of more the engine finds the best."""
REACH = 500
"""How many of those it finds are looked at; the pages say so."""
WIDER = 3
"""Vacancies of other occupations that are named beside the first shelf."""


@dataclass(frozen=True)
class Fit:
    """A person and a vacancy, with the score in whole percent, its parts in percent of the whole, and the reasons. `why`: why
    they stand on a shelf of its own; None on the first shelf in a near occupation."""

    person: ProfileFacts
    vacancy: VacancyFacts
    percent: int
    parts: Sequence[tuple[str, float]]
    reasons: Reasons
    why: Reason | None = None


@dataclass(frozen=True)
class NotRanked:
    """A vacancy that was taken out of the ranking for this person, and why."""

    vacancy: VacancyFacts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Fits:
    """A page of what fits a person, best first, out of `total` on this shelf (of all, the first shelf before the second, where
    none was asked for). `counts`: how many stand on each. `wider`: the best of other occupations. `not_ranked` are the
    others, all of them on every page. `reach`: how many vacancies were looked at where that is not all of them."""

    person: ProfileFacts
    fits: Sequence[Fit]
    total: int
    counts: Mapping[Shelf, int]
    wider: Sequence[Fit] = ()
    not_ranked: Sequence[NotRanked] = ()
    reach: int | None = None


def fits_for(
    ref: str, page: int = 1, size: int = 10, *, shelf: Shelf | None = None, wanted: Wanted = service.ANY
) -> Fits:
    """What fits this invented person among the vacancies wanted; service.NoSuchPerson for anybody else."""
    return fits_of(service.get_person(ref), page, size, shelf=shelf, wanted=wanted)


def fits_of(
    person: ProfileFacts,
    page: int = 1,
    size: int = 10,
    *,
    shelf: Shelf | None = None,
    wanted: Wanted = service.ANY,
) -> Fits:
    """What fits somebody who says these things, among the vacancies wanted; those that leave who applies unanswered stand last."""
    shelves = rank(person, nearest(person, wanted))
    last = service.sunk()
    ranked = list(shelves.on(shelf) if shelf else shelves.ranked)
    ranked.sort(key=lambda found: found.vacancy.facts.ref in last)  # below the others, in their own order
    return Fits(
        person=person,
        fits=[fit_of(found) for found in ranked[(page - 1) * size : page * size]],
        total=len(ranked),
        counts={name: len(shelves.on(name)) for name in SHELVES},
        wider=[fit_of(found) for found in shelves.on("other")[:WIDER]],
        not_ranked=[NotRanked(pair.vacancy.facts, matcher().why_not(pair)) for pair in shelves.vetoed],
        reach=REACH if service.open_count(wanted) > MOST else None,
    )


def what_if_for(ref: str, change: Change) -> Outcome:
    """What one change of this invented person's profile would do today; service.NoSuchPerson for anybody else."""
    return what_if(service.get_person(ref), change, lambda facts: rank(facts, nearest(facts)), matcher().weights)


def nearest(person: ProfileFacts, wanted: Wanted = service.ANY) -> list[VacancyReading]:
    """Today's open vacancies that are wanted, or the best `REACH` of them for this person where there are too many."""
    if service.open_count(wanted) <= MOST:
        return [_reading(facts, revision) for facts, revision in service.open_facts(today(), wanted)]
    narrowed = Narrowed(wanted.province_id, wanted.sector, wanted.wage)
    found = engine().vacancies(matcher().read_profile(person), REACH, today(), narrowed)
    return [assessment.vacancy for assessment in found]


def rank(person: ProfileFacts, readings: list[VacancyReading]) -> Shelves:
    """These vacancies on their shelves for this person, today."""
    return matcher().shelves_for_person(matcher().read_profile(person), readings, today())


def fit_of(found: Assessment) -> Fit:
    """A judged pair as both sides see it."""
    return Fit(
        found.profile.facts,
        found.vacancy.facts,
        found.score * 100 // MAXIMUM,
        [(name, points * 100 / MAXIMUM) for name, points in found.parts.items()],
        matcher().explain(found),
        matcher().why_there(found),
    )


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The matcher of this process."""
    return Matcher()


@lru_cache(maxsize=MOST)
def _reading(facts: VacancyFacts, revision: int) -> VacancyReading:
    """A vacancy is read once for each of its versions."""
    return matcher().read_vacancy(facts)
