"""The words of a vacancy beside those of chosen profiles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from portal.jobs.matching.columns.gather import CLASS_BITS, CLASS_MASK, SATED, Lists, Terms, hashed
from portal.jobs.matching.columns.rows import enough
from portal.jobs.matching.columns.table import Ints, Table
from portal.jobs.matching.readings import Line, VacancyReading
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.text_evidence import UNIT
from portal.jobs.matching.weights import Weights


class Words:
    """What a vacancy says. `silent`: places of the lines that the dictionary says nothing of."""

    def __init__(self, vacancy: VacancyReading, table: Table, weights: Weights) -> None:
        self._table = table
        self.weights = weights
        self.enough = max(enough(vacancy.words, weights), 1)
        self.terms = terms_of(vacancy.words)
        self.silent = [n for n, line in enumerate(vacancy.lines) if not (line.skills or line.asks or line.country)]

    def among(self, rows: Ints) -> Shared:
        """What these profiles share with it."""
        return Shared(self, Lists(self._table, "terms", rows))


class Shared:
    """What chosen profiles share with a vacancy: shares 0..255."""

    def __init__(self, asked: Words, said: Lists) -> None:
        self._asked = asked
        self._said = said

    def text(self) -> Ints:
        """`text_evidence.evidence` of each."""
        shared = self._said.sums(self._asked.terms.shared(self._hashes, SATED[self._terms & CLASS_MASK])) // UNIT
        share: Ints = np.minimum(FULL, FULL * shared // self._asked.enough)
        return share

    def line(self, line: Line) -> Ints:
        """How far each meets a line by its words."""
        total = sum(line.words.values())
        if not total:
            return np.zeros(len(self._said.counts), dtype=np.int64)
        once = np.ones(len(self._hashes), dtype=np.int64)
        shared = self._said.sums(terms_of(line.words).shared(self._hashes, once))
        whole = np.where(shared >= total, FULL, self._asked.weights.silent_line)
        share: Ints = np.minimum(FULL, whole * shared // total)
        return share

    @cached_property
    def _terms(self) -> Ints:
        return self._said["term"]

    @cached_property
    def _hashes(self) -> Ints:
        return self._terms >> np.uint32(CLASS_BITS)


def terms_of(words: Mapping[str, int]) -> Terms:
    """Weighed words, to be looked up by their hashes."""
    return Terms(np.array([hashed(term) for term in words], np.int64), np.array(list(words.values()), np.int64))
