"""How often each page of the content is asked for, so that editors look first at what most people read.

Only the path of a page of the content and the month are kept: nothing of who asked, when or from where. Each process counts for
itself and adds what it counted now and then: a killed one takes at most the last FLUSH_SECONDS with it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from portal.content.editions import per_edition
from portal.content.models import Visit
from portal.content.places import places
from portal.storage.asked import not_counted
from portal.storage.db import db
from portal.storage.hurried import hurried

FLUSH_SECONDS = 60.0
KEPT_DAYS = 400
RECENT_DAYS = 61
"""The visits of this month and of the one before it, whole or in part: those of the last of them count."""

log = logging.getLogger(__name__)


class Counting:
    """What this process has counted and not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter[tuple[str, date]] = Counter()
        self._written = time.monotonic()

    def count(self, path: str, day: date) -> None:
        """Count one visit of the page below the language with this path; of what is no page of the content, nothing."""
        if path in _paths():
            with self._lock:
                self._counted[path, day.replace(day=1)] += 1

    def write_when_due(self) -> bool:
        """Add what was counted to the database where the last time lies FLUSH_SECONDS back; whether it was written."""
        with self._lock:
            if not self._counted or time.monotonic() - self._written < FLUSH_SECONDS:
                return False
            counted, self._counted, self._written = self._counted, Counter(), time.monotonic()
        try:
            _add(counted)
        except SQLAlchemyError as error:  # another process writes: the next time takes these along
            log.info("visits were not written (%s)", type(error).__name__)
            with self._lock:
                self._counted.update(counted)
            return False
        return True


def seen(today: date) -> Mapping[str, int]:
    """By path, how often each page was asked for in the months that reach into the last RECENT_DAYS days."""
    since = (today - timedelta(days=RECENT_DAYS)).replace(day=1)
    asked = select(Visit.path, func.sum(Visit.times)).where(Visit.month >= since).group_by(Visit.path)
    return {path: int(times) for path, times in db.session.execute(asked)}


def sweep(today: date) -> None:
    """Forget months that began more than KEPT_DAYS days ago. Commits."""
    db.session.execute(
        delete(Visit).where(Visit.month < today - timedelta(days=KEPT_DAYS)),
        execution_options={"synchronize_session": False},
    )
    db.session.commit()


@per_edition
def _paths() -> frozenset[str]:
    return frozenset(place.path for place in places())


def _add(counted: Mapping[tuple[str, date], int]) -> None:
    with not_counted(), hurried(db.engine) as connection:
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        for (path, month), times in sorted(counted.items()):
            row = dialect.insert(Visit).values(path=path, month=month, times=times)
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["path", "month"], set_={"times": Visit.times + row.excluded.times}
                )
            )
