"""One piece of content, as files hold it today and database revisions may tomorrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Item:
    """A market, a document, a text: `data` is what the editor wrote, `file` where it stands."""

    kind: str
    id: str
    data: Mapping[str, Any] = field(compare=False)
    file: str = field(default="", compare=False)
