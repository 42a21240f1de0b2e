"""What other rooms do in the very transaction in which an account is suspended or deleted: they declare it, this room calls them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Deed = Callable[[str, datetime], object]
"""Is given the account's ref and the moment; neither commits nor rolls back."""


class Occasion:
    """Something that happens to an account, and what is done with it."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    def declare(self, deed: Deed) -> None:
        """Let this be done each time; called once, beside the deed."""
        if deed not in self._deeds:
            self._deeds.append(deed)

    def tell(self, ref: str, now: datetime) -> None:
        """Do what was declared, in the caller's transaction: where one fails, nothing happened."""
        for deed in self._deeds:
            deed(ref, now)


SUSPENSION, DELETION = Occasion(), Occasion()
