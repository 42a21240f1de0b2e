"""Who leaves is hidden in the same moment, and within 72 hours gone from every file: what is done when, and what is still left.

At once, in the transaction of leaving: rooms remove their rows (`leaving.DELETION`), waiting letters and limits go. Then
`flask work` empties the database's log of changes, has the ranking's files written anew, and notes here that nothing is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.accounts.service.leaving import DELETION
from portal.accounts.service.transaction import act
from portal.jobs.matching.engine import engine
from portal.limits import service as limits
from portal.mail import service as mail
from portal.privacy import store
from portal.privacy.models import Erasure
from portal.privacy.results import Left
from portal.privacy.rules.erasing import GATHER, GONE_WITHIN, gone_by, is_overdue
from portal.privacy.service.common import subject_of
from portal.storage.db import Base, db
from portal.storage.held import declared, left_of
from portal.storage.rotation import declared as sealed_columns

ASKED, UNUSED = "asked", "unused"


def begin(account: str, now: datetime) -> None:
    """What this room does when an account goes, in the same transaction; the account's last letter is written after it."""
    person = subject_of(account)
    names = [name for name in (person.email, person.phone) if name]
    mail.forget(*names)
    limits.forget([account, *names, *(name.casefold() for name in names)])
    store.forget_words(account)
    store.end_requests(account, now)
    store.forget_letters(account)
    db.session.add(Erasure(account=account, cause=ASKED, hidden_at=now))
    db.session.flush()


DELETION.declare(begin)


def finish(now: datetime, *, at_once: bool = False) -> int:
    """Remove what is left in files, and note who is gone; how many. For `flask work`, on every host with a state folder.

    `at_once`: without gathering those who leave in the same hours.
    """
    _number_them(now)
    renewed = store.newest_erased_change(now if at_once else now - GATHER)
    if renewed:
        engine().renew(renewed)
    if not store.pending():
        return 0
    return _note_gone(now, renewed) if store.clean_database(_tables()) else 0


def pending(now: datetime) -> list[Left]:
    """Who left and is not gone from every file, the earliest first, and what is left."""
    return [
        Left(
            row.account,
            row.cause,
            row.hidden_at,
            gone_by(row.hidden_at),
            tuple(_left(row.account)) or ("pages", "ranking"),
            is_overdue(row.hidden_at, None, now),
        )
        for row in store.pending()
    ]


@act
def _number_them(now: datetime) -> None:
    """Tell the files of the ranking that were written before from those after; last letters that nobody can send go."""
    mail.forget_older("account_deleted", now - GONE_WITHIN)
    newest = store.newest_change()
    for row in store.pending():
        if row.change is None:
            row.change = newest


@act
def _note_gone(now: datetime, renewed: int) -> int:
    gone = 0
    for row in store.pending():
        if row.change is not None and row.change <= renewed and not _left(row.account):
            row.done_at = now
            gone += 1
    return gone


def _left(account: str) -> list[str]:
    """What the database still holds of somebody who left, as `table.column`; nothing where all went."""
    rows = left_of(account)
    kept = Base.metadata.tables["account"]
    blanked = [kept.c[name] for name in (*_personal_columns(), "password_hash")]
    found = db.session.execute(kept.select().with_only_columns(*blanked).where(kept.c.ref == account)).first()
    return [*rows, *(f"account.{c.name}" for c, value in zip(blanked, found or (), strict=False) if value is not None)]


def _personal_columns() -> Sequence[str]:
    sealed = [s for s in sealed_columns() if s.table == "account"]
    return [*(s.column for s in sealed), *(s.blind for s in sealed if s.blind)]


def _tables() -> list[str]:
    """The tables in which somebody who left had rows."""
    return sorted({part.table for part in declared() if not part.stays} | {"account", "mail_outbox", "limit_bucket"})
