"""Who deletes their account leaves no profile behind: it goes in the same transaction, with every meeting, message and look."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.rules.names import email
from portal.accounts.service import directory
from portal.accounts.service.leaving import DELETION
from portal.jobs import consent_store, store
from portal.jobs.alerts import store as alerts
from portal.jobs.alerts.stopping import take_letters_back
from portal.storage.db import db


def erase(account: str, now: datetime) -> None:
    """Remove the profile of this account and what it agreed to; what hangs on the profile goes with it."""
    _end_letters(account)
    consent_store.forget_consents(account)
    row = store.profile_of(account)
    if row is None:
        return
    store.begin_changes()
    gone = row.id
    db.session.delete(row)
    db.session.flush()
    store.note_changes("profile", [gone], now)


def _end_letters(account: str) -> None:
    """Letters that wait go, and with the reader all saved searches and what was told; those of the address alone too."""
    person = directory.living([account]).get(account)
    by_address = alerts.by_address(email(person.email)) if person is not None and person.email else None
    for reader in (alerts.reader_of(account), by_address):
        if reader is not None:
            take_letters_back(reader)
            alerts.forget(reader)


DELETION.declare(erase)
