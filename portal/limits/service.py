"""How an act is slowed down: exact across processes and restarts, because the buckets live in the database.

Call `hit` before the caller writes anything: it commits by itself, so that a refused or failed act stays counted.
Inside a transaction that has already written, pass `join=True`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from portal.limits import store
from portal.limits.policy_rules import POLICIES
from portal.limits.rules import SECOND, Charge, Policy, give_back, take
from portal.storage import at_work
from portal.storage.encryption import vault

Hit = tuple[str, str]
"""The name of a policy and the key that it counts by (an account, an address …); the key is stored as a keyed hash."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Verdict:
    """Whether the act may go on; else after how many whole seconds, and which policy said so (the one to wait longest for)."""

    allowed: bool
    retry_after: int = 0
    refused_by: str = ""
    charges: Sequence[tuple[str, Charge]] = field(default=(), repr=False)


class _Trial:
    """How many times more generous this process was made, beside what its settings say."""

    factor = 1


def use(factor: int) -> None:
    """Make every policy `factor` times as generous in this process: for tests and benchmarks, without effect in production.

    A load trial against a server sets PORTAL_LIMITS_FACTOR instead; production refuses to start with it.
    """
    if factor < 1:
        raise ValueError("a limit cannot be less than it is")
    _Trial.factor = factor


def generosity() -> int:
    """How many times as generous as written the limits are for the installation at work; 1 in production."""
    own = at_work.settings()
    return 1 if own.production else _Trial.factor * own.limits_factor


def hit(name: str, key: str, now: datetime, *, join: bool = False, quick: bool = False) -> Verdict:
    """Count one act under this policy and key. KeyError for an unknown policy.

    `quick` is for what must not wait: raises OperationalError where the store is not free within a moment, and a power cut
    may undo the count (the end of a process may not).
    """
    return hit_all([(name, key)], now, join=join, quick=quick)


def hit_all(hits: Sequence[Hit], now: datetime, *, join: bool = False, quick: bool = False) -> Verdict:
    """Count one act in several dimensions: in all of them, or, where one refuses, in none. `quick` as in `hit`."""
    policies = {_hidden(name, key): (name, _policy(name)) for name, key in hits}
    moment = _microseconds(now)
    with store.transaction(join=join, quick=quick) as connection:
        buckets = store.lock(connection, list(policies), now)
        taken = {hidden: take(buckets.get(hidden), rule, moment) for hidden, (_, rule) in policies.items()}
        refused = [(charge.wait, policies[hidden][0]) for hidden, (_, charge) in taken.items() if not charge.allowed]
        if refused:
            wait, name = max(refused)
            if not join:
                connection.rollback()  # nothing was taken: no row is made for names that somebody invents, no disk is waited for
            return Verdict(False, retry_after=-(-wait // SECOND), refused_by=name)
        store.save(
            connection,
            {
                hidden: (bucket, _forget_at(bucket.empty_at, policies[hidden][1]))
                for hidden, (bucket, _) in taken.items()
            },
        )
    return Verdict(True, charges=tuple((hidden, charge) for hidden, (_, charge) in taken.items()))


def take_back(verdict: Verdict, now: datetime, *, join: bool = False) -> None:
    """Uncount an allowed act that turned out to be honest."""
    if not verdict.charges:
        return
    with store.transaction(join=join) as connection:
        buckets = store.lock(connection, [hidden for hidden, _ in verdict.charges], now)
        lighter = {
            hidden: give_back(buckets[hidden], charge) for hidden, charge in verdict.charges if hidden in buckets
        }
        longest = max(POLICIES.values(), key=lambda rule: rule.forget)
        store.save(connection, {h: (b, _forget_at(b.empty_at, longest)) for h, b in lighter.items()})


def forget(keys: Iterable[str]) -> int:
    """Remove the buckets of these accounts, addresses or numbers under every policy, in the caller's transaction; how many."""
    names = list(dict.fromkeys(keys))
    return store.remove(
        [hidden for key in names for name in POLICIES for hidden in vault().blinds(f"limit|{name}", key)]
    )


def sweep(now: datetime) -> int:
    """Remove the buckets that are empty and forgotten; returns how many. For `flask work`."""
    return store.forget(now - timedelta(minutes=1))


def _policy(name: str) -> Policy:
    return POLICIES[name].times(generosity())


def _hidden(name: str, key: str) -> str:
    return vault().blind(f"limit|{name}", key)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _forget_at(empty_at: int, rule: Policy) -> datetime:
    return _EPOCH + timedelta(microseconds=empty_at + rule.forget)
