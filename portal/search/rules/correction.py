"""What a word that nobody ever wrote was meant to be: Telex keys, words run together, one wrong letter; bounded work.

Only a word that stands in no document and no synonym is ever changed: Vietnamese syllables are short, and one letter
away from a right syllable there is nearly always another right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import ascii_lowercase

from portal.search.rules import telex
from portal.search.rules.tokens import Token, folded_form, pair, tokens

Frequency = Callable[[str], int]
"""In how many documents an index term stands."""

SHORTEST = 3  # letters: two letters are one slip away from everything
LONGEST = 24
MOST_PARTS = 5
PAIR_COUNTS = 50
"""One document in which the candidate stands beside the neighbouring word outweighs this many where it stands alone."""


def correct(token: Token, before: str, after: str, frequency: Frequency) -> list[Token] | None:
    """The words meant by an unknown one (its folded neighbours help to choose), or None when nothing is near enough."""
    word = token.folded
    if not SHORTEST <= len(word) <= LONGEST or any(c.isdigit() for c in word):
        return None
    if (meant := telex.undo(token.typed)) and frequency(folded_form(meant)):
        return tokens(meant)
    if parts := split(word, frequency):
        return tokens(" ".join(parts))
    if len(word) > SHORTEST and (near := nearest(word, before, after, frequency)):
        return tokens(near)
    return None


def nearest(word: str, before: str, after: str, frequency: Frequency) -> str | None:
    """The known word one slip away that stands beside these neighbours most often, else the most frequent one."""
    best, most = None, 0
    for candidate in sorted(set(one_slip(word))):
        if not (count := frequency(candidate)):
            continue
        for neighbours in ((before, candidate), (candidate, after)):
            if all(neighbours):
                count += PAIR_COUNTS * frequency(pair(*neighbours))
        if candidate[0] != word[0]:
            count //= 4  # people rarely miss the first letter
        if count > most:
            best, most = candidate, count
    return best


def one_slip(word: str) -> Iterator[str]:
    """Every word that is one letter left out, added, changed, or two letters swapped away."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def split(word: str, frequency: Frequency) -> list[str] | None:
    """Two to five known words run together, each standing beside the next somewhere; the most often seen reading."""
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 7), end):
            if start not in best or not frequency(word[start:end]):
                continue
            seen, parts = best[start]
            if parts and not (count := frequency(pair(parts[-1], word[start:end]))):
                continue
            score = seen + (count if parts else 0)
            if len(parts) < MOST_PARTS and (end not in best or score > best[end][0]):
                best[end] = (score, [*parts, word[start:end]])
    parts = best.get(len(word), (0, []))[1]
    return parts if len(parts) > 1 else None
