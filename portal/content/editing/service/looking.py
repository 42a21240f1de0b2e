"""A revision, an item with its history, and the lists of items, as the desk shows them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service.transaction import act
from portal.content.editing import store
from portal.content.editing.rules.differences import needs_reviewer
from portal.content.editing.rules.shapes import Data
from portal.content.editing.rules.states import OPEN, may_approve, may_edit
from portal.content.editing.service.common import (
    EDIT,
    READ,
    REVIEW_ACTION,
    Said,
    View,
    kinds,
    live_data,
    problems_of,
    stood_before,
    title_of,
)
from portal.content.editions import library
from portal.content.models import Revision
from portal.content.references import resting_on
from portal.shared.text import fold


@dataclass(frozen=True)
class Line:
    """One item of a list: whether it was edited here, and whether anybody has it open."""

    kind: str
    item: str
    title: str
    file: str


@dataclass(frozen=True)
class Whole:
    """An item as it is shown, and every revision of it, the newest first."""

    kind: str
    item: str
    title: str
    data: Data | None
    revisions: tuple[View, ...]
    mine: str
    """The ref of the reader's open draft, or ""."""
    may_begin: bool
    rests: tuple[Line, ...] = ()
    """What names this document: to be looked at when it changes."""


@act
def one(actor: Actor, ref: str, *, checked: bool = False) -> View | None:
    """A revision; `checked` with what is wrong in it. None: there is none, or not allowed."""
    row = store.find(ref) if allowed(actor, READ) else None
    return view(row, actor, checked=checked) if row is not None else None


@act
def item(actor: Actor, kind: str, id: str) -> Whole | None:
    """An item and its history. None: there is none, or not allowed."""
    if not allowed(actor, READ) or kind not in kinds():
        return None
    rows, data = store.of_item(kind, id), live_data(kind, id)
    if data is None and not rows:
        return None
    mine = next((row.ref for row in rows if row.author == actor.ref and row.state in OPEN), "")
    known = data or next((found for row in rows if (found := json.loads(row.data))), None)
    revisions = tuple(view(row, actor) for row in rows)
    title = title_of(kind, id, known)
    return Whole(kind, id, title, data, revisions, mine, allowed(actor, EDIT), _rests(kind, id))


@act
def items(actor: Actor, kind: str, typed: str) -> Sequence[Line] | None:
    """The items of a kind whose id or title holds every typed word. None: not allowed, or no such kind."""
    if not allowed(actor, READ) or kind not in kinds():
        return None
    wanted = fold(typed).split()
    found = [
        Line(kind, each.id, title_of(kind, each.id, each.data), each.file) for each in library().items(kind).values()
    ]
    return [line for line in found if all(word in fold(f"{line.item} {line.title}") for word in wanted)]


def _rests(kind: str, id: str) -> tuple[Line, ...]:
    found = resting_on(id) if kind == "document" else ()
    named = {(each.item.kind, each.item.id): each.item for each in found}
    return tuple(
        Line(each.kind, each.id, title_of(each.kind, each.id, each.data), each.file)
        for each in named.values()
        if each.kind in kinds()
    )


def view(row: Revision, actor: Actor, *, checked: bool = False) -> View:
    """A revision for this reader."""
    data, base = json.loads(row.data), json.loads(row.base)
    live = stood_before(row.kind, row.item, data)
    facts = ObjectFacts(author=row.author)
    figures = needs_reviewer(live, data)
    reviewer = bool(actor.roles & {"reviewer"})
    approve = allowed(actor, REVIEW_ACTION, facts) and may_approve(
        row.state, row.author, actor.ref, figures=figures, reviewer=reviewer
    )
    return View(
        ref=row.ref, kind=row.kind, item=row.item, title=title_of(row.kind, row.item, data or live or base), state=row.state,
        data=data, base=base, live=live, before=json.loads(row.before or "null"), why=row.why, edits=row.edits,
        mine=row.author == actor.ref, changed_at=row.changed_at, submitted_at=row.submitted_at, decided_at=row.decided_at,
        publish_at=row.publish_at, expire_at=row.expire_at,
        remarks=tuple(Said(each.path, each.said, each.at) for each in store.remarks_on(row)),
        problems=tuple(problems_of(row.kind, row.item, data)) if checked else (),
        others=len(store.others_open(row)) if row.state in OPEN else 0,
        may_edit=may_edit(row.state, row.author, actor.ref), may_approve=approve,
        may_restore=row.number is not None and allowed(actor, EDIT),
    )  # fmt: skip
