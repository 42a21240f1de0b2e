"""How fast somebody may go on: a bucket that drains steadily, and pauses that double while it is kept full.

This is the generic cell rate algorithm with one addition: a hit that leaves the bucket full makes the next pause twice as
long, up to a cap. A refused hit costs nothing, so whoever waits as long as told always gets in: nobody is locked out.
All moments and spans are whole microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

SECOND = 1_000_000


@dataclass(frozen=True)
class Policy:
    """`burst` hits at once, then one each `interval`; pauses double up to `cap`; quiet for `forget` starts afresh."""

    burst: int
    interval: int
    cap: int
    forget: int

    def times(self, factor: int) -> Policy:
        """The same policy, `factor` times as generous."""
        return Policy(self.burst * factor, max(self.interval // factor, 1), max(self.cap // factor, 1), self.forget)


@dataclass(frozen=True)
class Bucket:
    """`empty_at` is the moment at which it will have drained; `level` says how often it was kept full."""

    empty_at: int
    level: int = 0


@dataclass(frozen=True)
class Charge:
    """What one hit cost, so that it can be given back exactly; `wait` is the pause of a refused one."""

    allowed: bool
    wait: int = 0
    step: int = 0
    raised: bool = False


def policy(burst: int, seconds: float, *, cap: float, forget: float) -> Policy:
    """A policy written in seconds."""
    return Policy(burst, round(seconds * SECOND), round(cap * SECOND), round(forget * SECOND))


def take(bucket: Bucket | None, rule: Policy, now: int) -> tuple[Bucket, Charge]:
    """Hit the bucket at `now`: the bucket afterwards (unchanged where refused) and what it cost."""
    bucket = bucket or Bucket(now)
    level = bucket.level if now < bucket.empty_at + rule.forget else 0
    start = max(bucket.empty_at, now)
    slack = (rule.burst - 1) * rule.interval
    if (wait := start - slack - now) > 0:
        return bucket, Charge(False, wait=wait)
    step = min(rule.interval << min(level, 32), max(rule.cap, rule.interval))
    raised = start + step - now > slack
    return Bucket(start + step, level + raised), Charge(True, step=step, raised=raised)


def give_back(bucket: Bucket, charge: Charge) -> Bucket:
    """The bucket without this hit: for a try that turned out to be honest."""
    return Bucket(bucket.empty_at - charge.step, max(bucket.level - charge.raised, 0))
