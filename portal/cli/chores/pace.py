"""How often something that goes on beside the site has its turn."""

from __future__ import annotations

import time
from collections.abc import Callable

Job = Callable[[], bool]
"""Does some of what is waiting; says whether more may wait, so that no pause is made."""


def every(seconds: float) -> Callable[[], bool]:
    """Says yes at most once in so many seconds, at once the first time."""
    last = -seconds

    def due() -> bool:
        nonlocal last
        if time.monotonic() - last < seconds:
            return False
        last = time.monotonic()
        return True

    return due
