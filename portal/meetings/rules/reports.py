"""Why a meeting is reported, and which letters say that there is something to read.

A report may carry a reason and words and needs neither: one tap is enough. It is read by moderators only, and takes back what
was agreed to at once, whatever becomes of it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

REASONS = ("money", "papers", "abroad", "off_site", "not_who", "insult", "other")
"""Asks for money; wants to keep papers; offers work abroad; wants to leave the site; is not who they say; insults; other."""
OF_PERSONS = ("money", "not_who", "off_site", "insult", "other")
"""Those that an employer may give of a person."""
FOUND = ("acted", "nothing_wrong", "too_little")
"""What moderators find: something was wrong and they acted; nothing was; too little is known to say."""
LONGEST = 1_000
"""Characters that a report may have."""


def is_reason(code: str, known: Collection[str] = REASONS) -> bool:
    """Whether a report may give this reason; "" is none given."""
    return code == "" or code in known


def is_unread(written_at: datetime | None, read_at: datetime | None) -> bool:
    """Whether what the other side wrote last was not read since."""
    return written_at is not None and (read_at is None or written_at > read_at)
