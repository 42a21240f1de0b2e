"""How many people could be meant: those that employers may be shown and of whom all the given traits hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.registers import Value
from portal.jobs.matching.columns.spoken import spoken_of
from portal.jobs.matching.columns.store import Generation
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.taxonomy import Taxonomy


@dataclass(frozen=True)
class Trait:
    """Something said of a person: an occupation of these ids, a skill of these ids held well (`planes.WELL`, never one that is
    only likely), a stay in one of these countries (any abroad where none is named), one of these languages at least at `rank`
    (CEFR 0..6; any level where it is None)."""

    kind: Literal["occupation", "skill", "country", "language"]
    ids: frozenset[str] = frozenset()
    rank: int | None = None


HOME = "VN"


class Crowd:
    """The people of one generation; what is asked twice is worked out once."""

    def __init__(self, found: Generation, taxonomy: Taxonomy) -> None:
        self._found = found
        self._taxonomy = taxonomy
        self._columns = found.profiles.columns
        self._masks: dict[Trait, Ints] = {}
        self._shown: Ints = self._columns["flags"] & schema.RANKED == schema.RANKED

    def size(self, traits: Iterable[Trait]) -> int:
        """Of how many all these traits hold."""
        both = self._shown
        for trait in traits:
            both = both & self._mask(trait)
        return int(np.count_nonzero(both))

    def _mask(self, trait: Trait) -> Ints:
        if trait not in self._masks:
            self._masks[trait] = self._held(trait) if trait.kind in ("occupation", "skill") else self._said(trait)
        return self._masks[trait]

    def _held(self, trait: Trait) -> Ints:
        planes, known = self._found.planes, self._taxonomy
        if trait.kind == "skill":
            bits = [planes.traits.skill(known.skills[id], well=True) for id in trait.ids]
        else:
            bits = [planes.traits.occupation(known.occupations[id]) for id in trait.ids]
        held: Ints = np.unpackbits(planes.any_of(bits).view(np.uint8)).view(bool)
        return held

    def _said(self, trait: Trait) -> Ints:
        register = "countries" if trait.kind == "country" else "spoken"
        holds = _in_country if trait.kind == "country" else _speaks
        by_number = np.array([holds(value, trait) for value in self._found.registers.values(register)], dtype=bool)
        said: Ints = by_number[self._columns[register]]
        return said


def _in_country(countries: Value, trait: Trait) -> bool:
    abroad = {country for country in countries if country != HOME}
    return bool(abroad & trait.ids if trait.ids else abroad)


def _speaks(spoken: Value, trait: Trait) -> bool:
    return any(
        said.language in trait.ids
        and said.stated
        and (trait.rank is None or (said.level.rank is not None and said.level.rank >= trait.rank))
        for said in spoken_of(spoken)
    )
