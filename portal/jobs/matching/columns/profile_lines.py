"""The lines of one vacancy as chosen profiles cover them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from portal.jobs.matching.columns.gather import Lists, greatest
from portal.jobs.matching.columns.people import People
from portal.jobs.matching.columns.spoken import Met
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.readings import Line
from portal.jobs.matching.score_rules import FULL


class Lines:
    """The lines of a vacancy that the dictionary knows; `met`: how the languages that it asks for are met."""

    def __init__(self, lines: Sequence[Line], met: Met, people: People) -> None:
        self._lines = lines
        self._p = people
        self._proof = any(line.proof for line in lines)
        self._met = {n: people.states.met(line.asks) if line.asks else met for n, line in enumerate(lines)}
        self._asked = {id: place for place, id in enumerate(dict.fromkeys(i for line in lines for i in line.skills))}
        taxonomy = people.taxonomy
        similar = taxonomy.similarities[[taxonomy.skills[id] for id in self._asked]]
        self._similar: Ints = np.ascontiguousarray(similar.T).astype(np.int64)
        """[held, asked] in 1/256."""
        self._of_use: Ints = np.any(self._similar, axis=1)

    def shares(self, rows: Ints) -> Iterator[tuple[int, Ints]]:
        """Place of each line and how far each of these rows covers it, 0..255."""
        columns = self._p.table.columns
        best, proven = self._covers(rows) if self._asked else (rows, rows)
        for n, line in enumerate(self._lines):
            if line.skills or line.asks:
                yield n, self._share(n, best, proven, columns["spoken"][rows])
            elif line.country is not None:
                yield n, self._been(line.country)[columns["countries"][rows]]

    def _been(self, country: str) -> Ints:
        return np.array([FULL * (country in of) for of in self._p.registers.values("countries")], dtype=np.int64)

    def _covers(self, rows: Ints) -> tuple[Ints, Ints]:
        """For each row and asked skill: how far it is covered, and how far by a paper."""
        held = Lists(self._p.table, "skills", rows)
        numbers = held["id"]
        there = np.flatnonzero(self._of_use[numbers])
        similar = self._similar[numbers[there]]
        counts = np.bincount(held.owner[there], minlength=len(rows))
        starts = np.cumsum(counts) - counts

        def greatest_of(name: str) -> Ints:
            return greatest(similar * held[name][there].astype(np.int64)[:, None] >> 8, starts, counts)

        best = greatest_of("level")
        return best, greatest_of("proof") if self._proof else best

    def _share(self, n: int, best: Ints, proven: Ints, spoken: Ints) -> Ints:
        line, met, skills = self._lines[n], self._met[n], self._p.taxonomy.dictionary.skills
        shares = []
        for id in line.skills:
            share = best[:, self._asked[id]]
            if skills[id].of_a_language:
                share = share * met.enough[spoken] // FULL
            if line.proof:
                share = np.maximum(proven[:, self._asked[id]], share // 2)
            shares.append(share)
        asks = len(line.asks) if not any(skills[id].of_a_language for id in line.skills) else 0
        if line.either:
            found: Ints = np.maximum.reduce([*shares, met.best[spoken]] if asks else shares)
            return found
        total: Ints = np.add.reduce([*shares, met.sum[spoken]] if asks else shares)
        return total // (len(line.skills) + asks)
