"""How far two words are apart, and whether the difference is a slip of the finger or a change the eye may miss."""

from __future__ import annotations

from typing import Literal

from portal.firms.rules.names import Word
from portal.firms.rules.syllables import is_bare_syllable, is_syllable

# Letters that pass for each other on a screen: replacing one by the other is a disguise, not a slip.
_ALIKE = frozenset(map(frozenset, ("il", "ij", "lj", "lt", "oq", "gq", "uv", "vy", "vw", "ce", "co")))

Edit = Literal["none", "slip", "disguise", "far"]


def distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two texts; `limit + 1` where there are more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    mine, its = set(left), set(right)
    if len(mine - its) > limit or len(its - mine) > limit:
        return limit + 1  # each letter that the other has not at all takes an edit of its own
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if before and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit and min(row) > limit:
            return limit + 1
        before, row = row, current
    return min(row[-1], limit + 1)


def edit(typed: str, meant: str) -> Edit:
    """What one letter's difference is: nothing, a slip, a letter put in place of one it resembles, or more than one."""
    if typed == meant:
        return "none"
    if distance(typed, meant, 1) > 1:
        return "far"
    if len(typed) == len(meant):
        pairs = [frozenset((a, b)) for a, b in zip(typed, meant, strict=True) if a != b]
        if len(pairs) == 1 and pairs[0] in _ALIKE:
            return "disguise"
    return "slip"


def is_slip(typed: Word, meant: Word, marked: bool) -> bool:
    """Whether `typed` is `meant` with a slip of the finger: `bếnn` for `bến`, but not `bền`, which is another word.

    An own word forgives one slip, and only if what was typed cannot be read as a syllable while the meant word can;
    a trade word or a word of the legal form forgives a slip and wrong diacritics. Digits and foreign letters are no slips.
    """
    if typed.foreign or not typed.folded.isalpha():
        return False
    if meant.role != "own":
        return typed.folded == meant.folded or (
            max(len(typed.folded), len(meant.folded)) >= 3 and edit(typed.folded, meant.folded) == "slip"
        )
    if not is_syllable(meant.toneless) or readable(typed, marked):
        return False
    if typed.folded == meant.folded or edit(typed.folded, meant.folded) != "slip":
        return False  # a wrong mark alone is a disguise: the eye hardly sees it
    return not marked or edit(typed.shown.lower(), meant.shown.lower()) == "slip"


def readable(typed: Word, marked: bool) -> bool:
    """Whether a word can be read as a Vietnamese syllable: by its marks where marks were typed, else by its letters."""
    return is_syllable(typed.toneless) if marked else is_bare_syllable(typed.folded)


def pieces(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text, its beginning and end marked."""
    padded = f"^{text.replace(' ', '')}$"
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))
