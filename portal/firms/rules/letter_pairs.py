"""Which of many texts share most letter pairs with a given one? Answered in microseconds for thousands of texts.

For each letter pair one whole number says, bit by bit, which texts have it. Adding such numbers as a paper adder does,
column by column, counts the shared pairs of all texts at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator


class LetterPairs:
    """Texts by their sets of letter pairs; a text is known by its place, in the order of adding, from 0."""

    def __init__(self) -> None:
        self._count = 0
        self._with_piece: dict[str, int] = defaultdict(int)
        self._of_size: dict[int, int] = defaultdict(int)

    def add(self, pieces: Collection[str]) -> None:
        """Keep the next text."""
        bit = 1 << self._count
        for piece in pieces:
            self._with_piece[piece] |= bit
        self._of_size[len(pieces)] |= bit
        self._count += 1

    def nearest(self, pieces: Collection[str], most: int) -> list[int]:
        """Places of the texts with the largest share of pairs in common (Dice), at most `most`; equal ones by place.

        Left out are those that share at most a third of what the best one shares: most texts share a pair or two.
        """
        sharing = self._sharing(pieces)
        if not sharing:
            return []
        least = max(sharing) / 3
        by_score: dict[float, int] = defaultdict(int)
        for count, texts in sharing.items():
            if count > least:
                for size, of_size in self._of_size.items():
                    if both := texts & of_size:
                        by_score[2 * count / (len(pieces) + size)] |= both
        found: list[int] = []
        for score in sorted(by_score, reverse=True):
            for place in _places(by_score[score]):
                found.append(place)
                if len(found) == most:
                    return found
        return found

    def _sharing(self, pieces: Collection[str]) -> dict[int, int]:
        """For each number of shared pairs above 0 the texts that share so many."""
        columns: list[int] = []  # the count of each text in binary, lowest digit first
        for piece in pieces:
            carry = self._with_piece.get(piece, 0)
            for digit, column in enumerate(columns):
                columns[digit], carry = column ^ carry, column & carry
                if not carry:
                    break
            if carry:
                columns.append(carry)
        counted = {0: (1 << self._count) - 1}
        for digit, column in enumerate(columns):
            split: dict[int, int] = {}
            for count, texts in counted.items():
                if ones := texts & column:
                    split[count + (1 << digit)] = ones
                if zeros := texts & ~column:
                    split[count] = zeros
            counted = split
        counted.pop(0, None)
        return counted


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
