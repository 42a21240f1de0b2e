"""Accounts that nobody uses: two letters, then deleted as their holder would. Done by `flask work`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import SYSTEM
from portal.accounts.service import unused
from portal.accounts.service.transaction import act
from portal.accounts.service.unused import Unused
from portal.mail import service as mail
from portal.privacy import store
from portal.privacy.models import AbsenceLetter
from portal.privacy.rules.retention import FIRST, Notices, Step, after_months, ends_at, step
from portal.privacy.service.common import log
from portal.privacy.service.erasing import UNUSED
from portal.storage.db import db

BATCH = 200
KINDS = {Step.FIRST: "absence_first", Step.SECOND: "absence_second"}


@dataclass
class Timed:
    """What one run did: letters about absence, accounts deleted."""

    written: int = 0
    deleted: int = 0


def run(now: datetime) -> Timed:
    """Write to who is absent, delete who was for too long; commits for each account, so it may be stopped and run again."""
    done, after = Timed(), ""
    while batch := unused.unused_since(after_months(now, -FIRST), after, BATCH):
        for account in batch:
            did = _treat(account.ref, account.seen, now)
            done.written += did in KINDS
            done.deleted += did is Step.DELETE
        after = batch[-1].ref
    return done


@act
def _treat(ref: str, seen: datetime, now: datetime) -> Step:
    """Do what is due for this account. Decided anew while nobody can sign in to it; who has a request open is not deleted."""
    account = unused.still_unused(ref, seen)
    if account is None:
        return Step.NOTHING
    notices = Notices(**store.letters_about(ref, seen))
    due = step(seen, notices, now)
    if due is Step.DELETE and store.has_open_request(ref):
        return Step.NOTHING
    if due is Step.DELETE:
        unused.delete(ref, now)
        store.note_cause(ref, UNUSED)
    elif due in KINDS:
        _write(account, due, notices, now)
    return due


def _write(account: Unused, due: Step, before: Notices, now: datetime) -> None:
    """A letter with the day on which it happens; who has a phone only gets a short message where one can be sent."""
    db.session.add(AbsenceLetter(account=account.ref, step=due.value, seen_at=account.seen, sent_at=now))
    db.session.flush()
    sent = Notices(before.first or now, now if due is Step.SECOND else None)
    if account.email is not None:
        ends = ends_at(account.seen, sent, now).isoformat()
        mail.enqueue(account.email, KINDS[due], account.locale, {"when": ends, "path": f"/{account.locale}/sign-in"})
    elif account.phone is not None and mail.texts_go_out():
        mail.enqueue_text(account.phone, "absence", account.locale, {})
    log(SYSTEM, "privacy.absence_told", account.ref, step=due.value)
