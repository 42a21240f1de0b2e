"""What visitors tell without an account: taken in, answered by staff, read again by whoever has the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.limits import service as limits
from portal.moderation import feedback_store as store
from portal.moderation import wording
from portal.moderation.models import Feedback
from portal.moderation.rules.feedback import ABOUT, KEPT, OUTCOMES, code_of, is_text, read_code, read_page, shown
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc
from portal.storage.db import db
from portal.storage.encryption import blind

SEED = "feedback seed"
READ, ANSWER = "feedback.read", "feedback.answer"


@dataclass(frozen=True)
class Told:
    """What was told and what became of it; `answer` is "" while it waits. `locale` of whoever told it."""

    ref: str
    about: str
    page: str
    said: str = field(repr=False)
    locale: str
    at: datetime
    outcome: str | None
    answer: str = field(repr=False)
    decided_at: datetime | None


@act
def tell(about: str, page: str, text: str, locale: str, origin: Origin, now: datetime) -> str | Refused:
    """Take it in; the code for coming back, as people write it. Sent twice it has one code and is kept once.

    BadInput (about, text). TOO_MANY by where it comes from.
    """
    said = _read(text)
    problems = [] if about in ABOUT else [Problem("about", wording.CHOOSE_ABOUT)]
    if not is_text(said):
        problems.append(Problem("text", wording.WRITE_FEEDBACK))
    if problems:
        raise BadInput(problems)
    hits = [
        ("feedback.address", one_address(origin.address)),
        ("feedback.network", network(origin.address)),
        ("feedback.all", ""),
    ]
    if not (verdict := limits.hit_all(hits, now)).allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    code = code_of(blind(SEED, "\n".join([str(now.date()), network(origin.address), about, said])))
    place, typed = read_page(page), nfc(page).strip()
    words = (
        said if place or not typed else f"{said}\n({typed})"
    )  # what was typed is not lost where it is no page of ours
    store.add(new_ref(), code, about, place, words, locale, now)
    return shown(code)


@act
def look(typed: str, origin: Origin, now: datetime) -> Told | Refused | None:
    """What was told under this code, and its answer. None: there is none, or it is no longer kept. BadInput (code). TOO_MANY."""
    code = read_code(typed)
    if code is None:
        raise BadInput([Problem("code", wording.NO_CODE)])
    if not (verdict := limits.hit("feedback_code.address", one_address(origin.address), now)).allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    row = store.by_code(code)
    return _told(row) if row is not None else None


@act
def waiting(actor: Actor) -> Sequence[Told] | None:
    """What waits for an answer, the oldest first; None for who has no part in it."""
    return [_told(row) for row in store.waiting()] if allowed(actor, READ) else None


@act
def one(actor: Actor, ref: str) -> Told | None:
    """One of them, also when it is answered."""
    row = store.find(ref) if allowed(actor, READ) else None
    if row is None:
        return None
    _log(actor, "looked_at", row)
    return _told(row)


@act
def answer(actor: Actor, ref: str, outcome: str, text: str, now: datetime) -> bool | None:
    """Answer it. False where somebody was faster, None where there is none or it is not theirs. BadInput (outcome, text)."""
    row = store.find(ref) if allowed(actor, ANSWER) else None
    if row is None:
        return None
    said = _read(text)
    problems = [] if outcome in OUTCOMES else [Problem("outcome", wording.CHOOSE_OUTCOME)]
    if not is_text(said):
        problems.append(Problem("text", wording.WRITE_FEEDBACK))
    if problems:
        raise BadInput(problems)
    if not store.answer(row, outcome, said, actor.ref, now):
        return False
    _log(actor, "answered", row, outcome=outcome)
    return True


def sweep(now: datetime) -> int:
    """Remove what was answered long ago; how many. Commits."""
    gone = store.remove_answered(now - KEPT)
    db.session.commit()
    return gone


def _read(text: str) -> str:
    """What was typed, in its lines."""
    return "\n".join(nfc(line).rstrip() for line in text.splitlines()).strip()


def _told(row: Feedback) -> Told:
    return Told(
        row.ref, row.about, row.page, store.said_in(row), row.locale, row.at, row.outcome, store.answer_in(row), row.decided_at
    )  # fmt: skip


def _log(actor: Actor, deed: str, row: Feedback, **facts: str) -> None:
    audit.record(
        f"feedback.{deed}", actor=actor.ref, role=actor.role, object_kind="feedback", object_ref=row.ref,
        facts={"about": row.about, **facts},
    )  # fmt: skip
