"""What changed, when, why and by whose roles, for everybody: amounts and states of all content, and the history of one item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.service.transaction import act
from portal.content.editing import store
from portal.content.editing.rules.differences import Change, differences
from portal.content.editing.rules.states import MARKED
from portal.content.editing.service.common import title_of
from portal.content.editions import per_edition
from portal.content.models import Revision
from portal.content.places import places
from portal.content.rules import publishable
from portal.shared.clock import now

MOST = 200
"""Entries of the public log on one page; the older ones stay in the histories of their items."""


@dataclass(frozen=True)
class Entry:
    """One published edit: the fields that it changed, since when it is shown, the reason, and the role that agreed to it.

    `address` is the path of the item's page, "" where it has none.
    """

    number: int
    ref: str
    kind: str
    item: str
    title: str
    at: datetime
    until: datetime | None
    why: str
    role: str
    changes: tuple[Change, ...]
    address: str

    @property
    def figures(self) -> tuple[Change, ...]:
        """Those of an amount, a date or a state."""
        return tuple(change for change in self.changes if change.figure)


@act
def changes(moment: datetime) -> Sequence[Entry]:
    """The newest published edits that changed an amount, a date or a state, the newest first."""
    found = (_entry(row) for row in store.published(moment, MOST))
    return [entry for entry in found if entry.figures]


@act
def of_item(kind: str, item: str, moment: datetime) -> Sequence[Entry]:
    """Every published edit of one item, the newest first."""
    return [_entry(row) for row in store.published(moment, MOST, kind, item)]


@act
def corrected(moment: datetime) -> dict[tuple[str, str], datetime]:
    """The items whose figures were corrected lately, and when: their pages say so."""
    found: dict[tuple[str, str], datetime] = {}
    for row in store.published(moment, MOST):
        at = row.publish_at
        if at is not None and at >= moment - MARKED and (row.kind, row.item) not in found and _entry(row).figures:
            found[row.kind, row.item] = at
    return found


@dataclass(frozen=True)
class Correction:
    """A figure of this item was corrected at this moment."""

    kind: str
    item: str
    at: datetime


@per_edition
def corrected_pages(_today: date) -> dict[str, Correction]:
    """By the path of the page, what was corrected on it lately; asked once for an edition and day."""
    found = corrected(now())
    return {
        path: Correction(kind, item, found[kind, item])
        for (kind, item), path in _addresses().items()
        if (kind, item) in found
    }


def _entry(row: Revision) -> Entry:
    data, before = (
        publishable(json.loads(text or "null")) for text in (row.data, row.before)
    )  # no more than pages show
    assert row.number is not None  # noqa: S101 - only published ones come here
    assert row.publish_at is not None  # noqa: S101
    return Entry(
        row.number, row.ref, row.kind, row.item, title_of(row.kind, row.item, data or before), row.publish_at, row.expire_at,
        row.why, row.decided_role or "", differences(before, data), _addresses().get((row.kind, row.item), ""),
    )  # fmt: skip


@per_edition
def _addresses() -> dict[tuple[str, str], str]:
    return {(place.kind, place.id): place.path for place in places()}
