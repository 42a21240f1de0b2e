"""What of this room can be found: open vacancies; profiles never."""

from __future__ import annotations

from portal.search.source import Source

SOURCES: list[Source] = []
