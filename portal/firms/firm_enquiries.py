"""The firm's side of a worker's question: its verified members read and answer it, each reading in the log that the worker sees.

Whether the account, the licence and the worker still allow it is asked anew in every request; absent, withdrawn and another
firm's look the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import SYSTEM, Actor
from portal.accounts.rules.permissions import decide
from portal.accounts.service import directory
from portal.accounts.service.leaving import SUSPENSION
from portal.accounts.service.transaction import act
from portal.audit import service as audit
from portal.firms import enquiry_store, enquiry_wording
from portal.firms.enquiry_checks import around, read_text
from portal.firms.enquiry_models import Enquiry
from portal.firms.rules.enquiries import LIFE, WORKER_GONE, Shown, closed_for
from portal.mail import service as mail
from portal.organisations.rules.refusals import Refused
from portal.organisations.service import directory as organisations
from portal.organisations.service.common import own
from portal.shared.clock import now as clock
from portal.shared.contact_details import masked
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem

ANSWER, SETTLE = "enquiry.answer", "enquiry.settle"


@dataclass(frozen=True)
class Line:
    """One line of the firm's list; what was asked is not in it, so that looking through the list reads nothing.

    `over` says in words why it can be neither read nor answered any more.
    """

    ref: str
    order_ref: str | None
    sent_at: datetime
    new: bool
    answered: bool
    illustrative: bool
    over: Message | None = None


@dataclass(frozen=True)
class Over:
    """An enquiry that was closed because its worker is gone: when it was sent, and why, in words. Nothing of it is shown."""

    sent_at: datetime
    why: Message


@dataclass(frozen=True)
class Opened:
    """An enquiry as a member of the firm reads it."""

    ref: str
    shown: Shown
    sent_at: datetime
    expires_at: datetime
    answer: str | None
    answered_at: datetime | None
    reported: bool
    illustrative: bool


@dataclass(frozen=True)
class Reported:
    """An enquiry that was reported, as a moderator sees it: the firm, and what the other side wrote; not who the worker is."""

    ref: str
    organisation: str
    firm_name: str
    by_worker: bool
    said: str | None
    reported_at: datetime


@act
def inbox(actor: Actor) -> Sequence[Line] | None:
    """What the actor's verified firm was asked and may read now, or lost with its worker, newest first; None where they act for none."""
    organisation = own(actor, ANSWER)
    if isinstance(organisation, Refused):
        return None
    rows = [row for row in enquiry_store.of_organisation(organisation.ref) if _is_lost(row) or _is_open(row)]
    return [_line(row) for row in rows]


@act
def read(actor: Actor, ref: str) -> Opened | Over | None:
    """Read one: one row in the log, which the worker sees. None where there is none to be read by this actor now.

    Over, and no row in the log, where it was closed because its worker is gone.
    """
    if (lost := _of_theirs(actor, ref)) is not None and _is_lost(lost):
        return Over(lost.sent_at, enquiry_wording.GONE_FOR_FIRM)
    row = _theirs(actor, ref)
    if row is None or not enquiry_store.hold_open(row):
        return None
    found = Opened(
        ref=row.ref,
        shown=enquiry_store.shown(row),
        sent_at=row.sent_at,
        expires_at=row.sent_at + LIFE,
        answer=enquiry_store.answer_of(row),
        answered_at=row.answered_at,
        reported=row.reported_at is not None,
        illustrative=row.illustrative,
    )
    _log(actor, "read", row)
    return found


@act
def answer(actor: Actor, ref: str, text: str, now: datetime) -> bool | None:
    """Answer; the worker gets a letter that there is an answer, and reads it here. BadInput (field answer).

    Ways to reach somebody are covered: the firm's own stand in the register, where nobody can pose as it. False where a
    colleague answered first; None where there is none to be answered by this actor now.
    """
    row = _theirs(actor, ref)
    if row is None:
        return None
    problems: list[Problem] = []
    said = read_text(text, "answer", problems)
    if problems:
        raise BadInput(problems)
    if not enquiry_store.answer(row, masked(said), actor.ref, now):
        return False
    _write_to_worker(row, "enquiry_answered")
    _log(actor, "answered", row)
    return True


@act
def report(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Tell the moderators of a question that is spam or abuse; it stays as it is until they decide."""
    row = _theirs(actor, ref)
    if row is None:
        return None
    if told := enquiry_store.report(row, "firm", now):
        _log(actor, "reported", row)
    return told


@act
def reports(actor: Actor) -> Sequence[Reported] | None:
    """What was reported and not settled, the longest waiting first."""
    if not decide(actor, SETTLE):
        return None
    rows = enquiry_store.reported()
    names = organisations.names_of({row.organisation for row in rows})
    found = []
    for row in rows:
        by_worker = row.reported_by == "worker"
        said = enquiry_store.answer_of(row) if by_worker else enquiry_store.shown(row).text
        when = row.reported_at or row.sent_at
        found.append(Reported(row.ref, row.organisation, names.get(row.organisation, ""), by_worker, said, when))
        _log(actor, "looked_at", row)
    return found


@act
def settle(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Note that the report was looked at; False where somebody was faster."""
    row = enquiry_store.find(ref) if decide(actor, SETTLE) else None
    if row is None:
        return None
    done = enquiry_store.settle(row, now)
    if done:
        _log(actor, "settled", row)
    return done


@act
def tidy(now: datetime) -> int:
    """Close what may not go on, with words to the worker; remove what is 90 days old or of accounts that are deleted; how many."""
    workers = enquiry_store.workers()
    there = directory.living(workers)
    count = enquiry_store.remove_of([ref for ref in workers if ref not in there])
    count += enquiry_store.remove_older(now - LIFE)
    for row in enquiry_store.still_open():
        why = closed_for(around(row))
        if why == WORKER_GONE:
            count += _lose(row, now)
        elif why is not None and enquiry_store.end(row, "closed", why, now):
            _write_to_worker(row, "enquiry_closed")
            _log(SYSTEM, "closed", row)
            count += 1
    return count


def close_of(worker: str, now: datetime) -> int:
    """Close whatever this worker asked, in the caller's transaction; how many. Nothing opens them again."""
    return sum(_lose(row, now) for row in enquiry_store.open_of(worker))


SUSPENSION.declare(close_of)


def _lose(row: Enquiry, now: datetime) -> bool:
    """Close it because its worker is gone; no letter, for the one about the suspension says so."""
    if not enquiry_store.end(row, "closed", WORKER_GONE, now):
        return False
    _log(SYSTEM, "worker_gone", row)
    return True


def _line(row: Enquiry) -> Line:
    over = enquiry_wording.GONE_FOR_FIRM if _is_lost(row) else None
    answered = row.answered_at is not None
    return Line(row.ref, row.order_ref, row.sent_at, row.reads == 0, answered, row.illustrative, over)


def _of_theirs(actor: Actor, ref: str) -> Enquiry | None:
    """An enquiry of the verified firm that the actor acts for, in any state."""
    organisation = own(actor, ANSWER)
    row = enquiry_store.find(ref)
    return None if isinstance(organisation, Refused) or row is None or row.organisation != organisation.ref else row


def _theirs(actor: Actor, ref: str) -> Enquiry | None:
    row = _of_theirs(actor, ref)
    return row if row is not None and row.state == "open" and _is_open(row) else None


def _is_lost(row: Enquiry) -> bool:
    return row.ended_for == WORKER_GONE and row.sent_at + LIFE > clock()


def _is_open(row: Enquiry) -> bool:
    return row.sent_at + LIFE > clock() and closed_for(around(row)) is None


def _write_to_worker(row: Enquiry, kind: str) -> None:
    person = directory.living([row.worker]).get(row.worker)
    if person is not None and person.email is not None:
        path = f"/{person.locale}/my-enquiries/{row.ref}"
        mail.enqueue(person.email, kind, person.locale, {"path": path})


def _log(actor: Actor, deed: str, row: Enquiry) -> None:
    """About the worker's account, so that it stands in their own log."""
    audit.record(
        f"enquiry.{deed}",
        actor=actor.ref,
        role=actor.role,
        object_kind="account",
        object_ref=row.worker,
        facts={"organisation": row.organisation, "enquiry": row.ref},
    )
