"""What fits an invented person, and why: today's open vacancies ranked by the one judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.jobs import service
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.reasons import Reasons
from portal.jobs.matching.score_rules import MAXIMUM
from portal.shared.clock import today

MOST = 5_000
"""Vacancies read at most: beyond this the ranking needs the column store."""


@dataclass(frozen=True)
class Fit:
    """A vacancy that fits, with its score in whole percent, its parts in percent of the whole, and the reasons."""

    vacancy: VacancyFacts
    percent: int
    parts: Sequence[tuple[str, float]]
    reasons: Reasons


@dataclass(frozen=True)
class Fits:
    """A page of what fits a person, best first, out of `total` open vacancies."""

    person: ProfileFacts
    fits: Sequence[Fit]
    total: int


def fits_for(ref: str, page: int = 1, size: int = 10) -> Fits:
    """What fits this invented person; service.NoSuchPerson for anybody else."""
    person = service.get_person(ref)
    readings = [_reading(facts, revision) for facts, revision in service.open_facts(today())[:MOST]]
    ranked = matcher().vacancies_for(matcher().read_profile(person), readings, top=page * size)
    shown = ranked[(page - 1) * size :]
    fits = [
        Fit(
            found.vacancy.facts,
            found.score * 100 // MAXIMUM,
            [(name, points * 100 / MAXIMUM) for name, points in found.parts.items()],
            matcher().explain(found),
        )
        for found in shown
    ]
    return Fits(person, fits, len(readings))


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The matcher of this process."""
    return Matcher()


@lru_cache(maxsize=MOST)
def _reading(facts: VacancyFacts, revision: int) -> VacancyReading:
    """A vacancy is read once for each of its versions."""
    return matcher().read_vacancy(facts)
