"""One side of the store in files that all processes map: columns of fixed width, and heaps for what has any length.

A row is written in place by whoever holds the lock. Numbers that find a list (`at`, `count`) are one word of eight bytes, so
a reader sees the old list or the new one. `epoch` is odd while rows are being written: a reader that sees it change reads
again. What a killed writer left half done is written again from the change log, which has not moved on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.jobs.matching.columns.schema import Side, Wide

Ints = NDArray[Any]
COUNT_BITS = 24
ALIGNED = 64
WORD = 64
"""Room is made for rows in multiples of so many, as bitmaps are read."""
ROWS, EPOCH, APPLIED, REGISTERED, HEAPS = range(5)
"""Places in the head: rows in use, writings begun and ended, the newest change that is in, bytes of the registers that the
rows need, then the entries in use of each heap."""
SPARE_ROWS, SPARE_HEAP = 1.2, 1.5
LEAST_ROWS, LEAST_HEAP = 1_024, 8_192
PER_ROW = {"ref": 16, "terms": 128, "lines": 10, "line_skills": 16, "line_words": 40}
"""How many entries of a heap a row is given room for, 16 where none is said."""


class Full(Exception):
    """There is no room for another row or list: a new generation has to be written."""


class Damaged(Exception):
    """A file is missing, too short or not of this schema."""


class Table:
    """The rows of one side: one file, with every column at a place that the room for rows and lists decides."""

    def __init__(self, folder: Path, side: Side) -> None:
        self.side = side
        try:
            room: dict[str, int] = json.loads(_layout(folder, side).read_text(encoding="ascii"))
            self._file = np.memmap(_file(folder, side), dtype=np.uint8, mode="r+")
        except (OSError, ValueError) as error:
            raise Damaged(str(error)) from error
        self._bytes: Ints = self._file.view(np.ndarray)  # the same bytes, without what a memmap does at every slice
        places = _places(side, room)
        if places is None or places["end"].at != len(self._bytes):
            raise Damaged(side.name)
        self.head = self._view(places["head"])
        self.columns: dict[str, Ints] = {name: self._view(places[name]) for name in (*side.fixed, *side.ragged)}
        self.heaps: dict[str, dict[str, Ints]] = {
            group: {name: self._view(places[f"{group}.{name}"]) for name in lists}
            for group, lists in side.ragged.items()
        }
        if self.rows > room["rows"] or any(self.used(group) > room[group] for group in side.ragged):
            raise Damaged(side.name)

    @classmethod
    def create(cls, folder: Path, side: Side, rows: int) -> Table:
        """A file for so many rows and some to spare, all empty."""
        room = {"rows": max(LEAST_ROWS, round(rows * SPARE_ROWS)) + WORD - 1 & -WORD}
        for group in side.ragged:
            room[group] = max(LEAST_HEAP, round(rows * PER_ROW.get(group, 16) * SPARE_HEAP))
        places = _places(side, room) or {}
        with _file(folder, side).open("wb") as file:
            file.truncate(places["end"].at)
        _layout(folder, side).write_text(json.dumps(room), encoding="ascii")
        return cls(folder, side)

    @property
    def rows(self) -> int:
        """Rows in use: ids below it may be there."""
        return int(self.head[ROWS])

    def used(self, group: str) -> int:
        """Entries of a heap in use, those of overwritten rows among them."""
        return int(self.head[self._place(group)])

    def column(self, name: str) -> Ints:
        """A column as far as rows are in use."""
        return self.columns[name][: self.rows]

    def lists(self, group: str, rows: Ints | slice = slice(None)) -> tuple[Ints, Ints]:
        """Where the lists of these rows begin in the heap, and how long they are."""
        where = self.columns[group][: self.rows][rows]
        return (where >> np.uint64(COUNT_BITS)).astype(np.int64), (where & np.uint64((1 << COUNT_BITS) - 1)).astype(
            np.int64
        )

    def entry(self, row: int, group: str) -> dict[str, Ints]:
        """The lists of one row."""
        (at,), (count,) = self.lists(group, np.array([row]))
        return {name: heap[at : at + count] for name, heap in self.heaps[group].items()}

    def ref(self, row: int) -> str:
        """The reference of a row."""
        return bytes(self.entry(row, "ref")["byte"]).decode()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Rows are being written; the caller holds the lock. `epoch` is even again when they all are."""
        self.head[EPOCH] = int(self.head[EPOCH]) | 1
        yield
        self.head[EPOCH] = int(self.head[EPOCH]) + 1

    def write(self, row: int, fixed: Mapping[str, int], ragged: Mapping[str, Mapping[str, Sequence[Any]]]) -> None:
        """Write one row. Raises Full, with the row as it was."""
        self.has_room(row)
        placed = {group: self._append(group, lists) for group, lists in ragged.items()}
        for group, where in placed.items():
            self.columns[group][row] = where
        for name, value in fixed.items():
            self.columns[name][row] = value
        self.head[ROWS] = max(self.rows, row + 1)

    def has_room(self, row: int) -> None:
        """Raises Full where no such row can be written."""
        if row >= len(self.columns["flags"]):
            raise Full(self.side.name)

    def clear(self, row: int) -> bool:
        """The row is there no more; whether it was."""
        there = row < self.rows and bool(self.columns["flags"][row])
        if there:
            self.columns["flags"][row] = 0
        return there

    def flush(self) -> None:
        """Hand everything to the disk."""
        self._file.flush()

    def _append(self, group: str, lists: Mapping[str, Sequence[Any]]) -> int:
        at, place = self.used(group), self._place(group)
        count = len(next(iter(lists.values())))
        heaps = self.heaps[group]
        if at + count > len(next(iter(heaps.values()))) or count >= 1 << COUNT_BITS:
            raise Full(group)
        if count:
            for name, values in lists.items():
                heaps[name][at : at + count] = values
        self.head[place] = at + count
        return at << COUNT_BITS | count

    def _place(self, group: str) -> int:
        return HEAPS + list(self.side.ragged).index(group)

    def _view(self, place: _Place) -> Ints:
        width = np.dtype(place.kind).itemsize * place.width
        found: Ints = self._bytes[place.at : place.at + place.length * width].view(place.kind)
        return found.reshape(-1, place.width) if place.width > 1 else found


@dataclass(frozen=True)
class _Place:
    """Where in the file an array lies."""

    at: int
    kind: type[np.generic]
    length: int
    width: int = 1


def _places(side: Side, room: Mapping[str, int]) -> dict[str, _Place] | None:
    """Every array of a side; None where the room is not told in whole numbers for exactly these columns."""
    if set(room) != {"rows", *side.ragged} or not all(isinstance(n, int) and n >= 0 for n in room.values()):
        return None
    arrays: list[tuple[str, type[np.generic] | Wide, int]] = [("head", np.int64, HEAPS + len(side.ragged))]
    arrays += [(name, kind, room["rows"]) for name, kind in side.fixed.items()]
    arrays += [(group, np.uint64, room["rows"]) for group in side.ragged]
    arrays += [
        (f"{group}.{name}", kind, room[group]) for group, lists in side.ragged.items() for name, kind in lists.items()
    ]
    found, at = {}, 0
    for name, kind, length in arrays:
        one, width = (kind.kind, kind.width) if isinstance(kind, Wide) else (kind, 1)
        found[name] = _Place(at, one, length, width)
        at += length * width * np.dtype(one).itemsize + ALIGNED - 1 & ~(ALIGNED - 1)
    return found | {"end": _Place(at, np.uint8, 0)}


def _file(folder: Path, side: Side) -> Path:
    return folder / f"{side.name}.columns"


def _layout(folder: Path, side: Side) -> Path:
    return folder / f"{side.name}.json"
