"""One's own profile as plain values, and a key for each of its entries that tells nothing of what the entry says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any

from portal.jobs.facts import ProfileFacts
from portal.storage.encryption import blind

Values = dict[str, Any]
"""New values of columns of the profile, by name."""


@dataclass(frozen=True)
class Mine:
    """What is kept of the actor. `begun`: a row exists. `programme`: id of the programme they went with, as they chose it."""

    owner: str
    facts: ProfileFacts
    programme: str | None = None
    home_on: date | None = None
    begun: bool = False
    illustrative: bool = False


def key_of(owner: str, entry: object) -> str:
    """The key of an entry of this owner, 16 hex digits; the same words have the same key, other words another."""
    told = asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else entry
    return blind("profile entry", f"{owner}\n{json.dumps(told, ensure_ascii=False, sort_keys=True)}")[:16]


def as_stored(entries: object) -> list[Any]:
    """Entries as the JSON columns keep them."""
    return [asdict(one) if is_dataclass(one) and not isinstance(one, type) else one for one in entries]  # type: ignore[attr-defined]
