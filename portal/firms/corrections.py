"""A verified firm proposes corrections to its page; an editor decides; what was accepted is public, old value beside new.

The register's own rows are not written over: they say what the official list said. The correction stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide as may
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.firms import store
from portal.firms.desk_models import Correction
from portal.firms.models import Firm
from portal.firms.order_import import firm_of
from portal.firms.rules.rows import trouble
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service.common import own
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc
from portal.storage.db import db

PROPOSE, DECIDE = "correction.propose", "correction.decide"
LONGEST, MOST_WAITING = 300, 20
FIELDS: Mapping[str, Message] = {
    "name_en": message("Tên tiếng Anh"),
    "short_name": message("Tên viết tắt"),
    "address": message("Địa chỉ"),
    "phone": message("Điện thoại"),
    "website": message("Trang web"),
    "legal_representative": message("Người đại diện theo pháp luật"),
}
"""What may be corrected. The licence, its state and the Vietnamese name come from the official list alone."""
_MISSING = message("Chưa điền mục này.")
_VALUE: Mapping[str, Callable[[Firm], str | None]] = {
    "name_en": lambda firm: next((name.name for name in firm.names if name.kind == "en"), None),
    "short_name": lambda firm: next((name.name for name in firm.names if name.kind == "short"), None),
    "address": lambda firm: firm.address,
    "phone": lambda firm: firm.phone,
    "website": lambda firm: firm.website,
    "legal_representative": lambda firm: firm.legal_representative,
}


@dataclass(frozen=True)
class Line:
    """A correction as it is shown: old value (None: the register had none), new value, and the decision."""

    ref: str
    firm_ref: str
    firm_name: str
    licence_no: str
    field: Message
    before: str | None
    after: str
    why: str
    proposed_at: datetime
    state: str
    answer: str | None
    decided_at: datetime | None


@act
def mine(actor: Actor) -> Sequence[Line] | Refused:
    """What the actor's verified firm proposed, newest first. NOT_POSSIBLE where the register names no firm of its licence."""
    found = _firm(actor)
    if isinstance(found, Refused):
        return found
    query = select(Correction).where(Correction.organisation == found[0]).order_by(Correction.id.desc()).limit(100)
    return [_line(row) for row in db.session.scalars(query)]


@act
def propose(actor: Actor, field: str, after: str, why: str, now: datetime) -> str | Refused:
    """Propose another value; its ref. BadInput by field; CHANGED where too many wait already."""
    found = _firm(actor)
    if isinstance(found, Refused):
        return found
    organisation, firm = found
    _refuse_mistakes(field, after, why, firm)
    after, why = nfc(after), nfc(why)
    waiting = (Correction.organisation == organisation, Correction.state == "waiting")
    if (db.session.scalar(select(func.count()).select_from(Correction).where(*waiting)) or 0) >= MOST_WAITING:
        raise BadInput([Problem("field", message("Đã có %(most)s đề nghị đang chờ", most=MOST_WAITING))])
    row = Correction(
        ref=new_ref(), firm_id=firm.id, organisation=organisation, field=field, before=_VALUE[field](firm), after=after,
        why=why, proposed_by=actor.ref, proposed_at=now, state="waiting",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _log(actor, "correction.proposed", row)
    return row.ref


@act
def queue(actor: Actor) -> Sequence[Line] | Refused:
    """What waits for an editor, the longest waiting first."""
    if not may(actor, DECIDE):
        return Refused(Refusal.NOT_ALLOWED)
    query = select(Correction).where(Correction.state == "waiting").order_by(Correction.id).limit(100)
    return [_line(row) for row in db.session.scalars(query)]


@act
def decide(actor: Actor, ref: str, answer: str, now: datetime, *, accept: bool) -> bool | Refused:
    """Accept or refuse what waits, in words; False where somebody was faster. BadInput where no words are given."""
    if not may(actor, DECIDE):
        return Refused(Refusal.NOT_ALLOWED)
    if not (said := nfc(answer)) or len(said) > LONGEST:
        raise BadInput([Problem("answer", message("Hãy ghi đã đối chiếu với nguồn nào, hoặc vì sao không sửa."))])
    values = {
        "state": "accepted" if accept else "refused", "answer": said, "decided_by": actor.ref, "decided_at": now,
    }  # fmt: skip
    still = (Correction.ref == ref, Correction.state == "waiting")
    done = db.session.execute(update(Correction).where(*still).values(**values).returning(Correction.id)).first()
    if done is None:
        return False
    _log(actor, "correction.accepted" if accept else "correction.refused", db.session.get_one(Correction, done[0]))
    return True


def accepted_of(firm_ref: str) -> Sequence[Line]:
    """The accepted corrections of a firm, newest first: what everybody may see."""
    where = (Firm.ref == firm_ref, Correction.state == "accepted")
    query = select(Correction).join(Firm, Firm.id == Correction.firm_id).where(*where).order_by(Correction.id.desc())
    return [_line(row) for row in db.session.scalars(query.limit(100))]


def _firm(actor: Actor) -> tuple[str, Firm] | Refused:
    organisation = own(actor, PROPOSE)
    if isinstance(organisation, Refused):
        return organisation
    firm = firm_of(store.all_firms(), organisation.licence_no or "") if organisation.kind == "firm" else None
    return (organisation.ref, firm) if firm is not None else Refused(Refusal.NOT_POSSIBLE)


def _refuse_mistakes(field: str, after: str, why: str, firm: Firm) -> None:
    problems = []
    if field not in FIELDS:
        problems.append(Problem("field", message("Hãy chọn mục cần sửa.")))
    elif nfc(after) == (_VALUE[field](firm) or ""):
        problems.append(Problem("after", message("Danh sách đã ghi như vậy rồi.") if after.strip() else _MISSING))
    for name, text in (("after", after), ("why", why)):
        if not nfc(text) and name not in {problem.field for problem in problems}:
            problems.append(Problem(name, _MISSING))
        elif len(text) > LONGEST:
            problems.append(Problem(name, message("Ô này quá dài")))
        elif what := trouble(text):
            problems.append(Problem(name, what))
    if problems:
        raise BadInput(problems)


def _line(row: Correction) -> Line:
    name = next(name.name for name in row.firm.names if name.kind == "vi")
    return Line(
        row.ref, row.firm.ref, name, row.firm.licence_no, FIELDS[row.field], row.before, row.after, row.why,
        row.proposed_at, row.state, row.answer, row.decided_at,
    )  # fmt: skip


def _log(actor: Actor, deed: str, row: Correction) -> None:
    """One row of the log: which correction, of which field; the values stand in the correction itself."""
    audit.record(
        deed,
        actor=actor.ref,
        role=actor.role,
        object_kind="correction",
        object_ref=row.ref,
        facts={"organisation": row.organisation, "field": row.field},
    )
