"""Who fits a vacancy among the invented people, and how many would if it asked for less or more: what an employer may see.

Whoever rests, hides from this employer or has not agreed is neither listed nor counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.jobs import service
from portal.jobs.facts import LanguageAsk, ProfileFacts, VacancyFacts
from portal.jobs.matching.engine import engine
from portal.jobs.matching.exposure import NEAR_EQUAL
from portal.jobs.matching.people import MOST, REACH, Fit, fit_of, matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.reasons import Reason
from portal.jobs.matching.shelves import SHELVES, Shelf, Shelves
from portal.jobs.matching.what_if import Supply, supply, supply_if_added, supply_if_dropped
from portal.shared.clock import today

Must = str | LanguageAsk
"""One more must-have: a skill in words, or a language."""


@dataclass(frozen=True)
class NotTaken:
    """A person whom the vacancy's strict must-haves take out of its ranking, and why."""

    person: ProfileFacts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Candidates:
    """A page of one shelf of a vacancy, best first, out of `total`; `counts` says how many stand on each shelf."""

    vacancy: VacancyFacts
    fits: Sequence[Fit]
    total: int
    counts: Mapping[Shelf, int]
    not_taken: Sequence[NotTaken]
    reach: int | None = None
    """How many people were looked at where that is not all of them."""


@dataclass(frozen=True)
class Supplies:
    """How many there are now; if each must-have were dropped, by the path of its field (with `.strict`: if only nobody were
    shut out for it); and if each of `added` were asked for as well."""

    now: Supply
    dropped: Mapping[str, Supply]
    added: Sequence[tuple[Must, Supply]]


def candidates_for(ref: str, page: int = 1, size: int = 10, *, shelf: Shelf = "own") -> Candidates:
    """Who fits this open vacancy; service.NoSuchVacancy where there is none."""
    facts = service.get_vacancy(ref).facts
    shelves = _rank(facts)
    ranked = shelves.on(shelf)
    return Candidates(
        vacancy=facts,
        fits=[fit_of(found) for found in ranked[(page - 1) * size : page * size]],
        total=len(ranked),
        counts={name: len(shelves.on(name)) for name in SHELVES},
        not_taken=[NotTaken(pair.profile.facts, matcher().why_not(pair)) for pair in shelves.vetoed],
        reach=REACH if service.people_count() > MOST else None,
    )


def supplies_for(ref: str, added: Sequence[Must] = ()) -> Supplies:
    """How many candidates there are, and would be; every count is a ranking of its own. service.NoSuchVacancy."""
    facts, weights = service.get_vacancy(ref).facts, matcher().weights
    more = supply_if_added(facts, added, _rank, weights)
    return Supplies(
        now=supply(facts, _rank, weights),
        dropped=supply_if_dropped(facts, _rank, weights),
        added=list(zip(added, more, strict=True)),
    )


def _rank(facts: VacancyFacts) -> Shelves:
    vacancy = matcher().read_vacancy(facts)
    return matcher().shelves_for_vacancy(vacancy, _people(vacancy), today()).for_employer()


def _people(vacancy: VacancyReading) -> list[ProfileReading]:
    """Everybody, or the best `REACH` for this vacancy where there are too many."""
    if service.people_count() <= MOST:
        return [_reading(facts, revision) for facts, revision in service.people_facts()]
    return [found.profile for found in engine().candidates(vacancy, REACH, today(), NEAR_EQUAL)]


@lru_cache(maxsize=MOST)
def _reading(facts: ProfileFacts, revision: int) -> ProfileReading:
    """A profile is read once for each of its versions."""
    return matcher().read_profile(facts)
