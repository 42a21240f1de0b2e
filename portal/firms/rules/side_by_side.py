"""Two names side by side: which words of each the other does not have in that place, so that a reader sees where to look."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from portal.firms.rules.characters import is_foreign
from portal.firms.rules.lexicon import SHORTENED
from portal.firms.rules.names import word, written_words
from portal.shared.text import INVISIBLE, fold, nfc

MOST_WORDS = 40


@dataclass(frozen=True)
class Piece:
    """A written word, and whether it is one of those in which the names differ."""

    text: str
    differs: bool


@dataclass(frozen=True)
class _Part:
    """One word that is compared: of which written word it is a part, and whether it was written out."""

    place: int
    folded: str
    exact: str
    opened: bool


def side_by_side(typed: str, name: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The words of both, marked where they differ. Abbreviations are read in full; marks count where any were typed."""
    given, meant = _written(typed), _written(name)
    left, right = _parts(given), _parts(meant)
    marked = any(part.exact != part.folded for part in left)
    steps = SequenceMatcher(None, [p.folded for p in left], [p.folded for p in right], autojunk=False).get_opcodes()
    wrong_left: set[int] = {place for place, text in enumerate(given) if _disguised(text)}
    wrong_right: set[int] = set()
    for step, a, b, c, d in steps:
        if step != "equal":
            wrong_left |= {part.place for part in left[a:b]}
            wrong_right |= {part.place for part in right[c:d]}
            continue
        for one, other in zip(left[a:b], right[c:d], strict=True):
            if marked and not (one.opened or other.opened) and one.exact != other.exact:
                wrong_left.add(one.place)
                wrong_right.add(other.place)
    return _pieces(given, wrong_left), _pieces(meant, wrong_right)


def _written(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()[:MOST_WORDS]


def _disguised(text: str) -> bool:
    return INVISIBLE.search(text) is not None or any(is_foreign(char) for char in text)


def _parts(written: Sequence[str]) -> list[_Part]:
    found = []
    for place, text in enumerate(written):
        for bare in written_words(text):
            full = SHORTENED.get(fold(bare))
            for one in (full or bare).split():
                read = word(nfc(one))
                found.append(_Part(place, read.folded, read.exact, full is not None))
    return found


def _pieces(written: Sequence[str], wrong: set[int]) -> tuple[Piece, ...]:
    return tuple(Piece(text, place in wrong) for place, text in enumerate(written))
