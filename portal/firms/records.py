"""An editor writes down what authorities decided about a firm; everybody reads it. Nothing is erased: it ends, or is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.fees.typed import read_day
from portal.firms import store
from portal.firms.models import Firm
from portal.firms.record_models import FirmRecord
from portal.firms.rules.records import ENDING, KINDS, OF_BRANCHES, Decision, Permission, branch_key, holds, may_recruit
from portal.firms.rules.rows import trouble
from portal.firms.typed_orders import NOT_A_DAY as NO_DAY
from portal.organisations.rules.refusals import Refusal, Refused
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc
from portal.storage.db import db

KEEP = "firm_record.keep"
FIELDS = (
    "kind",
    "branch",
    "what",
    "decision_no",
    "decided_on",
    "issued_by",
    "runs_to",
    "source_name",
    "source_address",
)
LONGEST = 500
_ADDRESS = re.compile(r"https?://[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(/[^\s<>\"]*)?", re.IGNORECASE)
MISSING = message("Chưa điền mục này.")
TOO_LATE = message("Ngày này chưa tới.")
NO_SUCH_BRANCH = message("Hãy chọn một chi nhánh có trong danh sách.")
TOO_EARLY = message("Ngày cuối không thể trước ngày quyết định.")


@dataclass(frozen=True)
class Record:
    """A decision as it is shown. `held` on the day asked; `runs_to` its last day, `ended_by` the decision that ended it."""

    ref: str
    kind: str
    branch: str | None
    what: str
    decision_no: str | None
    decided_on: date
    issued_by: str
    runs_to: date | None
    ended_by: str | None
    source_name: str
    source_address: str
    entered_at: datetime
    mistake: str | None
    held: bool


@dataclass(frozen=True)
class Records:
    """Everything decided about a firm, newest first, and what each of its branches may do (by name)."""

    sanctions: Sequence[Record]
    praises: Sequence[Record]
    of_branches: Sequence[Record]
    branches: Mapping[str, Permission]


def records_of(firm_id: int, branches: Sequence[str], day: date) -> Records:
    """What is written down of this firm, as it stands on a day; struck mistakes too."""
    query = select(FirmRecord).where(FirmRecord.firm_id == firm_id)
    rows = db.session.scalars(query.order_by(FirmRecord.decided_on.desc(), FirmRecord.id.desc())).all()
    told = [_record(row, day) for row in rows]
    decisions = [_decision(row) for row in rows]
    return Records(
        sanctions=[record for record in told if record.kind == "sanction"],
        praises=[record for record in told if record.kind == "praise"],
        of_branches=[record for record in told if record.kind in OF_BRANCHES],
        branches={name: may_recruit(name, decisions, day) for name in branches},
    )


@act
def add(actor: Actor, firm_ref: str, cells: Mapping[str, str], now: datetime, day: date) -> str | Refused:
    """Write one decision down, by `FIELDS`; its ref. BadInput by field; NO_SUCH where there is no such firm."""
    firm = _firm(actor, firm_ref)
    if isinstance(firm, Refused):
        return firm
    read = {name: nfc(cells.get(name, "")) for name in FIELDS}
    decided_on, runs_to = _days(cells, read, firm, day)
    row = FirmRecord(
        ref=new_ref(), firm=firm, kind=read["kind"], branch=_branch(firm, read), what=read["what"],
        decision_no=read["decision_no"] or None, decided_on=decided_on, issued_by=read["issued_by"], runs_to=runs_to,
        source_name=read["source_name"], source_address=read["source_address"], entered_by=actor.ref, entered_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _log(actor, "firm_record.added", row)
    return row.ref


@act
def end(actor: Actor, ref: str, last_day: str, decision: str, day: date) -> bool | Refused:
    """Write down on which day a decision ended, and by which other one. False where it has its end already."""
    if not decide(actor, KEEP):
        return Refused(Refusal.NOT_ALLOWED)
    row = db.session.scalar(select(FirmRecord).where(FirmRecord.ref == ref).with_for_update())
    if row is None or row.kind not in ENDING or row.ended_by or row.mistake:
        return False
    last, said = read_day(last_day), nfc(decision)
    problems = [] if said else [Problem("ended_by", MISSING)]
    problems += [Problem("ended_by", wrong)] if (wrong := _wrong(decision)) else []
    if last is None:
        problems.append(Problem("runs_to", NO_DAY if last_day.strip() else MISSING))
    elif last < row.decided_on or last > day:
        problems.append(Problem("runs_to", TOO_EARLY if last < row.decided_on else TOO_LATE))
    if problems:
        raise BadInput(problems)
    row.runs_to, row.ended_by = last, said
    _log(actor, "firm_record.ended", row)
    return True


@act
def strike(actor: Actor, ref: str, why: str) -> bool | Refused:
    """Say that a decision should never have been written here, and why; it stays to be read. False where that was done."""
    if not decide(actor, KEEP):
        return Refused(Refusal.NOT_ALLOWED)
    row = db.session.scalar(select(FirmRecord).where(FirmRecord.ref == ref).with_for_update())
    if row is None or row.mistake:
        return False
    said = nfc(why)
    if wrong := MISSING if not said else _wrong(why):
        raise BadInput([Problem("mistake", wrong)])
    row.mistake = said
    _log(actor, "firm_record.struck", row)
    return True


def _firm(actor: Actor, ref: str) -> Firm | Refused:
    if not decide(actor, KEEP):
        return Refused(Refusal.NOT_ALLOWED)
    return store.find_firm(ref) or Refused(Refusal.NO_SUCH)


def _branch(firm: Firm, read: Mapping[str, str]) -> str | None:
    """The branch of the register that was chosen, in the register's writing; None where the decision is about no branch."""
    if read["kind"] not in OF_BRANCHES:
        return None
    wanted = branch_key(read["branch"])
    return next((branch.name for branch in firm.branches if wanted and branch_key(branch.name) == wanted), None)


def _days(cells: Mapping[str, str], read: Mapping[str, str], firm: Firm, day: date) -> tuple[date, date | None]:
    """The first and last day of a decision that is written right in every field; else BadInput with every mistake."""
    decided_on, runs_to = read_day(read["decided_on"]), read_day(read["runs_to"])
    found = {
        name: wrong
        for name in FIELDS
        if (wrong := MISSING if name in _NEEDED and not read[name] else _wrong(cells.get(name, "")))
    }
    for field, what in _unfit(read, firm, decided_on, runs_to, day):
        found.setdefault(field, what)
    if found or decided_on is None:
        raise BadInput([Problem(field, what) for field, what in found.items()])
    return decided_on, runs_to


def _unfit(
    read: Mapping[str, str], firm: Firm, decided_on: date | None, runs_to: date | None, day: date
) -> Iterator[tuple[str, Message]]:
    """What cannot be so, by field, in texts that are readable."""
    if read["kind"] not in KINDS:
        yield "kind", message("Hãy chọn loại quyết định.")
    elif read["kind"] in OF_BRANCHES and _branch(firm, read) is None:
        yield "branch", NO_SUCH_BRANCH
    if decided_on is None or decided_on > day:
        yield "decided_on", NO_DAY if decided_on is None else TOO_LATE
    if read["runs_to"] and runs_to is None:
        yield "runs_to", NO_DAY
    elif runs_to and decided_on and runs_to < decided_on:
        yield "runs_to", TOO_EARLY
    if not _ADDRESS.fullmatch(read["source_address"]):
        yield "source_address", message("Hãy chép cả địa chỉ trang nguồn, bắt đầu bằng https://")


_NEEDED = frozenset({"kind", "what", "decided_on", "issued_by", "source_name", "source_address"})


def _wrong(text: str) -> Message | None:
    return message("Ô này quá dài") if len(text) > LONGEST else trouble(text)


def _record(row: FirmRecord, day: date) -> Record:
    return Record(
        row.ref, row.kind, row.branch, row.what, row.decision_no, row.decided_on, row.issued_by, row.runs_to, row.ended_by,
        row.source_name, row.source_address, row.entered_at, row.mistake, holds(_decision(row), day),
    )  # fmt: skip


def _decision(row: FirmRecord) -> Decision:
    return Decision(row.kind, row.branch, row.decided_on, row.runs_to, row.mistake is not None)


def _log(actor: Actor, deed: str, row: FirmRecord) -> None:
    audit.record(
        deed, actor=actor.ref, role=actor.role, object_kind="firm_record", object_ref=row.ref, facts={"kind": row.kind}
    )
