"""What words that nobody's texts use are read as: agreed to by editors after a question found nothing, used from then on.

A reading changes the question and never the index: the lexicon by which documents are indexed stays as it shipped, so nothing
has to be built anew, and the words may be any that the texts use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from portal.search.rules.tokens import Token, clean, tokens


@dataclass(frozen=True)
class Read:
    """Words of a question after reading, and what was read otherwise: pairs (as typed, as read)."""

    words: list[Token]
    instead: list[tuple[str, str]]


@dataclass(frozen=True)
class Readings:
    """Pairs (words typed, words meant) by the first folded word typed, the longest first."""

    pairs: Mapping[str, tuple[tuple[tuple[Token, ...], tuple[Token, ...]], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def read(self, typed: Sequence[Token]) -> Read:
        """The question in the words that are meant. Marks that were typed must be right, those that were not need not be."""
        words: list[Token] = []
        instead: list[tuple[str, str]] = []
        place = 0
        while place < len(typed):
            asked, meant = next(
                (
                    (asked, meant)
                    for asked, meant in self.pairs.get(typed[place].folded, ())
                    if _is(asked, typed, place)
                ),
                ((typed[place],), ()),
            )
            words += meant or asked
            if meant:
                instead.append((_said(typed[place : place + len(asked)]), _said(meant)))
            place += len(asked)
        return Read(words, instead)


NONE = Readings()


def readings(pairs: Iterable[tuple[str, str]]) -> Readings:
    """Readings of these pairs (words typed, words meant); a pair without words is left out."""
    found: dict[str, list[tuple[tuple[Token, ...], tuple[Token, ...]]]] = {}
    for typed, meant in pairs:
        asked, read = tuple(tokens(clean(typed))), tuple(tokens(clean(meant)))
        if asked and read:
            found.setdefault(asked[0].folded, []).append((asked, read))
    return Readings(
        MappingProxyType({first: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for first, some in found.items()})
    )


def _is(asked: tuple[Token, ...], typed: Sequence[Token], place: int) -> bool:
    found = typed[place : place + len(asked)]
    return len(found) == len(asked) and all(
        mine.folded == theirs.folded and (mine.exact == theirs.exact or not theirs.marked)
        for mine, theirs in zip(asked, found, strict=True)
    )


def _said(words: Iterable[Token]) -> str:
    return " ".join(token.typed for token in words)
