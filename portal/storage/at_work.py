"""Which installation the work at hand belongs to: its settings, for rooms that know no web framework.

The composition root says once how to find them (`use`); tests and tools hold some for a while (`holding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from portal.config import Settings


class NothingAtWork(Exception):
    """No installation was named: the composition root has not called `use`."""


def _unknown() -> Settings:
    raise NothingAtWork("portal.storage.at_work.use was not called")


_held: ContextVar[Settings | None] = ContextVar("settings_at_work", default=None)
_finders: list[Callable[[], Settings]] = [_unknown]


def use(find: Callable[[], Settings]) -> None:
    """Ask `find` for the settings from now on; with several apps in one process it must tell them apart."""
    _finders[0] = find


def settings() -> Settings:
    """The settings of the installation at work; raises NothingAtWork."""
    return _held.get() or _finders[0]()


@contextmanager
def holding(own: Settings) -> Iterator[None]:
    """Within the block (and this thread or task only) these settings are at work."""
    token = _held.set(own)
    try:
        yield
    finally:
        _held.reset(token)
