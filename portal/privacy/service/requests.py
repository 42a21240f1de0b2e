"""A person's own requests about their data: sent, and followed with the dates by which they are answered and done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.limits import service as limits
from portal.privacy import store, wording
from portal.privacy.calendar import holidays_around
from portal.privacy.models import DataRequest
from portal.privacy.results import RequestView
from portal.privacy.rules.clocks import KINDS, clock, may_extend
from portal.privacy.service.common import OWN, log, oneself, read_words
from portal.shared.problems import BadInput, Problem
from portal.shared.working_days import day_of
from portal.storage.db import db

LIMIT = "request.account"


@act
def ask(actor: Actor, kind: str, text: str, now: datetime) -> str | Refused:
    """Send a request; its ref. Raises BadInput (fields kind, text). The same words again while they wait are one request."""
    subject = oneself(actor)
    if isinstance(subject, Refused):
        return subject
    if kind not in KINDS:
        raise BadInput([Problem("kind", wording.CHOOSE_KIND)])
    said = read_words(text, "text")
    for row in store.requests_of(subject.ref):
        if row.kind == kind and row.state == "received" and store.opened(row, "asked") == said:
            return row.ref
    verdict = limits.hit(LIMIT, subject.ref, now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    ref = new_ref()
    asked = store.sealed(store.REQUEST, "asked", ref, said)
    db.session.add(DataRequest(ref=ref, account=subject.ref, kind=kind, asked_sealed=asked, received_at=now))
    db.session.flush()
    log(actor, "privacy.requested", subject.ref, kind=kind, request=ref)
    return ref


@act
def mine(actor: Actor, now: datetime) -> Sequence[RequestView] | Refused:
    """The actor's requests, newest first."""
    subject = oneself(actor)
    return subject if isinstance(subject, Refused) else [view(row, now) for row in store.requests_of(subject.ref)]


@act
def look(actor: Actor, ref: str, now: datetime) -> RequestView | None:
    """One of the actor's requests. Absent and another's are one answer."""
    row = store.find_request(ref)
    return view(row, now) if row is not None and decide(actor, OWN, ObjectFacts(owner=row.account)) else None


def view(row: DataRequest, now: datetime) -> RequestView:
    """A request with its clock, as it stands now."""
    extended = row.extended_at is not None
    days = holidays_around(day_of(row.received_at))
    return RequestView(
        ref=row.ref,
        kind=row.kind,
        state=row.state,
        received_at=row.received_at,
        clock=clock(row.kind, row.state, row.received_at, now, days, extended=extended),
        asked=store.opened(row, "asked"),
        answer=store.opened(row, "answer"),
        answered_at=row.answered_at,
        extended_at=row.extended_at,
        extended_for=row.extended_for,
        ended_at=row.ended_at,
        refused_for=row.refused_for,
        may_extend=may_extend(row.kind, row.state, row.received_at, now, extended=extended),
        account=row.account,
    )
