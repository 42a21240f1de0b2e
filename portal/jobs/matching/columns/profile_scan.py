"""A vacancy looks through all profiles: for each the score it can have at most, which is its score but for two words that
share a hash.

Three looks, each over fewer rows: the bitmaps say what everybody can reach at most; numbers and lists of a row give all but
its words; words are compared last. Whoever cannot reach the best that were found so far is left out after each, and those who
can reach most come first.
"""

from __future__ import annotations

from portal.jobs.matching.columns.first_look import Reach
from portal.jobs.matching.columns.people import People
from portal.jobs.matching.columns.profile_question import Question
from portal.jobs.matching.columns.scores import FARTHER, Floor, Found, Scores
from portal.jobs.matching.readings import VacancyReading

FIRST_ROWS = 512
"""Rows of the first round."""


class ProfileScan:
    """Looks through the profiles of one generation."""

    def __init__(self, people: People) -> None:
        self._people = people

    def first_look(self, vacancy: VacancyReading) -> Reach:
        """Everybody who may be ranked, by what they can reach at most by the bitmaps."""
        return Question(self._people, vacancy).at_first()

    def best(self, vacancy: VacancyReading, floor: Floor) -> Scores:
        """Everybody who may be ranked and can reach the floor of what was found."""
        question = Question(self._people, vacancy)
        reach, found, size = question.at_first(), Found(floor), FIRST_ROWS
        while len(rows := reach.next(size, found.least)):
            while len(rows):  # those of one sum are in no order: a few first
                found.take(question.without_words(rows[:size], found.least), question.words)
                rows, size = rows[size:], size * FARTHER
        return found.scores
