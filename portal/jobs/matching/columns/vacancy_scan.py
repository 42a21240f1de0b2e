"""A profile looks through all vacancies: for each the score it can have at most, which is its score but for two words that
share a hash, and for several skills done in one language in one line.

Occupation and language are looked up for every vacancy at once; all else only for those that can still reach the best found
so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.jobs.matching.assessment import Assessor
from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import (
    OF_VACANCY,
    PARTS,
    PATTERNS,
    budgets,
    patterns,
    start_shares,
    wage_shares,
)
from portal.jobs.matching.columns.gather import Lists, Terms, greatest, hashed
from portal.jobs.matching.columns.registers import Registers, Value
from portal.jobs.matching.columns.rows import days
from portal.jobs.matching.columns.scores import FARTHER, NOBODY, Floor, Scores
from portal.jobs.matching.columns.spoken import Met, met_by
from portal.jobs.matching.columns.table import Ints, Table
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.columns.vacancy_lines import Covers, Lines
from portal.jobs.matching.readings import ProfileReading
from portal.jobs.matching.score_rules import FULL, place_share
from portal.jobs.matching.text_evidence import UNIT
from portal.jobs.matching.weights import Weights

FIRST_LOOK = 1_024
"""Rows of the first round."""


@dataclass(frozen=True)
class Narrowed:
    """What a person narrowed the vacancies by; empty means any. `wage`: the least wage (VND a month)."""

    province: str = ""
    sector: str = ""
    wage: int | None = None


class VacancyScan:
    """Looks through the vacancies of one generation."""

    def __init__(
        self, table: Table, registers: Registers, taxonomy: Taxonomy, assessor: Assessor, weights: Weights
    ) -> None:
        self.table = table
        self.registers = registers
        self.taxonomy = taxonomy
        self.assessor = assessor
        self.weights = weights
        self.budgets = budgets(weights)
        by_parts = self.budgets.reshape(len(PARTS), -1, PATTERNS)
        self.least_budgets = by_parts.min(axis=2, where=by_parts > 0, initial=int(self.budgets.max()))
        """[part, parts of the vacancy]: the least that a part can weigh there where it is judged at all."""
        self._asked: _Asked | None = None

    def best(self, profile: ProfileReading, floor: Floor, day: date | None, narrowed: Narrowed) -> Scores:
        """Every vacancy that is open on this day, fits, and can reach the floor of what was found."""
        question = _Question(self, profile)
        found = NOBODY
        rows = self._open(profile, question.met, day, narrowed)
        most = question.at_first(rows)
        size = FIRST_LOOK
        while len(rows):
            near = np.argpartition(-most, size)[:size] if len(rows) > size else np.arange(len(rows))
            found = found.with_more(question.judge(rows[near], floor(found.most)))
            least = floor(found.most)
            found = found.at_least(least)
            most[near] = -1
            waiting = np.flatnonzero(most >= least)
            rows, most = rows[waiting], most[waiting]
            size *= FARTHER
        return found

    def asked_occupations(self) -> _Asked:
        """The values of the register `occupations`."""
        values = self.registers.values("occupations")
        if self._asked is None or len(self._asked.counts) != len(values):
            self._asked = _Asked.of(values)
        return self._asked

    def _open(self, profile: ProfileReading, met: Met, day: date | None, narrowed: Narrowed) -> Ints:
        """The rows that may be ranked for this person on this day, and that fit."""
        if not (profile.facts.active and profile.facts.consented):
            return np.zeros(0, dtype=np.int64)
        column = self.table.column
        fits: Ints = column("flags") == schema.OPEN
        if met.shut.any():
            fits &= ~met.shut[column("asks")]
        if day is not None:
            fits &= (column("deadline") == schema.NO_DAY) | (column("deadline") >= days(day))
        hidden = [self.registers.known("employer", name) for name in profile.hides]
        if hidden:
            fits &= ~np.isin(column("employer"), [number for number in hidden if number])
        if narrowed.province:
            fits &= column("province") == self.taxonomy.provinces.get(narrowed.province, schema.NO_PROVINCE - 1)
        if narrowed.sector:
            number = self.registers.known("sector", narrowed.sector)
            fits &= column("sector") == (-1 if number is None else number)
        if narrowed.wage is not None:
            most = np.where(column("wage_max") > 0, column("wage_max"), column("wage_min"))
            fits &= most >= max(1, narrowed.wage)
        return np.flatnonzero(fits)


class _Question:
    """A profile, made ready to be asked of many vacancies."""

    def __init__(self, scan: VacancyScan, profile: ProfileReading) -> None:
        self._s = scan
        self._profile = profile
        self.met = met_by(profile, scan.registers.values("asks"), scan.assessor)
        self._covers = Covers.of(profile, scan.taxonomy, scan.registers, scan.weights)
        self._words = Terms(
            np.array([hashed(term) for term in profile.words], np.int64),
            np.array(list(profile.words.values()), np.int64),
        )
        self._of_occupations()

    def _of_occupations(self) -> None:
        """By number of `occupations`: the best share of one, of one that is done in one language (before what is spoken of
        it is taken into account), and the months that count."""
        taxonomy, asked, profile = self._s.taxonomy, self._s.asked_occupations(), self._profile
        closeness = taxonomy.closeness
        numbers = [taxonomy.occupations[id] for id in profile.occupations]
        levels = np.array([held.level for held in profile.occupations.values()], dtype=np.int64)
        best = (closeness[:, numbers] * levels).max(axis=1, initial=0)[asked.numbers] * asked.sureness
        spoken = taxonomy.of_a_language[asked.numbers]
        self._plain = np.minimum(asked.greatest(np.where(spoken, 0, best)) >> 16, FULL)
        self._in_language = asked.greatest(np.where(spoken, best, 0))
        self._months = np.zeros(len(asked.counts), dtype=np.int64)
        for stay in profile.stays:
            near = closeness[:, [taxonomy.occupations[o] for o in stay.occupations]].max(axis=1, initial=0)
            self._months += round(12 * stay.years) * asked.greatest(near[asked.numbers]) >> 8

    def at_first(self, rows: Ints) -> Ints:
        """What each of these rows can reach, by its occupations, the languages it asks for and its place alone."""
        column, met = self._s.table.column, self.met
        parts = column("parts")[rows].astype(np.int32)
        best = np.maximum(self._plain, np.minimum(self._in_language >> 16, FULL))
        most = np.full(len(rows), FULL * int(self._s.budgets[:, -1].sum()), dtype=np.int32)
        for name, share, code in (
            ("occupation", np.where(np.arange(len(best)) == 0, FULL, best), "occupations"),
            ("language", met.required, "asks"),
            ("language_wished", met.wished, "asks"),
            ("place", self._places(), "province"),
        ):
            lost = np.where(share < 0, 0, FULL - share)
            by_parts = (self._s.least_budgets[PARTS.index(name)][:, None] * lost).astype(np.int32)
            most -= by_parts.ravel()[parts * np.int32(len(share)) + column(code)[rows].astype(np.int32)]
        return most

    def _places(self) -> Ints:
        """By number of a province: the share of the place, −1 where it is not judged."""
        facts, provinces = self._profile.facts, self._s.taxonomy.provinces
        if not (self._profile.provinces or facts.relocate):
            return np.full(schema.NO_PROVINCE + 1, -1)
        found = np.full(schema.NO_PROVINCE + 1, place_share(False, facts.relocate, self._s.weights.place_willing))
        found[[provinces[id] for id in self._profile.provinces]] = FULL
        found[schema.NO_PROVINCE] = -1
        return found

    def judge(self, rows: Ints, least: int) -> Scores:
        """What each of these rows can reach, those that cannot reach the least left out."""
        rows, combined, most = self._by_numbers(rows)
        keep = np.flatnonzero(most >= least)
        rows, combined, most = rows[keep], combined[keep], most[keep]
        lines = Lines(self._s.table, rows, self._covers, self.met)
        most = most - self._s.budgets[PARTS.index("skills")][combined] * FULL + lines.points(combined % PATTERNS)
        keep = np.flatnonzero(most >= least)
        rows, combined, most = rows[keep], combined[keep], most[keep]
        return Scores(rows, most - self._lost_in_text(rows, combined)).at_least(least)

    def _by_numbers(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """The rows, their places among the budgets, and what each can reach before lines and words are compared."""
        column = self._s.table.column
        shares = self._pair_shares(rows)
        combined = column("parts")[rows].astype(np.int64) * PATTERNS + patterns(*shares.values())
        asks, code = column("asks")[rows], column("occupations")[rows]
        shares |= {"language": self.met.required[asks], "language_wished": self.met.wished[asks]}
        in_language = np.minimum(self._in_language[code] * self.met.enough[asks] // FULL >> 16, FULL)
        wanted = column("months")[rows].astype(np.int64)
        time = np.minimum(self._months[code], wanted) * FULL // np.where(wanted == 0, 1, wanted)
        shares |= {
            "occupation": np.maximum(self._plain[code], in_language),
            "experience": np.where(wanted < 0, FULL, time),
        }
        most = self._s.budgets.sum(axis=0)[combined] * FULL
        for name, share in shares.items():
            most -= self._s.budgets[PARTS.index(name)][combined] * np.where(share < 0, 0, FULL - share)
        return rows, combined, most

    def _pair_shares(self, rows: Ints) -> dict[str, Ints]:
        column, facts = self._s.table.column, self._profile.facts
        place = self._places()[column("province")[rows]]
        asked = schema.NO_WAGE if facts.expected_wage is None else facts.expected_wage
        wage = wage_shares(asked, column("wage_min")[rows], column("wage_max")[rows])
        start_by = column("start_by")[rows].astype(np.int64)
        if facts.available_from is None:
            start = np.full(len(rows), -1)
        else:
            start = np.where(start_by == schema.NO_DAY, -1, start_shares(days(facts.available_from) - start_by))
        return {"place": place, "wage": wage, "start": start}

    def _lost_in_text(self, rows: Ints, combined: Ints) -> Ints:
        asked = Lists(self._s.table, "terms", rows)
        shared = asked.sums(self._words.shared(asked["term"], asked["weight"])) // UNIT
        share = np.minimum(FULL, FULL * shared // np.maximum(self._s.table.column("enough")[rows], 1))
        has_text = self._s.table.column("parts")[rows] >> OF_VACANCY.index("text") & 1
        lost: Ints = self._s.budgets[PARTS.index("text")][combined] * (FULL - share) * has_text
        return lost


@dataclass(frozen=True)
class _Asked:
    """The values of the register `occupations`, one after another."""

    numbers: Ints
    sureness: Ints
    starts: Ints
    counts: Ints

    @classmethod
    def of(cls, values: list[Value]) -> _Asked:
        flat = [pair for value in values for pair in value]
        counts = np.array([len(value) for value in values], dtype=np.int64)
        numbers = np.array([number for number, _ in flat], dtype=np.int64)
        return cls(numbers, np.array([sure for _, sure in flat], dtype=np.int64), np.cumsum(counts) - counts, counts)

    def greatest(self, values: Ints) -> Ints:
        """The greatest of each value's occupations."""
        return greatest(values, self.starts, self.counts)
