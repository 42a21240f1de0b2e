"""A generation of the column store filled from readings, without a database, and what looks through it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from portal.jobs.matching.assessment import Assessor
from portal.jobs.matching.columns.filling import Filler
from portal.jobs.matching.columns.offers import Offers
from portal.jobs.matching.columns.people import People
from portal.jobs.matching.columns.profile_scan import ProfileScan
from portal.jobs.matching.columns.scores import Scores
from portal.jobs.matching.columns.spoken import SpokenStates
from portal.jobs.matching.columns.store import Store
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.columns.vacancy_scan import Narrowed, VacancyScan
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.weights import current_weights

TAXONOMY = Taxonomy(knowledge().dictionary)


def everybody(_found: Ints) -> int:
    """A floor that leaves nobody out."""
    return 0


class Columns:
    """Readings in a generation, each in the row of its place."""

    def __init__(self, folder: Path) -> None:
        weights, self.store = current_weights(), Store(folder, TAXONOMY)
        self.generation = self.store.current()
        registers, assessor = self.generation.registers, Assessor(knowledge().dictionary, weights)
        states = SpokenStates(registers, assessor)
        planes = self.generation.planes
        people = People(self.generation.profiles, planes, registers, TAXONOMY, states, weights)
        self.profiles = ProfileScan(people)
        self.vacancies = VacancyScan(Offers(self.generation.vacancies, registers, TAXONOMY, assessor, weights))

    @classmethod
    def of(
        cls, folder: Path, profiles: Iterable[ProfileReading], vacancies: Iterable[VacancyReading], many: int, few: int
    ) -> Columns:
        """Write these readings, about so many of each."""
        store = Store(folder, TAXONOMY)
        with store.lock():
            made = store.begin("test", 0, many, few)
            filler = Filler(made, TAXONOMY, current_weights())
            with made.profiles.writing(), made.vacancies.writing():
                for row, person in enumerate(profiles):
                    filler.write_profile(row, filler.profile_row(person, shown=True, revision=row))
                for row, job in enumerate(vacancies):
                    filler.write_vacancy(row, filler.vacancy_row(job, shown=True, revision=row))
            made.applied_upto(0)
            store.use(made)
        return cls(folder)

    def of_profiles(self, vacancy: VacancyReading) -> dict[int, int]:
        """For each profile that may be ranked the score that it can have at most."""
        return _pairs(self.profiles.best(vacancy, everybody))

    def of_vacancies(self, profile: ProfileReading, narrowed: Narrowed | None = None) -> dict[int, int]:
        """For each vacancy that is open the score that it can have at most."""
        return _pairs(self.vacancies.best(profile, everybody, None, narrowed or Narrowed()))


def _pairs(found: Scores) -> dict[int, int]:
    assert len(np.unique(found.rows)) == len(found.rows)
    return dict(zip(found.rows.tolist(), found.most.tolist(), strict=True))
