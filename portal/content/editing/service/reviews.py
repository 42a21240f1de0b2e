"""A second pair of eyes: what an editor wrote is agreed to by somebody else, at once or from a moment on, or sent back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service.transaction import act
from portal.content import editions
from portal.content.editing import store, wording
from portal.content.editing.rules.differences import needs_reviewer
from portal.content.editing.rules.states import (
    APPROVED,
    CHANGES,
    LONGEST_REMARK,
    NEVER_TAKEN_OFF,
    REVIEW,
    may_approve,
    times_right,
)
from portal.content.editing.service.common import EDIT, REVIEW_ACTION, log, problems_of, stood_before
from portal.content.editing.service.shipping import shipped_digest
from portal.content.item import FORMERLY
from portal.content.models import Revision
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc


class Done(Enum):
    """What became of it: agreed to; the item changed meanwhile; somebody was faster; or it is not theirs to decide."""

    YES, MOVED_ON, LATE, NO = "yes", "moved_on", "late", "no"


def approve(
    actor: Actor, ref: str, edits: int, publish_at: datetime | None, expire_at: datetime | None, now: datetime
) -> Done:
    """Agree to what was read (`edits` says which saving that was): it shows from `publish_at` (None: now) until `expire_at`.

    BadInput: moments that cannot be, another edit of the item is scheduled, or something that rests on it would break.
    """
    done = _approve(actor, ref, edits, publish_at, expire_at, now)
    if done is Done.YES:
        editions.forget()
    return done


@act
def _approve(
    actor: Actor, ref: str, edits: int, publish_at: datetime | None, expire_at: datetime | None, now: datetime
) -> Done:
    number = store.next_number()  # before anything is read: whoever approves meanwhile waits here
    row = store.find(ref)
    if row is None or not _may(actor, row):
        return Done.NO
    data, books = json.loads(row.data), editions.newest()
    live = stood_before(row.kind, row.item, data, books)
    if live != json.loads(row.base):
        return Done.MOVED_ON
    problems = _untimely(row, (data or {}).get(FORMERLY, ()), publish_at, expire_at, now)
    problems += [Problem(path, said) for path, said in problems_of(row.kind, row.item, data, books, whole=True)]
    if problems:
        raise BadInput(problems)
    agreed = store.change(
        row, edits, state=APPROVED, number=number, before=store.dumped(live), decided_by=actor.ref, decided_role=actor.role,
        decided_at=now, publish_at=publish_at or now, expire_at=expire_at, shipped=shipped_digest(row.kind, row.item),
    )  # fmt: skip
    if not agreed:
        return Done.LATE
    log(actor, "approved", row)
    return Done.YES


def _may(actor: Actor, row: Revision) -> bool:
    """Never the author, whoever asks and however; a reviewer where figures change."""
    figures = needs_reviewer(json.loads(row.base), json.loads(row.data))
    reviewer = "reviewer" in actor.roles
    return allowed(actor, REVIEW_ACTION, ObjectFacts(author=row.author)) and may_approve(
        row.state, row.author, actor.ref, figures=figures, reviewer=reviewer
    )


def _untimely(
    row: Revision, formers: Sequence[str], publish_at: datetime | None, expire_at: datetime | None, now: datetime
) -> list[Problem]:
    if not times_right(publish_at, expire_at, now):
        return [Problem("publish_at", wording.TIMES)]
    if expire_at is not None and row.kind in NEVER_TAKEN_OFF:
        return [Problem("expire_at", wording.NEVER_OFF)]
    ahead = any(store.ahead(row.kind, item, now) for item in (row.item, *formers))
    return [Problem("publish_at", wording.ANOTHER_AHEAD)] if ahead else []


@act
def send_back(actor: Actor, ref: str, path: str, said: str, now: datetime) -> Done:
    """Ask for changes, with words about one field ("": about all of it). BadInput (said)."""
    row = store.find(ref)
    if row is None or row.state != REVIEW or not allowed(actor, REVIEW_ACTION, ObjectFacts(author=row.author)):
        return Done.NO
    words = "\n".join(nfc(line) for line in said.splitlines()).strip()[:LONGEST_REMARK]
    if not words:
        raise BadInput([Problem("said", wording.REMARK)])
    if not store.change(row, row.edits, state=CHANGES, changed_at=now):
        return Done.LATE
    store.remark(row, path, words, actor.ref, now)
    log(actor, "sent_back", row)
    return Done.YES


def cancel(actor: Actor, ref: str, now: datetime) -> bool:
    """Take back what was agreed to and does not show yet: by its author or by whoever may agree to it."""
    done = _cancel(actor, ref, now)
    if done:
        editions.forget()
    return done


@act
def _cancel(actor: Actor, ref: str, now: datetime) -> bool:
    store.next_number()
    row = store.find(ref)
    if row is None or not (
        (row.author == actor.ref and allowed(actor, EDIT))
        or allowed(actor, REVIEW_ACTION, ObjectFacts(author=row.author))
    ):
        return False
    if not store.cancel(row, now):
        return False
    log(actor, "cancelled", row)
    return True
