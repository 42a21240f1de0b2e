"""How a frequent, cheap act is limited exactly without a write for each: a process takes a handful at once.

A lease is paid in full to the shared bucket before the first of it is used, so all processes together never let through
more than the policy says. What a process did not use is lost to others: with leases of `size` and `p` processes at most
(p - 1) × (size - 1). While the store cannot be written (another writer holds it, a full disk) reading goes on: each process
then lends itself one lease a second, and says so in the log.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy.exc import OperationalError

from portal.limits import service

LIFE = timedelta(seconds=60)
"""How long what is left of a lease may be used."""
_MOMENT = timedelta(seconds=1)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Held:
    left: int
    until: datetime
    """With none left, everything is refused until then without asking the store again."""
    paid: bool = True


class Leases:
    """What this process holds of one policy, by key. The policy counts leases of `size` acts, not single acts."""

    def __init__(self, policy: str, size: int, most: int = 10_000) -> None:
        """`most`: how many keys are kept in memory, the latest used; a forgotten one only loses what was left."""
        self._policy, self._size, self._most = policy, size, most
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def spend(self, key: str, now: datetime) -> int:
        """Count one act: 0 where it may go on, else after how many whole seconds to come again."""
        with self._lock:
            held = self._held.get(key)
            if held is not None and now < held.until:
                self._held.move_to_end(key)
                if held.left == 0:
                    return -((now - held.until) // _MOMENT)
                held.left -= 1
                if held.left == 0 and held.paid:
                    del self._held[key]
                return 0
        return self._take(key, now)

    def _take(self, key: str, now: datetime) -> int:
        """Ask the store for a lease; no lock is held meanwhile, so nobody waits for another's key."""
        try:
            verdict = service.hit(self._policy, key, now, quick=True)
        except OperationalError as error:
            name = type(error.orig).__name__
            log.warning("limit %s: the store cannot be written now, reading goes on (%s)", self._policy, name)
            self._hold(key, _Held(self._size - 1, now + _MOMENT, paid=False), now)
            return 0
        if not verdict.allowed:
            self._hold(key, _Held(0, now + timedelta(seconds=verdict.retry_after)), now)
            return verdict.retry_after
        self._hold(key, _Held(self._size - 1, now + LIFE), now)
        return 0

    def _hold(self, key: str, held: _Held, now: datetime) -> None:
        with self._lock:
            before = self._held.get(key)
            if before is not None and before.left and now < before.until:  # another thread was given one meanwhile
                if held.paid:
                    before.left += held.left
                return
            self._held[key] = held
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
