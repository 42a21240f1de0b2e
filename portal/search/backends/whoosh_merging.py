"""Which segments of a Whoosh index are written together with what is new, so that they stay few and hold little that is gone.

Whoosh's own rule lets some twenty segments gather before it merges any, and keeps segments of nothing but removed documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

SMALL = 64
"""Documents up to which a segment is always merged: one that is written again costs less than one more to look through."""
AT_ONCE = 2_000
"""Documents that are written again so that a change can be found: a few seconds. The rest is merged when nothing waits."""
MOST_SEGMENTS = 24
"""From so many segments on everything is merged that is worth it, whoever waits: each is looked through for every question."""


def few_segments(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """A merge policy of Whoosh: what it merges is added to `writer`, what stays is returned.

    From the smallest on, a segment is merged while it is no larger than all before it together: each document is
    written again once for each doubling of the index at most, and each segment left is larger than those before it.
    """
    living = _living(segments)
    gathered, merged = int(writer.docnum), 0
    for place, segment in enumerate(living):
        if segment.doc_count() <= max(gathered, SMALL):
            merged = place + 1
        gathered += segment.doc_count()
    worn = [segment for segment in living[merged:] if _is_worn(segment)]
    for segment in (*living[:merged], *worn):
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in living[merged:] if segment not in worn]


def soon_found(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """As `few_segments`, of the segments that hold AT_ONCE documents together at most: large ones wait for `worth_merging`."""
    living = _living(segments)
    if len(living) >= MOST_SEGMENTS:
        return few_segments(writer, segments)
    held, small = 0, list[Any]()
    for segment in living:
        held += segment.doc_count() + segment.deleted_count()
        if held > AT_ONCE:
            break
        small.append(segment)
    return [*few_segments(writer, small), *living[len(small) :]]


def worth_merging(segments: Sequence[Any]) -> bool:
    """Whether some segment is no larger than all that are smaller together, or holds more removed documents than others."""
    living, gathered = _living(segments), 0
    for segment in living:
        if gathered and segment.doc_count() <= max(gathered, SMALL):
            return True
        gathered += segment.doc_count()
    return any(map(_is_worn, living))


def _living(segments: Sequence[Any]) -> list[Any]:
    return sorted((segment for segment in segments if segment.doc_count()), key=lambda segment: segment.doc_count())


def _is_worn(segment: Any) -> bool:
    return bool(segment.deleted_count() > segment.doc_count())
