"""The staff's side of requests: what waits and what is late, each look a row that the person reads, each step told to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service.transaction import act
from portal.privacy import store, wording
from portal.privacy.models import DataRequest
from portal.privacy.results import RequestView
from portal.privacy.rules.clocks import ANSWERED, DONE, EXTENSIONS, OPEN, REFUSALS, REFUSED
from portal.privacy.service.common import ANSWER, WORK, log, read_words, write_to
from portal.privacy.service.requests import view
from portal.shared.problems import BadInput, Problem

STEPS = ("answer", "extend", "finish", "refuse")
WAITING = (OPEN, ANSWERED)


@act
def waiting(actor: Actor, now: datetime) -> Sequence[RequestView] | None:
    """What waits: late first, then by its next deadline. What was written is not in the list, so that looking reads nothing."""
    if not decide(actor, WORK):
        return None
    views = [view(row, now) for row in store.open_requests() if row.account != actor.ref]
    return sorted(views, key=lambda v: (not v.clock.late, _next(v)))


@act
def look(actor: Actor, ref: str, now: datetime) -> RequestView | None:
    """Read one: one row in the log, which the person sees. Absent and one's own are one answer."""
    row = _theirs(actor, ref)
    if row is None:
        return None
    found = view(row, now)
    log(actor, "privacy.looked_at", row.account, request=row.ref)
    return found


@act
def step(actor: Actor, ref: str, deed: str, reason: str, text: str, now: datetime) -> bool | None:
    """Answer, extend, finish or refuse; the person is told by letter that there is something to read.

    False where somebody was faster or it may not be done any more; None where there is none. Raises BadInput (reason, text).
    """
    row = _theirs(actor, ref)
    if row is None or deed not in STEPS:
        return None
    _check_reason(deed, reason)
    said = read_words(text, "text", needed=deed in ("answer", "refuse"))
    if not _move(row, deed, _values(row, deed, actor, reason, said, now), now):
        return False
    account, kind = row.account, row.kind
    write_to(account, "data_request_moved", f"/my-data/requests/{ref}")
    log(actor, f"privacy.{_PAST[deed]}", account, request=ref, kind=kind, **({"reason": reason} if reason else {}))
    return True


_PAST = {"answer": "answered", "extend": "extended", "finish": "done", "refuse": "refused"}


def _check_reason(deed: str, reason: str) -> None:
    known = {"extend": EXTENSIONS, "refuse": REFUSALS}.get(deed, ("",))
    if reason not in known:
        raise BadInput([Problem("reason", wording.CHOOSE_REASON)])


def _values(row: DataRequest, deed: str, actor: Actor, reason: str, said: str, now: datetime) -> dict[str, Any]:
    """What this step sets."""
    values: dict[str, Any] = {"handled_by": actor.ref}
    if said:
        before = store.opened(row, "answer")
        words = f"{before}\n\n{said}" if before else said
        values["answer_sealed"] = store.sealed(store.REQUEST, "answer", row.ref, words)
    if deed == "extend":
        return values | {"extended_at": now, "extended_for": reason}
    if deed == "answer":
        return values | {"state": ANSWERED, "answered_at": now}
    ended = {"state": DONE if deed == "finish" else REFUSED, "ended_at": now, "answered_at": row.answered_at or now}
    return values | ended | ({"refused_for": reason} if deed == "refuse" else {})


def _move(row: DataRequest, deed: str, values: dict[str, Any], now: datetime) -> bool:
    if deed == "extend":
        return view(row, now).may_extend and store.extend(row, **values)
    return store.move(row, (OPEN,) if deed == "answer" else WAITING, **values)


def _theirs(actor: Actor, ref: str) -> DataRequest | None:
    row = store.find_request(ref)
    return row if row is not None and decide(actor, ANSWER, ObjectFacts(owner=row.account)) else None


def _next(found: RequestView) -> datetime:
    return min(found.clock.answer_by, found.clock.done_by) if found.state == OPEN else found.clock.done_by
