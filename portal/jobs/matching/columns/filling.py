"""Rows are written into a generation: the numbers of a reading, and its bits in the bitmaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.rows import Row, placed, profile_row, vacancy_row
from portal.jobs.matching.columns.spoken import plane_of, spoken_of
from portal.jobs.matching.columns.store import Generation
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.weights import Weights


@dataclass(frozen=True)
class Filler:
    """Writes rows of one generation. Only under the lock of the store, within `Table.writing`."""

    generation: Generation
    taxonomy: Taxonomy
    weights: Weights

    @property
    def _registers(self) -> Registers:
        return self.generation.registers

    def profile_row(self, reading: ProfileReading, *, shown: bool, revision: int) -> Row:
        """The numbers of a profile."""
        return profile_row(reading, self.taxonomy, self._registers, shown=shown, revision=revision)

    def vacancy_row(self, reading: VacancyReading, *, shown: bool, revision: int) -> Row:
        """The numbers of a vacancy."""
        return vacancy_row(reading, self.taxonomy, self._registers, self.weights, shown=shown, revision=revision)

    def write_profile(self, row: int, numbers: Row) -> None:
        """Write a profile. Bits are set before the row and taken away after it: none is ever missing."""
        planes, table = self.generation.planes, self.generation.profiles
        table.has_room(row)
        new = self._planes_of(numbers.fixed, numbers.ragged)
        old = self._planes_before(row) if row < table.rows else set()
        planes.mark(row, new)
        table.write(row, numbers.fixed, numbers.ragged)
        planes.unmark(row, old - new)

    def write_vacancy(self, row: int, numbers: Row) -> None:
        """Write a vacancy."""
        table = self.generation.vacancies
        numbers = placed(numbers, table)
        table.write(row, numbers.fixed, numbers.ragged)

    def _planes_before(self, row: int) -> set[int]:
        table = self.generation.profiles
        fixed = {name: int(table.columns[name][row]) for name in ("provinces", "flags", "spoken")}
        lists = {group: table.entry(row, group) for group in ("skills", "occupations")}
        ragged = {group: {name: of.tolist() for name, of in entry.items()} for group, entry in lists.items()}
        return self._planes_of(fixed, ragged)

    def _planes_of(self, fixed: Mapping[str, int], ragged: Mapping[str, Mapping[str, Sequence[int]]]) -> set[int]:
        traits, skills = self.generation.planes.traits, ragged["skills"]
        found = traits.of_skills(zip(skills["id"], skills["level"], strict=True))
        found |= {traits.occupation(number) for number in ragged["occupations"]["id"]}
        found |= traits.of_places(fixed["provinces"], fixed["flags"])
        spoken = spoken_of(self._registers.values("spoken")[fixed["spoken"]])
        return found | {plane_of(said, self.taxonomy) for said in spoken}
