"""A profile looks through all vacancies: for each the score it can have at most, which is its score but for two words that
share a hash, and for several skills done in one language in one line.

Occupation and language are looked up for every vacancy at once; all else only for those that can still reach the best found
so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.offers import Offers
from portal.jobs.matching.columns.rows import days
from portal.jobs.matching.columns.scores import FARTHER, Floor, Found, Scores
from portal.jobs.matching.columns.spoken import Met
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.vacancy_question import Question
from portal.jobs.matching.readings import ProfileReading

FIRST_ROWS = 512
"""Rows of the first round."""


@dataclass(frozen=True)
class Narrowed:
    """What a person narrowed the vacancies by; empty means any. `wage`: the least wage (VND a month)."""

    province: str = ""
    sector: str = ""
    wage: int | None = None


class VacancyScan:
    """Looks through the vacancies of one generation."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def best(self, profile: ProfileReading, floor: Floor, day: date | None, narrowed: Narrowed) -> Scores:
        """Every vacancy that is open on this day, fits, and can reach the floor of what was found."""
        question = Question(self._offers, profile)
        most = question.at_first()
        most[~self._open(profile, question.met, day, narrowed)] = -1
        found, size = Found(floor), FIRST_ROWS
        while len(rows := np.flatnonzero(most >= found.least)):
            if len(rows) > size:
                rows = rows[np.argpartition(-most[rows], size)[:size]]
            found.take(question.without_words(rows, found.least), question.words)
            most[rows] = -1
            size *= FARTHER
        return found.scores

    def _open(self, profile: ProfileReading, met: Met, day: date | None, narrowed: Narrowed) -> Ints:
        """Which may be ranked for this person on this day, and fit."""
        if not (profile.facts.active and profile.facts.consented):
            return np.zeros(self._offers.table.rows, dtype=bool)
        column = self._offers.table.column
        fits: Ints = column("flags") == schema.OPEN
        if met.shut.any():
            fits &= ~met.shut[column("asks")]
        if day is not None:
            fits &= (column("deadline") == schema.NO_DAY) | (column("deadline") >= days(day))
        hidden = [self._offers.registers.known("employer", name) for name in profile.hides]
        if hidden:
            fits &= ~np.isin(column("employer"), [number for number in hidden if number])
        if narrowed.province:
            fits &= column("province") == self._offers.taxonomy.provinces.get(narrowed.province, schema.NO_PROVINCE - 1)
        if narrowed.sector:
            number = self._offers.registers.known("sector", narrowed.sector)
            fits &= column("sector") == (-1 if number is None else number)
        if narrowed.wage is not None:
            most = np.where(column("wage_max") > 0, column("wage_max"), column("wage_min"))
            fits &= most >= max(1, narrowed.wage)
        return fits
