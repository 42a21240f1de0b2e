"""A vacancy looks through all profiles: for each the score it can have at most, which is its score but for two words that
share a hash.

Three looks, each over fewer rows. The bitmaps say of everybody which lines and which occupation can be there at all; columns
of one number give language, place, wage, dates; lists give skills, time of work and words. Whoever cannot reach the best
that were found so far is left out after each.
"""

from __future__ import annotations

import numpy as np

from portal.jobs.matching.assessment import worths
from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import PARTS, PATTERNS, budgets, patterns, presence, start_shares, wage_shares
from portal.jobs.matching.columns.first_look import Classes, FirstLook
from portal.jobs.matching.columns.gather import CLASS_BITS, CLASS_MASK, SATED, Lists, Terms, hashed
from portal.jobs.matching.columns.planes import Planes
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.rows import days, enough
from portal.jobs.matching.columns.scores import FARTHER, NOBODY, Floor, Scores
from portal.jobs.matching.columns.spoken import SpokenStates
from portal.jobs.matching.columns.table import Ints, Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.readings import Line, VacancyReading
from portal.jobs.matching.score_rules import FULL, place_share
from portal.jobs.matching.text_evidence import UNIT
from portal.jobs.matching.weights import Weights

LINES = 6
"""Lines that the bitmaps are asked about, of those that give most; the others count as met there."""
FIRST_LOOK = 1_024
"""Rows of the first round."""


class ProfileScan:
    """Looks through the profiles of one generation."""

    def __init__(
        self,
        table: Table,
        planes: Planes,
        registers: Registers,
        taxonomy: Taxonomy,
        states: SpokenStates,
        weights: Weights,
    ) -> None:
        self.table = table
        self.planes = planes
        self.registers = registers
        self.taxonomy = taxonomy
        self.states = states
        self.weights = weights
        self.budgets = budgets(weights)

    def first_look(self, vacancy: VacancyReading) -> Classes:
        """Everybody, by what they can reach at most by the bitmaps."""
        return _Question(self, vacancy).at_first()

    def best(self, vacancy: VacancyReading, floor: Floor) -> Scores:
        """Everybody who may be ranked and can reach the floor of what was found."""
        question = _Question(self, vacancy)
        classes = question.at_first()
        found = NOBODY
        least, size = floor(found.most), FIRST_LOOK
        while len(rows := classes.next(size, least)):
            while len(rows):  # those of one class are in no order: a few first
                found = found.with_more(question.judge(rows[:size], least))
                least = floor(found.most)
                found = found.at_least(least)
                rows, size = rows[size:], size * FARTHER
        return found


class _Question:
    """A vacancy, made ready to be asked of many rows."""

    def __init__(self, scan: ProfileScan, vacancy: VacancyReading) -> None:
        self._s = scan
        self._vacancy = vacancy
        parts = presence(vacancy) * PATTERNS
        self._budget = dict(zip(PARTS, scan.budgets[:, parts : parts + PATTERNS], strict=True))
        self._worth = np.array(
            [worths(vacancy.lines, int(points)) for points in self._budget["skills"]], dtype=np.int64
        )
        rest = sum(points for name, points in self._budget.items() if name != "skills")
        self._whole = FULL * (rest + self._worth.sum(axis=1, initial=0))
        taxonomy = scan.taxonomy
        self._asked = [(taxonomy.occupations[id], sureness) for id, sureness in vacancy.occupations.items()]
        self._met = scan.states.met(vacancy.asks)
        self._terms = _terms(list(vacancy.words.items()))

    def at_first(self) -> Classes:
        """Everybody, by what they can reach at most by the bitmaps."""
        look = FirstLook(self._s.planes, self._s.taxonomy, self._s.table.rows, int(self._whole.max()))
        for n in sorted(range(len(self._vacancy.lines)), key=lambda n: -int(self._worth[:, n].min()))[:LINES]:
            if self._vacancy.lines[n].skills and not self._vacancy.lines[n].asks:
                look.line(self._vacancy.lines[n].skills, int(self._worth[:, n].min()))
        if self._asked:
            look.occupations([number for number, _ in self._asked], int(self._budget["occupation"].min()))
        return Classes(look.most(), look.rows(), look.bytes_read)

    def judge(self, rows: Ints, floor: int) -> Scores:
        """What each of these rows can reach, those below the floor left out as soon as that is seen."""
        rows, found, most = self._single_numbers(rows)
        for look in (self._occupations, self._skills, self._time, self._texts):
            keep = most >= floor
            rows, found, most = rows[keep], found[keep], most[keep]
            most = look(rows, found, most)
        return Scores(rows, most).at_least(floor)

    def _single_numbers(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        s, offer, columns = self._s, self._vacancy.facts, self._s.table.columns
        flags, spoken = columns["flags"][rows], columns["spoken"][rows]
        open_to = (
            (flags & schema.RANKED == schema.RANKED) & ~self._met.shut[spoken] & ~self._hidden()[columns["hides"][rows]]
        )
        rows, flags, spoken = rows[open_to], flags[open_to], spoken[open_to]
        relocates = flags & schema.RELOCATES != 0
        place = np.full(len(rows), -1, dtype=np.int64)
        if self._vacancy.province is not None:
            provinces = columns["provinces"][rows]
            named = provinces >> np.uint64(s.taxonomy.provinces[self._vacancy.province]) & np.uint64(1) == 1
            willing = place_share(False, True, s.weights.place_willing)
            place = np.where(named, FULL, np.where(relocates, willing, np.where(provinces > 0, 0, -1)))
        wage = wage_shares(columns["wage"][rows], offer.wage_min or 0, offer.wage_max or 0)
        available = columns["available"][rows].astype(np.int64)
        start = np.full(len(rows), -1, dtype=np.int64)
        if offer.start_by is not None:
            start = np.where(available == schema.NO_DAY, -1, start_shares(available - days(offer.start_by)))
        found = patterns(place, wage, start)
        most = self._whole[found]
        shares = {"place": place, "wage": wage, "start": start}
        shares |= {"language": self._met.required[spoken], "language_wished": self._met.wished[spoken]}
        for name, share in shares.items():
            most = most - self._budget[name][found] * np.where(share < 0, 0, FULL - share)
        return rows, found, most

    def _hidden(self) -> Ints:
        """By number of `hides`: this vacancy's employer is among them."""
        hides = self._s.registers.values("hides")
        return np.array([bool(self._vacancy.employer) and self._vacancy.employer in names for names in hides])

    def _occupations(self, rows: Ints, found: Ints, most: Ints) -> Ints:
        if not self._asked:
            return most
        s = self._s
        held = Lists(s.table, "occupations", rows)
        numbers, levels = held["id"], held["level"].astype(np.int64)
        spoken = self._met.enough[s.table.columns["spoken"][rows]]
        share: Ints = np.zeros(len(rows), dtype=np.int64)
        for asked, sureness in self._asked:
            near: Ints = held.greatest(s.taxonomy.closeness[asked][numbers] * levels)
            kept: Ints | int = spoken if s.taxonomy.of_a_language[asked] else FULL
            share = np.maximum(share, np.right_shift(near * sureness * kept // FULL, 16))
        lost: Ints = self._budget["occupation"][found] * (FULL - np.minimum(share, FULL))
        return most - lost

    def _skills(self, rows: Ints, found: Ints, most: Ints) -> Ints:
        s, lines = self._s, self._vacancy.lines
        asked = list(dict.fromkeys(id for line in lines for id in line.skills))
        if not asked and not any(line.asks or line.country for line in lines):
            return most
        held = Lists(s.table, "skills", rows)
        best, proven = self._covers(held, asked, proof=any(line.proof for line in lines))
        spoken = s.table.columns["spoken"][rows]
        for n, line in enumerate(lines):
            if line.skills or line.asks:
                share = self._line(line, [asked.index(id) for id in line.skills], best, proven, spoken)
            elif line.country is not None:
                countries = s.registers.values("countries")
                been = np.array([line.country in of for of in countries])
                share = np.where(been[s.table.columns["countries"][rows]], FULL, 0)
            else:
                continue
            most = most - self._worth[:, n][found] * (FULL - share)
        return most

    def _covers(self, held: Lists, asked: list[str], *, proof: bool) -> tuple[Ints, Ints]:
        """For each row and asked skill: how far it is covered, and how far by a paper."""
        taxonomy = self._s.taxonomy
        numbers = held["id"]
        similar = (
            np.array([taxonomy.similarity(id) for id in asked], dtype=np.int64)
            .reshape(len(asked), len(taxonomy.skills))
            .T
        )
        of_use: Ints = np.any(similar, axis=1)[numbers]
        owner, numbers = held.owner[of_use], numbers[of_use]
        counts = np.bincount(owner, minlength=len(held.counts))
        starts = np.cumsum(counts) - counts
        some = counts > 0

        def greatest(levels: Ints) -> Ints:
            found = np.zeros((len(counts), len(asked)), dtype=np.int64)
            if len(levels):
                shares = similar[numbers] * levels[:, None] >> 8
                found[some] = np.maximum.reduceat(shares, starts[some], axis=0)
            return found

        best = greatest(held["level"][of_use].astype(np.int64))
        return best, greatest(held["proof"][of_use].astype(np.int64)) if proof else best

    def _line(self, line: Line, places: list[int], best: Ints, proven: Ints, spoken: Ints) -> Ints:
        skills = self._s.taxonomy.dictionary.skills
        met = self._s.states.met(line.asks) if line.asks else self._met
        shares = []
        for place, id in zip(places, line.skills, strict=True):
            share = best[:, place]
            if skills[id].of_a_language:
                share = share * met.enough[spoken] // FULL
            if line.proof:
                half = share // 2
                share = np.where(proven[:, place] > half, proven[:, place], half)
            shares.append(share)
        asks = line.asks and not any(skills[id].of_a_language for id in line.skills)
        if asks:
            shares += [met.sum[spoken], met.best[spoken]]
        if line.either:
            return _greatest(shares[:-2] + shares[-1:] if asks else shares)
        count = len(line.skills) + (len(line.asks) if asks else 0)
        total: Ints = np.add.reduce(shares[:-1] if asks else shares)
        return total // count

    def _time(self, rows: Ints, found: Ints, most: Ints) -> Ints:
        asked_months = round(12 * (self._vacancy.facts.experience_years or 0))
        if not asked_months:
            return most
        near = self._near()
        stays = Lists(self._s.table, "stays", rows)
        counted: Ints = np.right_shift(stays["months"].astype(np.int64) * near[stays["occupations"]], 8)
        months = stays.sums(counted)
        share = np.minimum(months, asked_months) * FULL // asked_months
        lost: Ints = self._budget["experience"][found] * (FULL - np.where(asked_months < 0, FULL, share))
        return most - lost

    def _near(self) -> Ints:
        """By number of the occupations of a stay: how near the nearest of them is, 0..256."""
        closeness = self._s.taxonomy.closeness
        if not self._asked:
            return np.zeros(len(self._s.registers.values("stay occupations")), dtype=np.int64)
        near = closeness[[number for number, _ in self._asked]].max(axis=0)
        values = self._s.registers.values("stay occupations")
        return np.array([near[of].max(initial=0) if of else 0 for of in values], dtype=np.int64)

    def _texts(self, rows: Ints, found: Ints, most: Ints) -> Ints:
        silent = [n for n, line in enumerate(self._vacancy.lines) if not (line.skills or line.asks or line.country)]
        if not self._vacancy.words and not silent:
            return most
        said = Lists(self._s.table, "terms", rows)
        terms = said["term"]
        hashes, times = terms >> np.uint32(CLASS_BITS), SATED[terms & CLASS_MASK]
        if self._vacancy.words:
            shared = said.sums(self._terms.shared(hashes, times)) // UNIT
            share = np.minimum(FULL, FULL * shared // max(enough(self._vacancy.words, self._s.weights), 1))
            most = most - self._budget["text"][found] * (FULL - share)
        once = np.ones(len(times), dtype=np.int64)
        for n in silent:
            words = self._vacancy.lines[n].words
            total = sum(words.values())
            shared = (
                said.sums(_terms(list(words.items())).shared(hashes, once)) if total else np.zeros(len(rows), np.int64)
            )
            whole = np.where(shared >= total, FULL, self._s.weights.silent_line)
            share = np.minimum(FULL, whole * shared // total) if total else shared
            most = most - self._worth[:, n][found] * (FULL - share)
        return most


def _greatest(shares: list[Ints]) -> Ints:
    found: Ints = np.maximum.reduce(shares)
    return found


def _terms(words: list[tuple[str, int]]) -> Terms:
    return Terms(np.array([hashed(term) for term, _ in words], np.int64), np.array([w for _, w in words], np.int64))
