"""Posting lists and columns of an index as arrays, whatever stores them: what an answer is computed from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from portal.search.document import Key

TITLE, TEXT, SCOPE = "title", "text", "scope"
"""The fields of an index: the terms of a title, those of title and body together, kind, locale and filters."""

NO_VALUE = -1
"""What a column holds for a document without the number."""

POSTINGS_KEPT = 500_000
"""Places of posting lists that one thread keeps for its next question: 6 MB."""

NAMES_KEPT = 20_000
"""Lists that one thread keeps, of which many may be empty: words that nobody wrote."""

Mask = NDArray[np.bool_]
Name = tuple[str, str]
"""A field and a term of it."""


class Postings(NamedTuple):
    """The numbers of the documents that hold a term, ascending, and how often each holds it."""

    numbers: NDArray[np.int32]
    counts: NDArray[np.float64]


NONE = Postings(np.empty(0, np.int32), np.empty(0, np.float64))


class Lists(Protocol):
    """One immutable state of an index. Documents have numbers from 0 below `size`; those not `live` were removed.

    `documents` is how many a term is rare or common among.
    """

    size: int
    live: Mask
    documents: int

    def __call__(self, field: str, term: str) -> Postings:
        """The list of this term without removed documents; an empty one where no document holds it."""

    def read_ahead(self, names: Iterable[Name]) -> None:
        """Be told of lists that are soon asked for, so that they can be fetched together."""

    def frequency(self, field: str, term: str) -> int:
        """In how many documents this term stands."""

    def lengths(self, field: str) -> NDArray[np.float64]:
        """How many terms each document has in this field."""

    def average(self, field: str) -> float:
        """How many terms a document has in this field on average."""

    def values(self, name: str) -> NDArray[np.int64]:
        """The number that each document carries under this name of SORTS, or NO_VALUE."""

    def beginning(self, prefix: str) -> Sequence[str]:
        """The terms of SCOPE that begin with this."""

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        """The keys of these documents, in their order."""


class Kept:
    """The posting lists asked for last."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Name, Postings] = OrderedDict()
        self._places = 0

    def get(self, name: Name) -> Postings | None:
        """The list, if it is still here."""
        found = self._lists.get(name)
        if found is not None:
            self._lists.move_to_end(name)
        return found

    def keep(self, name: Name, found: Postings, most: int) -> None:
        """Keep this list, and let go of those not asked for longest beyond so many places."""
        self._lists[name] = found
        self._places += len(found.numbers)
        while (self._places > most and len(self._lists) > 1) or len(self._lists) > NAMES_KEPT:
            self._places -= len(self._lists.popitem(last=False)[1].numbers)

    def forget(self) -> None:
        """Let go of all."""
        self._lists.clear()
        self._places = 0
