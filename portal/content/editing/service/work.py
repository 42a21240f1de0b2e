"""What waits for editors and reviewers, in lists: drafts, reviews, what is scheduled, what must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service.transaction import act
from portal.content import visits
from portal.content.editing import store
from portal.content.editing.service.common import READ, View, kinds, title_of
from portal.content.editing.service.looking import view
from portal.content.editing.service.shipping import Differs, differs
from portal.content.editions import library
from portal.content.overdue_rules import due_on, overdue, review_of
from portal.content.places import path_of
from portal.content.rules import AWAITING, is_figure, walk
from portal.content.translations import late
from portal.search import misses


@dataclass(frozen=True)
class Named:
    """An item, and the fields of it that the list is about."""

    kind: str
    item: str
    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Overdue(Named):
    """An item with figures to look at again: since when the first of them is due, and how often its page is asked for."""

    due: date
    visits: int


@dataclass(frozen=True)
class Desk:
    """Everything that waits, for one reader: their own drafts, what they may review or must leave to others, and the lists."""

    mine: Sequence[View]
    reviews: Sequence[View]
    scheduled: Sequence[View]
    differs: Sequence[Differs]
    overdue: Sequence[Overdue]
    awaiting: Sequence[Named]
    behind: Sequence[Named]
    in_vain: int
    """Questions that many asked in vain."""


@act
def desk(actor: Actor, now: datetime, today: date) -> Desk | None:
    """The lists of this reader; None for whoever has no part in it."""
    if not allowed(actor, READ):
        return None
    return Desk(
        mine=[view(row, actor) for row in store.mine(actor.ref)],
        reviews=[view(row, actor) for row in store.waiting()],
        scheduled=[view(row, actor) for row in store.scheduled(now)],
        differs=list(differs(now)),
        overdue=sorted(_overdue(today), key=lambda each: (-each.visits, each.due, each.kind, each.item)),
        awaiting=list(_awaiting()),
        behind=list(_behind()),
        in_vain=len(misses.seen()),
    )


def _overdue(today: date) -> Iterator[Overdue]:
    """Figures that should have been looked at again by today."""
    seen = visits.seen(today)
    for kind in kinds():
        for item in library().items(kind).values():
            found = {
                path: due_on(node, review_of(kind, path)) or today
                for path, node in walk(item.data)
                if is_figure(node) and overdue(node, review_of(kind, path), today)
            }
            if found:
                read = seen.get(path_of(kind, item.data), 0)
                yield Overdue(
                    kind, item.id, title_of(kind, item.id, item.data), tuple(found), min(found.values()), read
                )


def _awaiting() -> Iterator[Named]:
    """Facts that nobody has verified: pages say that they wait, and do not show them."""
    for kind in kinds():
        for item in library().items(kind).values():
            paths = tuple(path for path, node in walk(item.data) if is_figure(node) and node["state"] == AWAITING)
            if paths:
                yield Named(kind, item.id, title_of(kind, item.id, item.data), paths)


def _behind() -> Iterator[Named]:
    """English texts whose Vietnamese changed since."""
    found: dict[tuple[str, str], list[str]] = {}
    for item, path, _english in late():
        found.setdefault((item.kind, item.id), []).append(path)
    for (kind, id), paths in found.items():
        yield Named(kind, id, title_of(kind, id, library().items(kind)[id].data), tuple(paths))
