"""A vacancy, made ready to be asked of many profiles: what each can reach by the bitmaps, by its numbers and lists, by words."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from portal.jobs.matching.assessment import worths
from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import (
    OF_PAIR,
    PARTS,
    PATTERNS,
    patterns,
    presence,
    start_shares,
    wage_shares,
)
from portal.jobs.matching.columns.first_look import FirstLook, Reach, Tier
from portal.jobs.matching.columns.gather import Lists
from portal.jobs.matching.columns.people import People
from portal.jobs.matching.columns.profile_lines import Lines as AskedLines
from portal.jobs.matching.columns.rows import days
from portal.jobs.matching.columns.scores import Pairs, Scores, shortfall
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.words import Words
from portal.jobs.matching.readings import VacancyReading
from portal.jobs.matching.score_rules import FULL, place_share

LINES = 6
"""Lines, and languages, that the bitmaps are asked about, of those that give most; the others count as met there."""
JUDGED_BY_PLACE = [pattern for pattern in range(PATTERNS) if pattern >> OF_PAIR.index("place") & 1]


class Question:
    """A vacancy, made ready."""

    def __init__(self, people: People, vacancy: VacancyReading) -> None:
        self._p = people
        self._vacancy = vacancy
        parts = presence(vacancy) * PATTERNS
        self._budget = dict(zip(PARTS, people.budgets[:, parts : parts + PATTERNS], strict=True))
        self._worth = np.array(
            [worths(vacancy.lines, int(points)) for points in self._budget["skills"]], dtype=np.int64
        )
        rest = sum(points for name, points in self._budget.items() if name != "skills")
        self._whole = FULL * (rest + self._worth.sum(axis=1, initial=0))
        self._asked = [(people.taxonomy.occupations[id], sureness) for id, sureness in vacancy.occupations.items()]
        self._met = people.states.met(vacancy.asks)
        self._lines = AskedLines(vacancy.lines, self._met, people)
        self._words = Words(vacancy, people.table, people.weights)

    def at_first(self) -> Reach:
        """Everybody, by what they can reach at most by the bitmaps."""
        look = FirstLook(self._p.planes, self._p.taxonomy, self._p.table.rows, int(self._whole.max()))
        for n in sorted(range(len(self._vacancy.lines)), key=lambda n: -int(self._worth[:, n].min()))[:LINES]:
            if self._vacancy.lines[n].skills and not self._vacancy.lines[n].asks:
                look.line(self._vacancy.lines[n].skills, int(self._worth[:, n].min()))
        if self._asked:
            look.occupations([number for number, _ in self._asked], int(self._budget["occupation"].min()))
        self._languages_at_first(look)
        self._place_at_first(look)
        return look.reach()

    def _languages_at_first(self, look: FirstLook) -> None:
        tiers = [(ask.required, self._p.states.tiers(ask, self._p.taxonomy)) for ask in self._vacancy.asks]
        required = [of for must, of in tiers if must]
        for of in required[:LINES]:
            look.ask(int(self._budget["language"].min()) // len(required), of)
        wished = [tier for must, of in tiers if not must for tier in of]
        look.ask(int(self._budget["language_wished"].min()), wished)

    def _place_at_first(self, look: FirstLook) -> None:
        if self._vacancy.province is not None:
            traits = self._p.planes.traits
            named = traits.province(self._p.taxonomy.provinces[self._vacancy.province])
            tiers = [Tier([named, traits.anywhere], FULL), Tier([traits.relocates], self._willing)]
            look.ask(int(self._budget["place"][JUDGED_BY_PLACE].min()), tiers)

    @property
    def _willing(self) -> int:
        return place_share(False, True, self._p.weights.place_willing)

    def without_words(self, rows: Ints, least: int) -> Pairs:
        """What each of these rows can reach before its words are compared, those below the least left out."""
        pairs = self._single_numbers(rows).at_least(least)
        pairs = pairs.less(self._occupations(pairs)).at_least(least)
        for n, share in self._lines.shares(pairs.rows):
            pairs = pairs.less(self._worth[:, n][pairs.budget] * (FULL - share))
        pairs = pairs.at_least(least)
        return pairs.less(self._time(pairs)).at_least(least)

    def words(self, pairs: Pairs) -> Scores:
        """What each can reach, its words compared."""
        shared = self._words.among(pairs.rows)
        lost: Ints | int = 0
        if self._vacancy.words:
            lost = lost + self._budget["text"][pairs.budget] * (FULL - shared.text())
        for n in self._words.silent:
            lost = lost + self._worth[:, n][pairs.budget] * (FULL - shared.line(self._vacancy.lines[n]))
        return Scores(pairs.rows, pairs.most - lost)

    def _single_numbers(self, rows: Ints) -> Pairs:
        columns, met = self._p.table.columns, self._met
        flags, spoken = columns["flags"][rows], columns["spoken"][rows]
        open_to = (flags & schema.RANKED == schema.RANKED) & ~met.shut[spoken]
        if self._hidden.any():
            open_to &= ~self._hidden[columns["hides"][rows]]
        if not open_to.all():
            rows, flags, spoken = rows[open_to], flags[open_to], spoken[open_to]
        place = self._places(rows, flags)
        wage = wage_shares(columns["wage"][rows], self._vacancy.facts.wage_min or 0, self._vacancy.facts.wage_max or 0)
        start = self._starts(rows)
        pattern = patterns(place, wage, start)
        most = self._whole[pattern] - self._lost_by_language[pattern, spoken]
        for name, share in (("place", place), ("wage", wage), ("start", start)):
            most -= self._budget[name][pattern] * shortfall(share)
        return Pairs(rows, pattern, most)

    def _places(self, rows: Ints, flags: Ints) -> Ints:
        if self._vacancy.province is None:
            return np.full(len(rows), -1, dtype=np.int64)
        provinces = self._p.table.columns["provinces"][rows]
        named = provinces >> np.uint64(self._p.taxonomy.provinces[self._vacancy.province]) & np.uint64(1) == 1
        not_named = np.where(flags & schema.RELOCATES != 0, self._willing, np.where(provinces > 0, 0, -1))
        return np.where(named, FULL, not_named)

    def _starts(self, rows: Ints) -> Ints:
        day = self._vacancy.facts.start_by
        if day is None:
            return np.full(len(rows), -1, dtype=np.int64)
        available = self._p.table.columns["available"][rows].astype(np.int64)
        return np.where(available == schema.NO_DAY, -1, start_shares(available - days(day)))

    @cached_property
    def _lost_by_language(self) -> Ints:
        """By pattern and number of `spoken`."""
        shares = {"language": self._met.required, "language_wished": self._met.wished}
        lost: Ints = sum(self._budget[name][:, None] * shortfall(share) for name, share in shares.items())
        return lost

    @cached_property
    def _hidden(self) -> Ints:
        """By number of `hides`: this vacancy's employer is among them."""
        employer, hides = self._vacancy.employer, self._p.registers.values("hides")
        return np.array([bool(employer) and employer in names for names in hides])

    def _occupations(self, pairs: Pairs) -> Ints | int:
        if not self._asked:
            return 0
        held = Lists(self._p.table, "occupations", pairs.rows)
        numbers, levels = held["id"], held["level"].astype(np.int64)
        share: Ints = np.zeros(len(pairs.rows), dtype=np.int64)
        for in_language, near in self._near_by_occupation.items():
            best = held.greatest(near[numbers] * levels)
            if in_language:
                best = best * self._met.enough[self._p.table.columns["spoken"][pairs.rows]] // FULL
            share = np.maximum(share, best >> 16)
        lost: Ints = self._budget["occupation"][pairs.budget] * (FULL - np.minimum(share, FULL))
        return lost

    @cached_property
    def _near_by_occupation(self) -> dict[bool, Ints]:
        """How near each occupation is to those asked for, times how sure these are; apart for those done in one language."""
        taxonomy = self._p.taxonomy
        found = {}
        for in_language in (False, True):
            asked = [(n, sure) for n, sure in self._asked if bool(taxonomy.of_a_language[n]) == in_language]
            if asked:
                numbers, sure = (np.array(column) for column in zip(*asked, strict=True))
                found[in_language] = (taxonomy.closeness[numbers] * sure[:, None]).max(axis=0)
        return found

    def _time(self, pairs: Pairs) -> Ints | int:
        asked_months = round(12 * (self._vacancy.facts.experience_years or 0))
        if not asked_months:
            return 0
        stays = Lists(self._p.table, "stays", pairs.rows)
        counted: Ints = np.right_shift(stays["months"].astype(np.int64) * self._near_by_stay[stays["occupations"]], 8)
        share = np.minimum(stays.sums(counted), asked_months) * FULL // asked_months
        lost: Ints = self._budget["experience"][pairs.budget] * (FULL - np.where(asked_months < 0, FULL, share))
        return lost

    @cached_property
    def _near_by_stay(self) -> Ints:
        """By number of the occupations of a stay: how near the nearest of them is, 0..256."""
        if not self._asked:
            return np.zeros(len(self._p.registers.values("stay occupations")), dtype=np.int64)
        near = self._p.taxonomy.closeness[[number for number, _ in self._asked]].max(axis=0)
        stays = self._p.stays.runs()
        return stays.greatest(near[stays.values])
