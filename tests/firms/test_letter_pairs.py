"""Which names share most letter pairs: the arithmetic on whole numbers against counting one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.firms.rules.distance import distance, pieces
from portal.firms.rules.letter_pairs import LetterPairs

TEXTS = st.text(alphabet="abcn ", max_size=9)


def one_by_one(texts: list[str], asked: str, most: int) -> list[int]:
    """The places of the texts by the share of pairs in common, those above a third of the best count, by counting."""
    wanted = pieces(asked)
    shared = {place: len(wanted & pieces(text)) for place, text in enumerate(texts)}
    least = max(shared.values(), default=0) / 3
    some = [place for place, count in shared.items() if count > least]
    return sorted(some, key=lambda p: (-2 * shared[p] / (len(wanted) + len(pieces(texts[p]))), p))[:most]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=30), TEXTS, st.integers(1, 12))
def test_the_nearest_are_those_one_would_count(texts: list[str], asked: str, most: int) -> None:
    pairs = LetterPairs()
    for text in texts:
        pairs.add(pieces(text))
    assert pairs.nearest(pieces(asked), most) == one_by_one(texts, asked, most)


def whole_distance(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours, without any short cut."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="abcde", max_size=7), st.text(alphabet="abcde", max_size=7), st.integers(0, 4))
def test_the_short_cuts_of_the_distance_change_nothing(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == min(whole_distance(left, right), limit + 1)
