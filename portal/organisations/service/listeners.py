"""Rooms above that must know when an organisation's state changed: the composition root names them, they act in the transaction
of the change."""

from __future__ import annotations

from collections.abc import Callable

_listeners: dict[str, Callable[[str], None]] = {}


def listen(name: str, listener: Callable[[str], None]) -> None:
    """Call this with the ref of each organisation whose state changed; the same name again replaces it."""
    _listeners[name] = listener


def tell(ref: str) -> None:
    """The state of this organisation changed, in the caller's transaction."""
    for listener in _listeners.values():
        listener(ref)
