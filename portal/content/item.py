"""One piece of content, and an edit of one that was agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FORMERLY = "formerly"
"""The key of the ids that an item had before: the addresses of their pages lead to its page."""


@dataclass(frozen=True)
class Item:
    """A market, a document, a text: `data` is what the editor wrote, `file` where it stands ("": it was written on the site)."""

    kind: str
    id: str
    data: Mapping[str, Any] = field(compare=False)
    file: str = field(default="", compare=False)


@dataclass(frozen=True)
class Edit:
    """An item as it is shown from `at` on, until `until` where that is given; `data` None takes it off.

    `before` is what was shown until then (None: nothing), `pairs` are digests of English texts and of the Vietnamese that the
    author says they were made from.
    """

    kind: str
    id: str
    data: Mapping[str, Any] | None = field(compare=False)
    at: datetime
    until: datetime | None = None
    before: Mapping[str, Any] | None = field(default=None, compare=False)
    pairs: tuple[tuple[str, str], ...] = ()
