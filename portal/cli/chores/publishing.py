"""What editors published, also what began by itself, comes into the search index."""

from __future__ import annotations

from portal.cli.chores.pace import Job, every
from portal.content.editing.service.indexing import index_edition

SECONDS = 2.0


def publishing() -> Job:
    """Queue the texts of the content for the index when another edition is shown."""
    due = every(SECONDS)

    def look() -> bool:
        return due() and index_edition()

    return look
