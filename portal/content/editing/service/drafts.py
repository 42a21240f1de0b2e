"""An editor writes beside what is shown: begins a draft, saves it, sends it to be reviewed, or gives it up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.content.editing import store, wording
from portal.content.editing.rules.differences import differences
from portal.content.editing.rules.merging import merge
from portal.content.editing.rules.shapes import Data, Shape
from portal.content.editing.rules.states import (
    DISCARDED,
    DRAFT,
    LONGEST_WHY,
    NEVER_TAKEN_OFF,
    OPEN,
    RENAMED,
    REVIEW,
    SHORTEST_WHY,
    may_edit,
)
from portal.content.editing.rules.typed import NoSuchPlace, tidied, with_entry, with_typed, without_entry
from portal.content.editing.service.common import EDIT, kinds, live_data, log, problems_of, shapes_of, stood_before
from portal.content.editions import newest
from portal.content.item import FORMERLY
from portal.content.models import Revision
from portal.content.translation_rules import digest, texts_in
from portal.shared.problems import BadInput, Problem

ADD, REMOVE = "add:", "remove:"
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,60}")
"""What an item may be called: a part of an address."""


class Saved(Enum):
    """What became of a saving: written; not written since another tab was faster; or there is nothing to write to."""

    YES, LATE, NO = "yes", "late", "no"


@act
def begin(actor: Actor, kind: str, item: str, now: datetime) -> str | None:
    """A draft of this item as it is shown, or the one that the actor has open; its ref. None: no such item, or not allowed."""
    live = live_data(kind, item, newest()) if allowed(actor, EDIT) and kind in kinds() else None
    return _begin(actor, kind, item, live, live, now) if live is not None else None


@act
def begin_like(actor: Actor, kind: str, like: str, id: str, now: datetime) -> str | None:
    """A draft of a new item, filled like another one. None: no such item, or not allowed. BadInput (id)."""
    books = newest()
    model = live_data(kind, like, books) if allowed(actor, EDIT) and kind in kinds() else None
    if model is None:
        return None
    if not ID.fullmatch(id) or live_data(kind, id, books) is not None:
        raise BadInput([Problem("id", wording.NEW_ID)])
    new = {key: value for key, value in model.items() if key != FORMERLY}
    return _begin(actor, kind, id, {**new, "id": id}, None, now)


@act
def begin_renaming(actor: Actor, kind: str, item: str, id: str, now: datetime) -> str | None:
    """A draft that gives this item another id, and its page another address to which the old one leads.

    None: no such item, or not allowed. BadInput: no new id (id), or a kind without a page or that others rest on ("").
    """
    books = newest()
    live = live_data(kind, item, books) if allowed(actor, EDIT) and kind in kinds() else None
    if live is None:
        return None
    if kind not in RENAMED:
        raise BadInput([Problem("new_id", wording.NEVER_RENAMED)])
    if not ID.fullmatch(id) or live_data(kind, id, books) is not None:
        raise BadInput([Problem("new_id", wording.NEW_ID)])
    formers = [item, *(former for former in live.get(FORMERLY, ()) if former != id)]
    if store.open_by(actor.ref, kind, id) is not None:
        raise BadInput([Problem("new_id", wording.OPEN_DRAFT)])
    return _begin(actor, kind, id, {**live, "id": id, FORMERLY: formers}, live, now)


@act
def propose(actor: Actor, kind: str, id: str, data: Data, why: str, now: datetime) -> str | None:
    """A new item written by a form of its own, sent to be reviewed at once; the ref of the draft. None: not allowed. BadInput."""
    if not allowed(actor, EDIT) or kind not in kinds():
        return None
    if not ID.fullmatch(id) or live_data(kind, id, newest()) is not None:
        raise BadInput([Problem("id", wording.THERE_ALREADY)])
    ref = _begin_anew(actor, kind, id, data, None, now)
    row = store.find(ref)
    if row is None or not store.change(row, row.edits, why=why[:LONGEST_WHY], changed_at=now):
        return None
    _submit(actor, row, row.edits, now)
    return ref


@act
def begin_taking_off(actor: Actor, kind: str, item: str, now: datetime) -> str | None:
    """A draft that takes this item off. None: no such item, or not allowed. BadInput ("") for a kind that stays."""
    live = live_data(kind, item, newest()) if allowed(actor, EDIT) and kind in kinds() else None
    if live is None:
        return None
    if kind in NEVER_TAKEN_OFF:
        raise BadInput([Problem("", wording.NEVER_OFF)])
    return _begin_anew(actor, kind, item, None, live, now)


@act
def restore(actor: Actor, ref: str, now: datetime) -> str | None:
    """A draft that brings back what this published revision said. None: there is none, or not allowed. BadInput: a draft is open."""
    row = store.find(ref) if allowed(actor, EDIT) else None
    if row is None or row.number is None:
        return None
    old = json.loads(row.data)
    return _begin_anew(actor, row.kind, row.item, old, live_data(row.kind, row.item, newest()), now)


@act
def restore_before(actor: Actor, ref: str, now: datetime) -> str | None:
    """A draft that brings back what was shown before this published revision."""
    row = store.find(ref) if allowed(actor, EDIT) else None
    before = json.loads(row.before or "null") if row is not None and row.number is not None else None
    if row is None or before is None or before["id"] != row.item:
        return None
    return _begin_anew(actor, row.kind, row.item, before, live_data(row.kind, row.item, newest()), now)


def _begin_anew(actor: Actor, kind: str, item: str, data: Data | None, live: Data | None, now: datetime) -> str:
    """As `_begin`, but never the draft that the actor has open: that one says something else. BadInput."""
    if store.open_by(actor.ref, kind, item) is not None:
        raise BadInput([Problem("", wording.OPEN_DRAFT)])
    return _begin(actor, kind, item, data, live, now)


def _begin(actor: Actor, kind: str, item: str, data: Data | None, live: Data | None, now: datetime) -> str:
    row = Revision(
        ref=new_ref(), kind=kind, item=item, state=DRAFT, data=store.dumped(data), base=store.dumped(live), pairs="[]",
        why="", edits=0, author=actor.ref, created_at=now, changed_at=now,
    )  # fmt: skip
    known = store.open_by(actor.ref, kind, item) or (None if store.add(row) else store.open_by(actor.ref, kind, item))
    if known is not None:
        return known.ref
    log(actor, "begun", row)
    return row.ref


@act
def save(
    actor: Actor,
    ref: str,
    edits: int,
    typed: Mapping[str, str],
    step: str,
    now: datetime,
    *,
    right: bool | None = None,
    why: str = "",
) -> Saved:
    """Write what was typed, then add or remove one entry of a list if `step` says so.

    `right`: whether every English text is right for the Vietnamese beside it; None leaves that as it was said.
    """
    row = _own(actor, ref)
    if row is None:
        return Saved.NO
    data = json.loads(row.data)
    if data is not None:
        shapes = shapes_of(row.kind)
        data = _stepped(with_typed(data, typed, shapes), step, shapes)
    pairs = row.pairs if right is None else store.dumped(_pairs(data) if right else [])
    said = why.strip()[:LONGEST_WHY]
    done = store.change(row, edits, data=store.dumped(data), pairs=pairs, why=said, changed_at=now)
    return Saved.YES if done else Saved.LATE


def _stepped(data: Data, step: str, shapes: Mapping[str, Shape]) -> Data:
    try:
        if step.startswith(ADD):
            return with_entry(data, step.removeprefix(ADD), shapes)
        if step.startswith(REMOVE):
            return without_entry(data, step.removeprefix(REMOVE))
    except NoSuchPlace:  # the list is not there any more: what was typed is saved all the same
        pass
    return data


def _pairs(data: Data | None) -> list[tuple[str, str]]:
    return sorted({(digest(en), digest(vi)) for _path, vi, en in texts_in(data or {})})


@act
def submit(actor: Actor, ref: str, edits: int, now: datetime) -> Saved:
    """Send it to be reviewed. BadInput with every field to be mended, or the reason that is missing (why)."""
    row = _own(actor, ref)
    return Saved.NO if row is None else _submit(actor, row, edits, now)


def _submit(actor: Actor, row: Revision, edits: int, now: datetime) -> Saved:
    data, books = tidied(json.loads(row.data)), newest()
    problems = [Problem(path, said) for path, said in problems_of(row.kind, row.item, data, books, whole=True)]
    if len(row.why) < SHORTEST_WHY:
        problems.append(Problem("why", wording.WHY))
    if not differences(stood_before(row.kind, row.item, data, books), data) and data is not None:
        problems.append(Problem("", wording.NOTHING_CHANGED))
    if problems:
        raise BadInput(problems)
    if not store.change(row, edits, state=REVIEW, data=store.dumped(data), submitted_at=now, changed_at=now):
        return Saved.LATE
    log(actor, "submitted", row)
    return Saved.YES


@act
def take_back(actor: Actor, ref: str, now: datetime) -> bool:
    """Take it out of review, to go on writing."""
    row = store.find(ref) if allowed(actor, EDIT) else None
    if row is None or row.author != actor.ref or row.state != REVIEW:
        return False
    return store.change(row, row.edits, state=DRAFT, changed_at=now)


@act
def give_up(actor: Actor, ref: str, now: datetime) -> bool:
    """End it. It stays in the history of the item."""
    row = store.find(ref) if allowed(actor, EDIT) else None
    if row is None or row.author != actor.ref or row.state not in OPEN:
        return False
    if not store.change(row, row.edits, state=DISCARDED, changed_at=now):
        return False
    log(actor, "given_up", row)
    return True


@act
def bring_together(actor: Actor, ref: str, now: datetime) -> tuple[tuple[str, Any], ...] | None:
    """Take over what was published meanwhile. Gives the fields that both changed, where the draft stays: the author looks at them."""
    row = _own(actor, ref)
    if row is None:
        return None
    base, mine = json.loads(row.base), json.loads(row.data)
    live = stood_before(row.kind, row.item, mine, newest())
    merged, against = merge(base, mine, live)
    if not store.change(row, row.edits, data=store.dumped(merged), base=store.dumped(live), changed_at=now):
        return None
    return against


def _own(actor: Actor, ref: str) -> Revision | None:
    row = store.find(ref) if allowed(actor, EDIT) else None
    return row if row is not None and may_edit(row.state, row.author, actor.ref) else None
