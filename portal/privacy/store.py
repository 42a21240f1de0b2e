"""How requests, leavings, letters about absence and incidents are kept and moved on, each by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, delete, func, select, text, update
from sqlalchemy.sql import Executable

from portal.accounts.models import Account
from portal.audit.models import AuditRow
from portal.firms.enquiry_models import Enquiry
from portal.jobs.models import MatchChange, Profile
from portal.meetings.models import Look
from portal.privacy.models import AbsenceLetter, Breach, BreachList, DataRequest, Erasure
from portal.privacy.rules.clocks import ANSWERED, OPEN
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

REQUEST, BREACH = DataRequest.__tablename__, Breach.__tablename__
MOST = 200
declare(
    *(SealedColumn(REQUEST, f"{name}_sealed", "ref") for name in ("asked", "answer")),
    *(SealedColumn(BREACH, f"{name}_sealed", "ref") for name in ("what", "data", "measures")),
)


def sealed(table: str, column: str, ref: str, words: str) -> str:
    """Words as they are stored in this row."""
    return seal(context(table, f"{column}_sealed", ref), words)


def opened(row: DataRequest | Breach, column: str) -> str:
    """Words of this row in clear, "" where there are none."""
    value: str | None = getattr(row, f"{column}_sealed")
    return unseal(context(row.__tablename__, f"{column}_sealed", row.ref), value) if value else ""


def find_request(ref: str) -> DataRequest | None:
    """The request with this ref, as it stands now."""
    query = select(DataRequest).where(DataRequest.ref == ref)
    return db.session.scalar(query.execution_options(populate_existing=True))


def requests_of(account: str) -> Sequence[DataRequest]:
    """This account's requests, newest first."""
    mine = select(DataRequest).where(DataRequest.account == account)
    return db.session.scalars(mine.order_by(DataRequest.id.desc()).limit(MOST)).all()


def open_requests() -> Sequence[DataRequest]:
    """What waits for staff, the oldest first."""
    waiting = select(DataRequest).where(DataRequest.state.in_((OPEN, ANSWERED)))
    return db.session.scalars(waiting.order_by(DataRequest.received_at, DataRequest.id).limit(MOST)).all()


def has_open_request(account: str) -> bool:
    """Whether a request of this account waits for staff."""
    waiting = select(DataRequest.id).where(DataRequest.account == account, DataRequest.state.in_((OPEN, ANSWERED)))
    return db.session.scalar(waiting.limit(1)) is not None


def move(row: DataRequest, before: Sequence[str], **values: Any) -> bool:
    """Set these values if it is still in one of these states; False where somebody was faster."""
    return _once(DataRequest, row, DataRequest.state.in_(before), values)


def extend(row: DataRequest, **values: Any) -> bool:
    """Set these values if it waits and was not extended; False otherwise."""
    return _once(DataRequest, row, DataRequest.extended_at.is_(None), values)


def forget_words(account: str) -> None:
    """Remove what this account wrote and was answered, and end what waits: dates and codes stay."""
    mine = update(DataRequest).where(DataRequest.account == account)
    _changed(mine.values(asked_sealed=None, answer_sealed=None))


def end_requests(account: str, now: datetime) -> None:
    """What this account asked for and waits is done: the account is gone."""
    waiting = (DataRequest.account == account, DataRequest.state.in_((OPEN, ANSWERED)))
    _changed(update(DataRequest).where(*waiting).values(state="done", ended_at=now))


def pending() -> Sequence[Erasure]:
    """Who left and is not gone from every file, the earliest first."""
    rows = select(Erasure).where(Erasure.done_at.is_(None))
    return db.session.scalars(rows.order_by(Erasure.hidden_at, Erasure.id)).all()


def newest_erased_change(hidden: datetime) -> int:
    """The change after which files of the ranking must have been written for who left by this moment, 0 where nobody did."""
    return db.session.scalar(select(func.max(Erasure.change)).where(Erasure.hidden_at <= hidden)) or 0


def note_cause(account: str, cause: str) -> None:
    """Why this account went."""
    _changed(update(Erasure).where(Erasure.account == account).values(cause=cause))


def newest_change() -> int:
    """The newest change of the ranking, 0 for none."""
    return db.session.scalar(select(func.max(MatchChange.seq))) or 0


def clean_database(tables: Sequence[str]) -> bool:
    """Empty SQLite's write-ahead log into the file, or have PostgreSQL clear dead rows; False where readers kept it from that.

    Outside of any transaction of the caller's.
    """
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            busy, *_ = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
            return not busy
        for table in tables:
            connection.execute(text(f'VACUUM "{table}"'))
    return True


def letters_about(account: str, seen: datetime) -> dict[str, datetime]:
    """When the letters about this absence were sent, by step."""
    rows = select(AbsenceLetter).where(AbsenceLetter.account == account, AbsenceLetter.seen_at == seen)
    return {row.step: row.sent_at for row in db.session.scalars(rows)}


def forget_letters(account: str, *which: ColumnElement[bool]) -> int:
    """Remove what is known of letters about this account's absences."""
    return _changed(delete(AbsenceLetter).where(AbsenceLetter.account == account, *which))


def find_breach(number: int) -> Breach | None:
    """The incident with this number."""
    return db.session.get(Breach, number)


def breaches() -> Sequence[Breach]:
    """Every incident, newest first."""
    return db.session.scalars(select(Breach).order_by(Breach.id.desc()).limit(MOST)).all()


def find_list(ref: str) -> BreachList | None:
    """The list with this ref."""
    return db.session.scalar(select(BreachList).where(BreachList.ref == ref))


def approve(row: BreachList, by: str, now: datetime) -> bool:
    """Note who approved it; False where somebody had."""
    return _once(BreachList, row, BreachList.approved_by.is_(None), {"approved_by": by, "approved_at": now})


def accounts_there(until: datetime) -> set[str]:
    """The accounts that were there by this moment and are not deleted."""
    there = select(Account.ref).where(Account.created_at <= until, Account.state != "deleted")
    return set(db.session.scalars(there))


def is_staff(ref: str) -> bool:
    """Whether this is the account of a staff member, present or past."""
    return db.session.scalar(select(Account.id).where(Account.ref == ref, Account.kind == "staff")) is not None


def seen_by(viewer: str, since: datetime, until: datetime) -> set[str]:
    """The accounts whose data this organisation or staff account saw from one moment to another (both inclusive)."""
    looks = select(Profile.account).join(Look, Look.profile_id == Profile.id)
    found = set(db.session.scalars(looks.where(Look.viewer == viewer, Look.at >= since, Look.at <= until)))
    asked = select(Enquiry.worker).where(Enquiry.organisation == viewer, Enquiry.reads > 0, Enquiry.sent_at <= until)
    found |= set(db.session.scalars(asked))
    acts = select(AuditRow.object_ref).where(
        AuditRow.actor == viewer, AuditRow.object_kind == "account", AuditRow.at >= since, AuditRow.at <= until
    )
    return {ref for ref in found | set(db.session.scalars(acts)) if ref}


def _once(table: type[Any], row: Any, still: ColumnElement[bool], values: dict[str, Any]) -> bool:
    done = _changed(update(table).where(table.id == row.id, still).values(**values))
    db.session.expire(row)
    return done == 1


def _changed(statement: Executable) -> int:
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount
