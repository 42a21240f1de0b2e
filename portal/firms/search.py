"""What a firm and an order are to the search."""

from __future__ import annotations

from portal.search.source import Source

SOURCES: list[Source] = []
