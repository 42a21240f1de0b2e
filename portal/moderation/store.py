"""How appeals are kept and sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.exc import IntegrityError

from portal.moderation.models import Appeal
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

TABLE = Appeal.__tablename__
declare(SealedColumn(TABLE, "said_sealed", "ref"))
declare(SealedColumn(TABLE, "answer_sealed", "ref"))


def sealed(column: str, ref: str, text: str) -> str:
    """A text of this appeal, sealed for this column."""
    return seal(context(TABLE, column, ref), text)


def said_in(row: Appeal) -> str:
    """What whoever appeals wrote."""
    return unseal(context(TABLE, "said_sealed", row.ref), row.said_sealed)


def answer_in(row: Appeal) -> str:
    """What was answered; "" while it waits."""
    return unseal(context(TABLE, "answer_sealed", row.ref), row.answer_sealed) if row.answer_sealed else ""


def add(row: Appeal) -> bool:
    """Keep it; False where this decision was appealed before."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def of_decision(kind: str, decision: int) -> Appeal | None:
    """The appeal against this decision, or None."""
    return db.session.scalar(select(Appeal).where(Appeal.kind == kind, Appeal.decision == decision))


def find(ref: str) -> Appeal | None:
    """The appeal with this ref, or None."""
    return db.session.scalar(select(Appeal).where(Appeal.ref == ref))


def waiting() -> Sequence[Appeal]:
    """Those that nobody has decided, the oldest first."""
    return db.session.scalars(select(Appeal).where(Appeal.decided_at.is_(None)).order_by(Appeal.at, Appeal.id)).all()


def counted() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest does."""
    row = db.session.execute(select(func.count(), func.min(Appeal.at)).where(Appeal.decided_at.is_(None))).one()
    return int(row[0]), row[1]


def decide(row: Appeal, outcome: str, answer: str, by: str, now: datetime) -> bool:
    """Write the answer down; False where somebody was faster."""
    said = sealed("answer_sealed", row.ref, answer)
    done: CursorResult[Any] = db.session.execute(
        update(Appeal)
        .where(Appeal.id == row.id, Appeal.decided_at.is_(None))
        .values(outcome=outcome, answer_sealed=said, decided_by=by, decided_at=now)
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1
