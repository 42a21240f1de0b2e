"""How a phrase is found while it is typed: by the beginning of any of its words, without diacritics, and which comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.search.rules.telex import undo
from portal.search.rules.tokens import clean, tokens
from portal.shared.text import nfc

LONGEST_PHRASE = 80
"""Characters of a phrase that is suggested; a longer title is no help to who types."""
LONGEST_TYPED = 60
STARTS = 8
"""Words of a phrase from which it is found."""
AFTER_ALL = "\U0010ffff"
"""Greater than every character of a key."""


@dataclass(frozen=True)
class Suggestion:
    """What may be meant: the phrase as it is published, and the kind of thing that says so (`word`: a word list)."""

    phrase: str
    kind: str


@dataclass(frozen=True)
class Typed:
    """What stands in the box, folded: its words, the last one perhaps unfinished; `marked`: as typed, where it has diacritics."""

    words: tuple[str, ...]
    marked: str = ""

    @property
    def key(self) -> str:
        """The words as a key begins."""
        return " ".join(self.words)


def typed(text: str) -> Typed:
    """The words of the box; none where nothing in it is a word."""
    shown = clean(text[: LONGEST_TYPED * 4])[:LONGEST_TYPED]
    found = tokens(shown)
    marked = " ".join(shown.split()).casefold() if any(token.marked for token in found) else ""
    return Typed(tuple(token.folded for token in found), marked)


def without_telex(asked: Typed) -> Typed | None:
    """The words with what Telex left in them undone (`nhaatj` → `nhat`), None where that changes nothing."""
    words = tuple(typed(undo(word) or word).key or word for word in asked.words)
    return Typed(words) if words != asked.words else None


def keys(phrase: str) -> list[str]:
    """What this phrase is found by: itself from each of its first words on, folded; nothing where it is too long."""
    if len(nfc(phrase)) > LONGEST_PHRASE:
        return []
    words = [token.folded for token in tokens(clean(phrase))]
    return [" ".join(words[place:]) for place in range(min(len(words), STARTS))]


def span(beginning: str) -> tuple[str, str]:
    """From (included) and to (excluded) of the keys that begin so."""
    return beginning, beginning + AFTER_ALL


def rank(weight: int, place: int, phrase: str) -> int:
    """The order of phrases, the least first: the heavier, the nearer the found word to the beginning, the shorter."""
    return ((9 - weight) * 10 + place) * 100 + min(len(phrase), 99)


def holds(folded: str, asked: Typed) -> bool:
    """Whether every word typed begins a word of this folded phrase, each another one."""
    left = sorted(folded.split(), key=len)
    for word in sorted(asked.words, key=len, reverse=True):
        found = next((mine for mine in left if mine.startswith(word)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def best(found: Iterable[tuple[Suggestion, int]], asked: Typed, most: int) -> Sequence[Suggestion]:
    """The first `most` of (suggestion, rank), each phrase once; what is written exactly as typed comes before all."""

    def order(one: tuple[Suggestion, int]) -> tuple[bool, int, str]:
        suggestion, rank = one
        exact = bool(asked.marked) and asked.marked in suggestion.phrase.casefold()
        return (not exact, rank, suggestion.phrase)

    chosen: dict[str, Suggestion] = {}
    for suggestion, _ in sorted(found, key=order):
        chosen.setdefault(suggestion.phrase.casefold(), suggestion)
        if len(chosen) == most:
            break
    return tuple(chosen.values())
