"""What was edited on the site against what came with the installation: differences to look at after an upgrade."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.service.transaction import act
from portal.content.editing import store
from portal.content.editing.rules.differences import Change, differences
from portal.content.editing.service.common import live_data, title_of
from portal.content.store import shipped
from portal.shared.clock import now


@dataclass(frozen=True)
class Differs:
    """An item that was edited here and that a later release writes otherwise. What was edited here is shown."""

    kind: str
    item: str
    title: str
    changes: tuple[Change, ...]


def shipped_digest(kind: str, id: str) -> str:
    """A digest of the item as the files hold it; "" where they hold none."""
    data = live_data(kind, id, shipped())
    return hashlib.sha256(store.dumped(data).encode()).hexdigest() if data is not None else ""


def differs(moment: datetime) -> Iterator[Differs]:
    """Every item edited here whose file changed since to something else than what is shown."""
    for row in store.live(moment):
        if shipped_digest(row.kind, row.item) == (row.shipped or ""):
            continue
        ours, theirs = live_data(row.kind, row.item), live_data(row.kind, row.item, shipped())
        if found := differences(theirs, ours):
            yield Differs(row.kind, row.item, title_of(row.kind, row.item, ours or theirs), found)


@act
def differences_after_upgrade() -> list[Differs]:
    """The same for the command."""
    return list(differs(now()))
