"""The lines of chosen vacancies as one profile covers them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.gather import Lists, Terms, hashed, sums
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.rows import proof_level
from portal.jobs.matching.columns.spoken import Met
from portal.jobs.matching.columns.table import Ints, Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.readings import ProfileReading
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.weights import Weights


@dataclass(frozen=True)
class Covers:
    """What a profile brings to lines: by number of a skill how far it covers it and how far by a paper, 0..255; by number of
    `country` 255 where it has stayed there; its words; the most that shared words can give a line."""

    skills: Ints
    proven: Ints
    been: Ints
    said: Terms
    silent: int

    @classmethod
    def of(cls, profile: ProfileReading, taxonomy: Taxonomy, registers: Registers, weights: Weights) -> Covers:
        """What this profile brings."""
        numbers = [taxonomy.skills[id] for id in profile.skills]
        levels = np.array([held.level for held in profile.skills.values()], dtype=np.int64)
        proofs = np.array([proof_level(profile, id) for id in profile.skills], dtype=np.int64)
        similar = taxonomy.similarities[:, numbers].astype(np.int64)
        countries = {stay.country for stay in profile.stays if stay.years > 0}
        return cls(
            skills=(similar * levels >> 8).max(axis=1, initial=0),
            proven=(similar * proofs >> 8).max(axis=1, initial=0),
            been=np.array([FULL * (country in countries) if country else 0 for country in registers.values("country")]),
            said=Terms(
                np.array([hashed(term) for term in profile.words], np.int64), np.ones(len(profile.words), np.int64)
            ),
            silent=weights.silent_line,
        )


class Lines:
    """The lines of these rows."""

    def __init__(self, table: Table, rows: Ints, covers: Covers, met: Met) -> None:
        self._table = table
        self._covers = covers
        self._met = met
        self._lists = Lists(table, "lines", rows)
        self._flags = self._lists["flags"]
        self._spoken = np.repeat(met.enough[table.column("asks")[rows]], self._lists.counts)

    def points(self, pattern: Ints) -> Ints:
        """The points of all lines of each vacancy, in the pattern of its pair."""
        worth = self._lists.heap("worth")[self._lists.where, np.repeat(pattern, self._lists.counts)]
        return self._lists.sums(worth * self._shares())

    def _shares(self) -> Ints:
        lists, flags = self._lists, self._flags
        counts, asks = lists["skills_count"].astype(np.int64), lists["asks"]
        total, best = self._by_skills(lists["skills_from"], counts)
        counts = counts + self._met.count[asks]
        either = flags & schema.EITHER != 0
        best = np.maximum(best, self._met.best[asks])
        shares = np.where(either, best, (total + self._met.sum[asks]) // np.maximum(counts, 1))
        shares = np.where(counts == 0, self._covers.been[lists["country"]], shares)
        silent = np.flatnonzero(lists["words_count"])
        if len(silent):
            shares[silent] = self._by_words(silent)
        return shares

    def _by_skills(self, starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
        """For each line: the sum of the shares of its skills, and the greatest."""
        covers, proven = self._covers.skills, self._covers.proven
        halves = np.maximum(proven, covers // 2)
        ids = self._table.heaps["line_skills"]["id"]
        proof = self._flags & schema.PROOF != 0
        total, best = np.zeros(len(counts), np.int64), np.zeros(len(counts), np.int64)
        there = np.flatnonzero(counts)
        for place in range(int(counts.max(initial=0))):
            skills = ids[starts[there] + place]
            shares = np.where(proof[there], halves[skills], covers[skills])
            total[there] += shares
            best[there] = np.maximum(best[there], shares)
            there = there[counts[there] > place + 1]
        in_language = self._flags & (schema.OF_A_LANGUAGE | schema.OWN_ASKS) == schema.OF_A_LANGUAGE
        spoken = np.flatnonzero(in_language & (counts == 1))
        if len(spoken):
            alone = ids[starts[spoken]]
            kept = covers[alone] * self._spoken[spoken] // FULL
            total[spoken] = best[spoken] = np.where(proof[spoken], np.maximum(proven[alone], kept // 2), kept)
        return total, best

    def _by_words(self, silent: Ints) -> Ints:
        """The shares of lines that the dictionary says nothing of."""
        heap, counts = self._table.heaps["line_words"], self._lists["words_count"][silent].astype(np.int64)
        ends = np.cumsum(counts)
        starts = ends - counts
        where = np.repeat(self._lists["words_from"][silent] - starts, counts) + np.arange(ends[-1])
        shared = sums(self._covers.said.shared(heap["term"][where], heap["weight"][where]), starts, counts)
        total = np.maximum(self._lists["total"][silent], 1)
        whole = np.where(shared >= total, FULL, self._covers.silent)
        shares: Ints = np.minimum(FULL, whole * shared // total)
        return shares
