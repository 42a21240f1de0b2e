"""What people asked and nobody could answer, so that the word lists learn: counted, without who, when or from where.

Until a question was asked on ENOUGH_DAYS days and ENOUGH_TIMES times only a keyed digest of it is kept, which nobody can read
back; then its words are kept and a person may see them. Forgotten KEPT_DAYS days after it was last asked.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from portal.search.models import MissRow
from portal.search.rules.screening import key_of, may_be_counted
from portal.storage.db import db
from portal.storage.encryption import blind
from portal.storage.hurried import hurried

ENOUGH_DAYS = 3
ENOUGH_TIMES = 5
KEPT_DAYS = 90
MOST = 20_000
"""Questions that are kept: a new one finds no room until a sweep, which lets those go first that were asked least and longest
ago."""
PURPOSE = "search miss"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Miss:
    """A question without results: its words, its language, on how many days and how often it was asked."""

    query: str
    locale: str
    days: int
    times: int
    last_on: date


def count(query: str, locale: str, day: date) -> bool:
    """Count a question that found nothing, where it may be counted; says whether it was.

    In a transaction of its own that waits for nobody: where another process writes, nothing is counted and nobody notices.
    """
    if not may_be_counted(query):
        return False
    try:
        _add(key_of(query), locale, day)
    except SQLAlchemyError as error:
        log.info("a question without results was not counted (%s)", type(error).__name__)
        return False
    return True


def seen(since: date | None = None) -> Sequence[Miss]:
    """The questions that were asked often enough, most often first; `since` the day they were last asked on or after."""
    row = MissRow
    asked = select(row.query, row.locale, row.days, row.times, row.last_on).where(row.query.is_not(None))
    if since is not None:
        asked = asked.where(row.last_on >= since)
    found = db.session.execute(asked.order_by(row.times.desc(), row.days.desc(), row.query, row.locale))
    return [Miss(query or "", locale, days, times, last) for query, locale, days, times, last in found]


def forget(query: str, locale: str) -> bool:
    """Forget this question, in the caller's transaction; False where it is not among those seen."""
    return _forget((MissRow.query == query) & (MissRow.locale == locale)) > 0


def sweep(day: date) -> int:
    """Forget what was last asked more than KEPT_DAYS days ago, and what is too much; how many were forgotten. Commits."""
    gone = _forget(MissRow.last_on < day - timedelta(days=KEPT_DAYS))
    if (over := (db.session.scalar(select(func.count()).select_from(MissRow)) or 0) - MOST * 9 // 10) > 0:
        first = select(MissRow.digest).order_by(MissRow.times, MissRow.last_on, MissRow.digest).limit(over)
        gone += _forget(MissRow.digest.in_(first))
    db.session.commit()
    return gone


def _forget(which: Any) -> int:
    done: Any = db.session.execute(delete(MissRow).where(which), execution_options={"synchronize_session": False})
    return int(done.rowcount)


def _add(key: str, locale: str, day: date) -> None:
    digest = blind(PURPOSE, f"{locale} {key}")
    with hurried(db.engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(MissRow).values(digest=digest, locale=locale, days=1, times=1, last_on=day)
        later = row.excluded.last_on > MissRow.last_on
        counted = row.on_conflict_do_update(
            index_elements=["digest"],
            set_={
                "times": MissRow.times + 1,
                "days": MissRow.days + case((later, 1), else_=0),
                "last_on": case((later, row.excluded.last_on), else_=MissRow.last_on),
            },
        ).returning(MissRow.days, MissRow.times)
        days, times = connection.execute(counted).one()
        if times == 1 and (connection.scalar(select(func.count()).select_from(MissRow)) or 0) > MOST:
            connection.execute(delete(MissRow).where(MissRow.digest == digest))  # full until the next sweep
        if days >= ENOUGH_DAYS and times >= ENOUGH_TIMES:
            named = update(MissRow).where(MissRow.digest == digest, MissRow.query.is_(None))
            connection.execute(named.values(query=key))
