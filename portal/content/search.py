"""What of the content can be found: markets and texts about the site as pages, legal texts as documents."""

from __future__ import annotations

from portal.search.source import Source

SOURCES: list[Source] = []
