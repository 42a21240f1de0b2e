"""How questions to firms are kept, sealed, and moved from state to state by one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import Executable

from portal.firms.enquiry_models import Enquiry
from portal.firms.models import Firm
from portal.firms.rules.enquiries import WORKER_GONE, Shown
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

TABLE = Enquiry.__tablename__
declare(*(SealedColumn(TABLE, f"{name}_sealed", "ref") for name in ("asked", "name", "phone", "answer")))
MOST = 100


def sealed(ref: str, column: str, text: str | None) -> str | None:
    """A text of this enquiry as it is stored."""
    return seal(context(TABLE, f"{column}_sealed", ref), text) if text else None


def _opened(row: Enquiry, column: str) -> str | None:
    value: str | None = getattr(row, f"{column}_sealed")
    return unseal(context(TABLE, f"{column}_sealed", row.ref), value) if value else None


def shown(row: Enquiry) -> Shown:
    """What the firm sees of it."""
    return Shown(_opened(row, "asked") or "", _opened(row, "name"), _opened(row, "phone"), row.order_ref)


def answer_of(row: Enquiry) -> str | None:
    """What the firm answered."""
    return _opened(row, "answer")


def add(row: Enquiry) -> bool:
    """Keep it; False where this worker has one that waits for this firm already."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def waiting(worker: str, organisation: str) -> Enquiry | None:
    """The one that this worker has at this firm, open and unanswered."""
    mine = (Enquiry.worker == worker, Enquiry.organisation == organisation, Enquiry.state == "open")
    return db.session.scalar(select(Enquiry).where(*mine, Enquiry.answered_at.is_(None)))


def find(ref: str) -> Enquiry | None:
    """The enquiry with this ref, as it stands now."""
    query = select(Enquiry).where(Enquiry.ref == ref).options(*_LOADED)
    return db.session.scalar(query.execution_options(populate_existing=True))


def of_worker(worker: str) -> Sequence[Enquiry]:
    """What this worker asked, newest first."""
    return _listed(Enquiry.worker == worker)


def of_organisation(organisation: str) -> Sequence[Enquiry]:
    """What this organisation was asked and is still open, or closed because the worker is gone, newest first."""
    shown = or_(Enquiry.state == "open", Enquiry.ended_for == WORKER_GONE)
    return _listed(Enquiry.organisation == organisation, shown)


def open_of(worker: str) -> Sequence[Enquiry]:
    """What this worker asked that is still open."""
    mine = (Enquiry.worker == worker, Enquiry.state == "open")
    return db.session.scalars(select(Enquiry).where(*mine).order_by(Enquiry.id)).all()


def still_open() -> Sequence[Enquiry]:
    """Every open one."""
    return db.session.scalars(select(Enquiry).where(Enquiry.state == "open").options(*_LOADED)).all()


def reported() -> Sequence[Enquiry]:
    """Those that somebody reported and no moderator settled, the longest waiting first."""
    query = select(Enquiry).where(Enquiry.reported_at.is_not(None), Enquiry.settled_at.is_(None))
    return db.session.scalars(query.order_by(Enquiry.reported_at).limit(MOST).options(*_LOADED)).all()


def hold_open(row: Enquiry) -> bool:
    """Count one reading of an open one and hold it until the transaction ends; False where it was withdrawn or closed."""
    still = (Enquiry.id == row.id, Enquiry.state == "open")
    return _changed(update(Enquiry).where(*still).values(reads=Enquiry.reads + 1)) == 1


def answer(row: Enquiry, text: str, by: str, now: datetime) -> bool:
    """Keep the firm's answer; False where a colleague was faster, or it is no longer open."""
    still = (Enquiry.id == row.id, Enquiry.state == "open", Enquiry.answered_at.is_(None))
    values = {"answer_sealed": sealed(row.ref, "answer", text), "answered_at": now, "answered_by": by}
    return _changed(update(Enquiry).where(*still).values(**values)) == 1


def end(row: Enquiry, state: str, why: str, now: datetime) -> bool:
    """End an open one: how to reach the worker goes at once; False where it was ended."""
    still = (Enquiry.id == row.id, Enquiry.state == "open")
    values = {"state": state, "ended_for": why, "ended_at": now, "name_sealed": None, "phone_sealed": None}
    return _changed(update(Enquiry).where(*still).values(**values)) == 1


def report(row: Enquiry, side: str, now: datetime) -> bool:
    """Note that one side reported it; False where it was reported."""
    still = (Enquiry.id == row.id, Enquiry.reported_at.is_(None))
    return _changed(update(Enquiry).where(*still).values(reported_at=now, reported_by=side)) == 1


def settle(row: Enquiry, now: datetime) -> bool:
    """Note that a moderator looked at the report; False where one had."""
    still = (Enquiry.id == row.id, Enquiry.reported_at.is_not(None), Enquiry.settled_at.is_(None))
    return _changed(update(Enquiry).where(*still).values(settled_at=now)) == 1


def remove(*which: ColumnElement[bool]) -> int:
    """Remove these whole; how many."""
    return _changed(delete(Enquiry).where(*which))


def remove_of(workers: Sequence[str]) -> int:
    """Remove whatever these workers asked."""
    return remove(Enquiry.worker.in_(workers)) if workers else 0


def remove_older(before: datetime) -> int:
    """Remove what was sent before this moment."""
    return remove(Enquiry.sent_at <= before)


def workers() -> Sequence[str]:
    """Every account that has asked something which is still kept."""
    return db.session.scalars(select(Enquiry.worker).distinct()).all()


def _listed(*which: ColumnElement[bool]) -> Sequence[Enquiry]:
    query = select(Enquiry).where(*which).order_by(Enquiry.id.desc()).limit(MOST).options(*_LOADED)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


_LOADED = (selectinload(Enquiry.firm).selectinload(Firm.names), selectinload(Enquiry.firm).selectinload(Firm.states))


def _changed(statement: Executable) -> int:
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount
