"""The bucket's arithmetic at its edges: a second before, at and after; pauses that double, stop at a cap and are forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.limits.policy_rules import POLICIES
from portal.limits.rules import SECOND, Bucket, Policy, give_back, policy, take

RULE = policy(3, 10, cap=40, forget=100)


def hits(moments: list[float], rule: Policy = RULE) -> list[float]:
    """For each moment (seconds) 0 where the hit is allowed, else how long to wait."""
    bucket, waits = None, []
    for moment in moments:
        bucket, charge = take(bucket, rule, round(moment * SECOND))
        waits.append(0 if charge.allowed else charge.wait / SECOND)
    return waits


def test_a_burst_is_free_and_the_next_waits() -> None:
    assert hits([0, 0, 0, 0]) == [0, 0, 0, 10]


@pytest.mark.parametrize(("moment", "wait"), [(9, 1), (9.999999, 0.000001), (10, 0), (11, 0)])
def test_the_wait_ends_exactly_when_told(moment: float, wait: float) -> None:
    assert hits([0, 0, 0, moment])[-1] == wait


def test_pauses_double_up_to_the_cap() -> None:
    bucket, now, pauses = None, 0, []
    for _ in range(9):
        bucket, charge = take(bucket, RULE, now)
        if not charge.allowed:
            pauses.append(charge.wait // SECOND)
            now += charge.wait
            bucket, charge = take(bucket, RULE, now)
            assert charge.allowed, "whoever waits as long as told gets in"
    assert pauses == [10, 20, 40, 40, 40, 40]


def test_a_refused_hit_costs_nothing() -> None:
    assert hits([0, 0, 0, *[5] * 100, 10])[-1] == 0


@pytest.mark.parametrize(("quiet", "pause"), [(99, 20), (100, 10), (101, 10)])
def test_quiet_is_forgotten(quiet: int, pause: int) -> None:
    bucket = Bucket(0, level=1)
    now = quiet * SECOND
    for _ in range(3):
        bucket, charge = take(bucket, RULE, now)
        if not charge.allowed:
            break
    _, refused = take(bucket, RULE, now)
    assert refused.wait == pause * SECOND if quiet >= 100 else refused.wait > 10 * SECOND


def test_a_success_is_given_back_exactly() -> None:
    bucket, _ = take(None, RULE, 0)
    bucket, _ = take(bucket, RULE, 0)
    before = bucket
    after, charge = take(bucket, RULE, 0)
    assert charge.raised
    assert give_back(after, charge) == before


moments = st.lists(st.integers(0, 400), min_size=1, max_size=120).map(sorted)
rules = st.builds(
    lambda burst, interval, more, forget: policy(burst, interval, cap=interval + more, forget=forget),
    st.integers(1, 6),
    st.integers(1, 30),
    st.integers(0, 60),
    st.integers(0, 300),
)


@given(moments, rules)
def test_never_more_than_the_rate_and_never_longer_than_the_cap(moments: list[int], rule: Policy) -> None:
    bucket, let_in = None, []
    for moment in moments:
        bucket, charge = take(bucket, rule, moment * SECOND)
        if charge.allowed:
            let_in.append(moment)
        else:
            assert 0 < charge.wait <= rule.cap
            assert take(bucket, rule, moment * SECOND + charge.wait)[1].allowed
    for i, first in enumerate(let_in):
        for j in range(i, len(let_in)):
            span = (let_in[j] - first) * SECOND
            assert j - i + 1 <= rule.burst + span / rule.interval


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_is_sane(name: str) -> None:
    rule = POLICIES[name]
    assert rule.burst >= 3
    assert SECOND // 10 <= rule.interval <= rule.cap <= 6 * 3600 * SECOND
    assert rule.times(10).burst == rule.burst * 10
    assert rule.times(10).interval == rule.interval // 10


def test_a_spray_from_one_address_gets_under_five_percent_through() -> None:
    """500 tries within ten seconds, a minute, four minutes: 25 is the most that may reach the verifier."""
    for seconds in (10, 60, 240):
        waits = hits([i * seconds / 500 for i in range(500)], POLICIES["sign_in.address"])
        assert waits.count(0) <= 25
