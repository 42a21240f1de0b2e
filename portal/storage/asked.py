"""How many questions this thread has put to the database: by it the web tells answers that may be old from those that may not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from sqlalchemy import Engine, event

_here = local()


def questions_asked() -> int:
    """Statements sent by this thread since it began; only the difference of two readings says anything."""
    return int(getattr(_here, "count", 0))


@contextmanager
def not_counted() -> Iterator[None]:
    """Questions whose answer is no content of the page: about the installation itself."""
    before = questions_asked()
    try:
        yield
    finally:
        _here.count = before


@event.listens_for(Engine, "before_cursor_execute")
def _count(*_args: Any) -> None:
    _here.count = questions_asked() + 1
