"""How what visitors tell is kept and sealed, and found by its code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from portal.moderation.models import Feedback
from portal.storage.db import db
from portal.storage.encryption import blind, blinds, context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

TABLE, PURPOSE = Feedback.__tablename__, "feedback code"
MOST = 200
declare(SealedColumn(TABLE, "said_sealed", "ref"))
declare(SealedColumn(TABLE, "answer_sealed", "ref"))


def add(ref: str, code: str, about: str, page: str, text: str, locale: str, now: datetime) -> bool:
    """Keep it; False where the very same was told before."""
    said = seal(context(TABLE, "said_sealed", ref), text)
    row = Feedback(ref=ref, code=blind(PURPOSE, code), about=about, page=page, said_sealed=said, locale=locale, at=now)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def by_code(code: str) -> Feedback | None:
    """What was told under this code, or None."""
    return db.session.scalar(select(Feedback).where(Feedback.code.in_(blinds(PURPOSE, code))))


def find(ref: str) -> Feedback | None:
    """What was told, by its ref, or None."""
    return db.session.scalar(select(Feedback).where(Feedback.ref == ref))


def said_in(row: Feedback) -> str:
    """What the visitor wrote."""
    return unseal(context(TABLE, "said_sealed", row.ref), row.said_sealed)


def answer_in(row: Feedback) -> str:
    """What was answered; "" while it waits."""
    return unseal(context(TABLE, "answer_sealed", row.ref), row.answer_sealed) if row.answer_sealed else ""


def waiting() -> Sequence[Feedback]:
    """What nobody has answered, the oldest first."""
    open_ = select(Feedback).where(Feedback.decided_at.is_(None))
    return db.session.scalars(open_.order_by(Feedback.at, Feedback.id).limit(MOST)).all()


def counted() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest does."""
    row = db.session.execute(select(func.count(), func.min(Feedback.at)).where(Feedback.decided_at.is_(None))).one()
    return int(row[0]), row[1]


def answer(row: Feedback, outcome: str, text: str, by: str, now: datetime) -> bool:
    """Write the answer down; False where somebody was faster."""
    said = seal(context(TABLE, "answer_sealed", row.ref), text)
    done: CursorResult[Any] = db.session.execute(
        update(Feedback)
        .where(Feedback.id == row.id, Feedback.decided_at.is_(None))
        .values(outcome=outcome, answer_sealed=said, decided_by=by, decided_at=now)
        .execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1


def remove_answered(before: datetime) -> int:
    """Remove what was answered before this moment; how many."""
    done: CursorResult[Any] = db.session.execute(
        delete(Feedback).where(Feedback.decided_at < before), execution_options={"synchronize_session": False}
    )  # type: ignore[assignment]
    return int(done.rowcount)
