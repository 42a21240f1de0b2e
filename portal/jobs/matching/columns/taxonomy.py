"""The taxonomy as numbers: which place a skill, an occupation, a province or a language has, and how near the others are to it."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property

import numpy as np

from portal.content import service as content
from portal.jobs.matching.columns.planes import Traits
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.dictionary import Dictionary
from portal.jobs.matching.weights import Weights

EDITION = 5
"""Of the schema and of how texts are read: raised with either, so that every store is written anew."""
_KINDS = (
    "skill", "occupation", "matching_language", "matching_level", "matching_place", "matching_term", "language",
    "language_test", "province", "former_province", "certificate",
)  # fmt: skip


class Taxonomy:
    """Numbers of skills, occupations, provinces and languages in the order of their ids."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.skills = {id: number for number, id in enumerate(sorted(dictionary.skills))}
        self.occupations = {id: number for number, id in enumerate(sorted(dictionary.occupations))}
        self.provinces = {id: number for number, id in enumerate(sorted(i.id for i in content.all_of("province")))}
        self.languages = {id: number for number, id in enumerate(sorted(i.id for i in content.all_of("language")))}
        self.traits = Traits(len(self.skills), len(self.occupations), len(self.provinces), len(self.languages))

    @cached_property
    def closeness(self) -> Ints:
        """closeness[asked, held] in 1/256."""
        near = self.dictionary.closeness
        return np.array([[near(one, other) for other in self.occupations] for one in self.occupations], dtype=np.int64)

    @cached_property
    def of_a_language(self) -> Ints:
        """Which occupations are done in one language."""
        return np.array([self.dictionary.of_a_language(id) for id in self.occupations])

    def neighbours(self, skill: str) -> list[tuple[int, int]]:
        """The skills that stand in for this one, itself first: number and similarity in 1/256."""
        return [(self.skills[id], similarity) for id, similarity in self.dictionary.neighbours(skill)]

    def similarity(self, skill: str) -> Ints:
        """How far each skill stands in for this one, in 1/256."""
        found = np.zeros(len(self.skills), dtype=np.int64)
        for number, similarity in self.neighbours(skill):
            found[number] = similarity
        return found

    @cached_property
    def similarities(self) -> Ints:
        """similarities[asked, held] of all skills in 1/256."""
        return np.array([self.similarity(id) for id in self.skills], dtype=np.uint16)


def stamp(weights: Weights) -> str:
    """What a generation was written by: another stamp means that it has to be written anew."""
    known = [[kind, sorted((item.id, item.data) for item in content.all_of(kind))] for kind in _KINDS]
    told = json.dumps([EDITION, weights.version, dict(weights.parts), known], ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
