"""How well a language is spoken, read from a test, a level or plain words, and how far a claim falls short of an ask.

Levels of one test are compared on that test's own ladder; others by CEFR rank (0 below A1 … 6 C2, from the content).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.shared.text import fold

UNKNOWN = -1
"""The gap between two levels that cannot be compared: the language is there, how well is not known."""


@dataclass(frozen=True)
class Level:
    """A level as read: CEFR `rank` or None where it cannot be compared; `step` on the ladder of `test` or None."""

    rank: int | None = None
    test: str | None = None
    step: int | None = None


_JLPT = re.compile(r"\bn\s?([1-5])\b")
_TOPIK = re.compile(r"(?:\btopik\s*(?:i{1,2}\b)?|\bi{1,2})[\s:-]*(?:cap|level|lv|bac)?\s*([1-6])(?!\d)")
_HSK = re.compile(r"\bhsk\s*(?:cap|level|lv|bac)?\s*([1-9])\b")
_CEFR = re.compile(r"\b([abc])\s?([12])\b")
_SCORE = re.compile(r"\d+(?:[.,]\d+)?")
_DIGIT = re.compile(r"(?:\bcap\s*|\bbac\s*|\blevel\s*|\blv\s*|^\s*)([1-9])(?:\s*급|\s*級|\b)")
_ALONE = re.compile(r"\s*([1-6])\s*(?:급|級|级)?\s*")
"""A bare number: in each language the test that everybody means (JLPT, TOPIK, HSK)."""
_TOEIC_TOTALS = ((945, 5), (785, 4), (550, 3), (225, 2), (120, 1))  # listening + reading of each level in the content


class Levels:
    """Reads levels by the ladders of the language tests and the phrases for spoken levels (content kinds
    `language_test` and `matching_level`)."""

    def __init__(self, tests: Iterable[Mapping[str, Any]], words: Iterable[Mapping[str, Any]]) -> None:
        self._ranks = {str(test["id"]): _ladder(test) for test in tests}
        pairs = [(fold(phrase), int(word["rank"])) for word in words for phrase in word["phrases"]]
        self._words = dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
        self._phrase = re.compile(
            "|".join(
                rf"(?<!\w){re.escape(phrase)}(?!\w)" if phrase.isascii() else re.escape(phrase)
                for phrase in self._words
            )
            or r"(?!)"
        )

    def read(self, language: str, text: str, test: str | None = None) -> Level:
        """The level that this text says of this language; Level() (not comparable) where it says none that we know."""
        folded, name = fold(text), fold(test or "")
        if "eps" in name or "eps" in folded:
            return Level(test="eps-topik")
        by_test = self._by_test(language, folded, name)
        if by_test is not None:
            return by_test
        if found := _CEFR.search(folded):
            rank = "abc".index(found[1]) * 2 + int(found[2])
            return Level(rank, "cefr", rank)
        return self._by_words(folded)

    def _by_test(self, language: str, folded: str, name: str) -> Level | None:
        if language == "ja" and (found := _JLPT.search(folded) or _ALONE.fullmatch(folded)) and int(found[1]) < 6:
            return self._level("jlpt", f"n{found[1]}", 6 - int(found[1]))
        if language == "ja" and "jft" in name + folded:
            return Level(2)
        if language == "ko" and (found := _TOPIK.search(folded) or _DIGIT.search(folded)) and int(found[1]) < 7:
            return Level(int(found[1]), "topik", int(found[1]))
        if language == "zh" and (
            found := _HSK.search(folded) or (_DIGIT.search(folded) if "tocfl" not in name else None)
        ):
            return self._level("hsk-2", f"hsk{found[1]}", int(found[1]))
        if language == "zh" and "tocfl" in name + folded and not _CEFR.search(folded):
            found = re.search(r"([1-6])\b", folded)
            return Level(int(found[1]), "cefr", int(found[1])) if found else Level(1)
        if language == "en" and (rank := _english_score(folded, name)) is not None:
            return Level(rank, "cefr", rank)
        return None

    def _level(self, test: str, code: str, step: int) -> Level:
        return Level(self._ranks.get(test, {}).get(code), test, step)

    def _by_words(self, folded: str) -> Level:
        found = [match.group() for match in self._phrase.finditer(" ".join(folded.split()))]
        return Level(self._words[max(found, key=len)]) if found else Level()


def _ladder(test: Mapping[str, Any]) -> dict[str, int]:
    """The lowest CEFR rank of each code: without a score the lower of two levels counts."""
    ranks: dict[str, int] = {}
    for level in test.get("levels", ()):
        if (rank := level.get("cefr_rank")) is not None:
            code = fold(str(level["code"]))
            ranks[code] = min(int(rank), ranks.get(code, 9))
    return ranks


def _english_score(folded: str, name: str) -> int | None:
    found = _SCORE.search(folded)
    if found is None:
        return None
    score = float(found.group().replace(",", "."))
    if "toeic" in name + folded:
        return next((rank for floor, rank in _TOEIC_TOTALS if score >= floor), 0)
    if "ielts" in name + folded and score <= 9:
        return next((rank for floor, rank in ((8.5, 6), (7, 5), (5.5, 4), (4, 3)) if score >= floor), 2)
    return None


def gap(ask: Level, claim: Level) -> int:
    """How many levels the claim falls short: 0 met, 1, 2 …; UNKNOWN where the two cannot be compared.

    An ask without a level is met by anyone who speaks the language.
    """
    if ask.rank is None and ask.step is None:
        return 0
    if ask.test is not None and ask.test == claim.test and ask.step is not None and claim.step is not None:
        return max(0, ask.step - claim.step)
    if ask.rank is None or claim.rank is None:
        return UNKNOWN
    return max(0, ask.rank - claim.rank)
