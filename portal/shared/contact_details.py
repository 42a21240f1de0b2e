"""Ways to reach somebody that stand in a free text: phone numbers in figures or words, addresses, links, names on messengers.

One rule for every text that strangers read before contact was agreed to. It is made for people who hide a number on purpose:
spaced, in full-width or circled figures, in words with or without marks, with the zero left out, in two halves, over two
fields. Sums, dates, years and licence numbers stay. How a text is read stands in `contact_flat`, which figures reach somebody
in `contact_numbers`, which words do in `contact_names`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.shared.contact_flat import flat
from portal.shared.contact_names import Kind, names
from portal.shared.contact_numbers import FEWEST, numbers, without_days

MASK = "•••••"
_ROUNDS = 4
"""What stood behind a covered part may be seen once that is gone; more than two rounds were never needed."""
_ONLY_FIGURES = re.compile(r"[^0-9a-z]*[0-9][^a-z]*[0-9][^0-9a-z]*")


@dataclass(frozen=True)
class Found:
    """A place in the text (from, to) that tells how to reach somebody."""

    start: int
    end: int
    kind: Kind


def find(text: str) -> list[Found]:
    """Every way to reach somebody in this text, in order, none overlapping another."""
    read = flat(text)
    raw: list[tuple[int, int, Kind]] = [*names(read)]
    raw += [(start, end, "number") for start, end in numbers(read.plain)]
    joined: list[Found] = []
    for start, end, kind in sorted(raw):
        first, last = read.whence(start, end)
        if joined and first < joined[-1].end:
            joined[-1] = Found(joined[-1].start, max(last, joined[-1].end), joined[-1].kind)
        else:
            joined.append(Found(first, last, kind))
    return joined


def masked(text: str, mark: str = MASK) -> str:
    """The text with each of them covered."""
    for _ in range(_ROUNDS):
        places = find(text)
        if not places:
            break
        text = _covered(text, places, mark)
    return text


def split_over(texts: Sequence[str]) -> list[int]:
    """Which of these texts of one person or job hold a piece of a number that only all of them together show."""
    return [n for n, said in enumerate(masked_together(texts)) if said != masked(texts[n])]


def _covered(text: str, places: list[Found], mark: str) -> str:
    said, after = "", 0
    for place in places:
        said += text[after : place.start] + mark
        after = place.end
    return said + text[after:]


def masked_together(texts: Sequence[str]) -> list[str]:
    """Each text covered; those that only together are a number too, where they stand."""
    split, said = _split_figures(texts), []
    whole, begins = "\n".join(texts), 0
    places = [place for place in find(whole) if place.kind == "number"]
    for number, text in enumerate(texts):
        ends = begins + len(text)
        parts = [
            Found(max(place.start, begins) - begins, min(place.end, ends) - begins, place.kind)
            for place in places
            if max(place.start, begins) < min(place.end, ends)
        ]
        begins = ends + 1
        said.append(MASK if number in split else masked(_covered(text, parts, MASK)))
    return said


def _split_figures(texts: Sequence[str]) -> set[int]:
    """Which texts hold nothing but figures, no day, and are long enough together to be dialled: no skill is called so."""
    read = {number: without_days(flat(text).plain) for number, text in enumerate(texts)}
    bare = {number: text for number, text in read.items() if _ONLY_FIGURES.fullmatch(text)}
    return set(bare) if sum(char.isdigit() for text in bare.values() for char in text) > FEWEST else set()
