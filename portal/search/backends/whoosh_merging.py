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


def few_segments(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """A merge policy of Whoosh: what it merges is added to `writer`, what stays is returned.

    From the smallest on, a segment is merged while it is no larger than all before it together: each document is
    written again once for each doubling of the index at most, and each segment left is larger than those before it.
    """
    living = sorted((segment for segment in segments if segment.doc_count()), key=lambda segment: segment.doc_count())
    gathered, merged = int(writer.docnum), 0
    for place, segment in enumerate(living):
        if segment.doc_count() <= max(gathered, SMALL):
            merged = place + 1
        gathered += segment.doc_count()
    worn = [segment for segment in living[merged:] if segment.deleted_count() > segment.doc_count()]
    for segment in (*living[:merged], *worn):
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in living[merged:] if segment not in worn]
