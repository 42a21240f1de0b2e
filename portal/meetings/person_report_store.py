"""How what employers tell of people is kept, sealed, and settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, joinedload

from portal.accounts.tokens import new_ref
from portal.meetings.models import Meeting, PersonReport
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

TABLE = PersonReport.__tablename__
MOST = 100
declare(SealedColumn(TABLE, "said_sealed", "ref"))


def add(row: Meeting, by: str, reason: str, text: str, now: datetime) -> bool:
    """Keep it; False where it was told before."""
    ref = new_ref()
    said = seal(context(TABLE, "said_sealed", ref), text) if text else None
    told = PersonReport(ref=ref, meeting_id=row.id, told_by=by, reason=reason or None, said_sealed=said, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(told)
    except IntegrityError:
        return False
    return True


def said_in(row: PersonReport) -> str:
    """What the employer wrote; "" where they wrote nothing."""
    return unseal(context(TABLE, "said_sealed", row.ref), row.said_sealed) if row.said_sealed else ""


def waiting() -> Sequence[PersonReport]:
    """Those that nobody has looked at, the oldest first."""
    rows = select(PersonReport).options(joinedload(PersonReport.meeting)).where(PersonReport.settled_at.is_(None))
    return db.session.scalars(rows.order_by(PersonReport.at, PersonReport.id)).all()


def counted() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest does."""
    waits = select(func.count(), func.min(PersonReport.at)).where(PersonReport.settled_at.is_(None))
    count, since = db.session.execute(waits).one()
    return int(count), since


def find(ref: str) -> PersonReport | None:
    """One of them, or None."""
    return db.session.scalar(select(PersonReport).where(PersonReport.ref == ref))


def of_organisation(organisation: str) -> Sequence[PersonReport]:
    """What this organisation told, newest first."""
    rows = select(PersonReport).join(PersonReport.meeting).options(contains_eager(PersonReport.meeting))
    theirs = rows.where(Meeting.organisation == organisation).order_by(PersonReport.at.desc(), PersonReport.id.desc())
    return db.session.scalars(theirs.limit(MOST)).all()


def settle(row: PersonReport, by: str, found: str, now: datetime) -> bool:
    """Note that a moderator looked at it, and what they found; False where somebody had."""
    done: CursorResult[Any] = db.session.execute(
        update(PersonReport)
        .where(PersonReport.id == row.id, PersonReport.settled_at.is_(None))
        .values(settled_at=now, settled_by=by, settled_as=found)
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1


def reported_by(organisation: str) -> set[int]:
    """The profiles of the people whom this organisation told of: it is shown them no more."""
    told = select(Meeting.profile_id).join(PersonReport, PersonReport.meeting_id == Meeting.id)
    return set(db.session.scalars(told.where(Meeting.organisation == organisation)))
