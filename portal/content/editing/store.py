"""How revisions are kept: the open ones, the history of an item, and the number that each approval makes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.exc import IntegrityError

from portal.content.editing.rules.states import APPROVED, DISCARDED, OPEN, REVIEW
from portal.content.models import Edition, Remark, Revision
from portal.storage.db import db


def dumped(data: Any) -> str:
    """Data as text, keys in their order: what is read back is equal and shows the same page."""
    return json.dumps(data, ensure_ascii=False)


def find(ref: str) -> Revision | None:
    """The revision with this ref, or None."""
    return db.session.scalar(select(Revision).where(Revision.ref == ref))


def open_by(author: str, kind: str, item: str) -> Revision | None:
    """What this author has begun of this item and not ended."""
    wanted = (Revision.author == author, Revision.kind == kind, Revision.item == item, Revision.state.in_(OPEN))
    return db.session.scalar(select(Revision).where(*wanted))


def add(row: Revision) -> bool:
    """Keep it; False where the author has an open one of this item."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def change(row: Revision, edits: int, **values: Any) -> bool:
    """Write these values if nobody saved since `edits`; False otherwise."""
    done: CursorResult[Any] = db.session.execute(
        update(Revision)
        .where(Revision.id == row.id, Revision.edits == edits, Revision.state == row.state)
        .values(edits=edits + 1, **values)
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1


def next_number() -> int:
    """The number of the next edition. Whoever asks has it to themselves until their transaction ends."""
    if not _count_up():
        try:
            with db.session.begin_nested():
                db.session.add(Edition(id=1, number=1))
        except IntegrityError:  # somebody else made the first one meanwhile
            _count_up()
    return db.session.scalars(select(Edition.number).execution_options(populate_existing=True)).one()


def _count_up() -> bool:
    counted: CursorResult[Any] = db.session.execute(
        update(Edition).values(number=Edition.number + 1).execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    return counted.rowcount == 1


def ahead(kind: str, item: str, now: datetime) -> Revision | None:
    """What was agreed to of this item and does not show yet."""
    wanted = (Revision.kind == kind, Revision.item == item, Revision.state == APPROVED, Revision.publish_at > now)
    return db.session.scalar(select(Revision).where(*wanted).order_by(Revision.publish_at))


def of_item(kind: str, item: str) -> Sequence[Revision]:
    """Every revision of an item, the newest first."""
    wanted = select(Revision).where(Revision.kind == kind, Revision.item == item)
    return db.session.scalars(wanted.order_by(Revision.id.desc())).all()


def open_items(kind: str) -> set[str]:
    """The items of this kind that somebody has begun to edit and not ended."""
    return set(db.session.scalars(select(Revision.item).where(Revision.kind == kind, Revision.state.in_(OPEN))))


def others_open(row: Revision) -> Sequence[Revision]:
    """What others have open of the same item."""
    wanted = (Revision.kind == row.kind, Revision.item == row.item, Revision.state.in_(OPEN), Revision.id != row.id)
    return db.session.scalars(select(Revision).where(*wanted).order_by(Revision.id)).all()


def published(now: datetime, limit: int, kind: str = "", item: str = "") -> Sequence[Revision]:
    """What was agreed to and shows or showed, the newest first."""
    wanted = [Revision.state == APPROVED, Revision.publish_at <= now]
    wanted += [Revision.kind == kind, Revision.item == item] if kind else []
    order = (Revision.publish_at.desc(), Revision.number.desc())
    return db.session.scalars(select(Revision).where(*wanted).order_by(*order).limit(limit)).all()


def live(now: datetime) -> Sequence[Revision]:
    """The revision of each item that shows now: the last that began."""
    found = {(row.kind, row.item): row for row in reversed(published(now, 100_000))}
    return list(found.values())


def waiting() -> Sequence[Revision]:
    """What waits for a reviewer, the oldest first."""
    wanted = select(Revision).where(Revision.state == REVIEW)
    return db.session.scalars(wanted.order_by(Revision.submitted_at, Revision.id)).all()


def mine(author: str) -> Sequence[Revision]:
    """What this author has not ended, what was changed last first."""
    wanted = select(Revision).where(Revision.author == author, Revision.state.in_(OPEN))
    return db.session.scalars(wanted.order_by(Revision.changed_at.desc())).all()


def scheduled(now: datetime) -> Sequence[Revision]:
    """What was agreed to and does not show yet, the next first."""
    wanted = select(Revision).where(Revision.state == APPROVED, Revision.publish_at > now)
    return db.session.scalars(wanted.order_by(Revision.publish_at)).all()


def counted() -> tuple[int, datetime | None]:
    """How many wait for a reviewer, and since when the oldest does."""
    wanted = select(func.count(), func.min(Revision.submitted_at)).where(Revision.state == REVIEW)
    count, since = db.session.execute(wanted).one()
    return int(count), since


def remark(row: Revision, path: str, said: str, by: str, at: datetime) -> None:
    """Keep what a reviewer says about a field."""
    db.session.add(Remark(revision_id=row.id, path=path, said=said, by=by, at=at))


def remarks_on(row: Revision) -> Sequence[Remark]:
    """Everything that reviewers said about it, in order."""
    return db.session.scalars(select(Remark).where(Remark.revision_id == row.id).order_by(Remark.id)).all()


def cancel(row: Revision, now: datetime) -> bool:
    """Take back what was agreed to and does not show yet; False where it shows already."""
    done: CursorResult[Any] = db.session.execute(
        update(Revision)
        .where(Revision.id == row.id, Revision.state == APPROVED, Revision.publish_at > now)
        .values(state=DISCARDED, number=None)
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1
