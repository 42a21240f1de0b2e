"""What other rooms do in the very transaction in which an account is suspended: they declare it, this room calls them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Deed = Callable[[str, datetime], object]
"""Is given the account's ref and the moment; neither commits nor rolls back."""
_deeds: list[Deed] = []


def when_suspended(deed: Deed) -> None:
    """Let this be done with each suspension; called once, beside the deed."""
    if deed not in _deeds:
        _deeds.append(deed)


def tell(ref: str, now: datetime) -> None:
    """Do what was declared, in the caller's transaction: where one fails, nobody is suspended."""
    for deed in _deeds:
        deed(ref, now)
