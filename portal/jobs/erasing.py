"""Who deletes their account leaves no profile behind: it goes in the same transaction, with every meeting, message and look."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.service.leaving import DELETION
from portal.jobs import store
from portal.storage.db import db


def erase(account: str, now: datetime) -> None:
    """Remove the profile of this account and what it agreed to; what hangs on the profile goes with it."""
    store.forget_consents(account)
    row = store.profile_of(account)
    if row is None:
        return
    store.begin_changes()
    gone = row.id
    db.session.delete(row)
    db.session.flush()
    store.note_changes("profile", [gone], now)


DELETION.declare(erase)
