"""Long absence: letters at 22 and 23 months, deleted at 24, each at its edge; signing in begins anew; nobody is surprised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from portal.accounts.models import Account
from portal.mail.models import OutboxLetter
from portal.privacy.models import AbsenceLetter, Erasure
from portal.privacy.rules.retention import BETWEEN, FIRST, OVER, SECOND, Notices, Step, after_months, ends_at, step
from portal.privacy.service import desk, requests, retention
from portal.storage.db import db
from tests.meetings.world import START, World
from tests.privacy.life import EMAIL, live

SEEN = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
TICK = timedelta(seconds=1)
MONTHS = {
    FIRST: datetime(2028, 9, 27, 3, tzinfo=UTC),
    SECOND: datetime(2028, 10, 27, 3, tzinfo=UTC),
    OVER: datetime(2028, 11, 27, 3, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("seen", "months", "expected"),
    [
        (SEEN, 22, datetime(2028, 9, 27, 3, tzinfo=UTC)),
        (
            datetime(2026, 4, 30, 17, tzinfo=UTC),
            22,
            datetime(2028, 2, 29, 17, tzinfo=UTC),
        ),  # 1 May in Vietnam → 1 March
        (datetime(2026, 3, 31, 3, tzinfo=UTC), 23, datetime(2028, 2, 29, 3, tzinfo=UTC)),  # leap day
        (datetime(2025, 3, 31, 3, tzinfo=UTC), 23, datetime(2027, 2, 28, 3, tzinfo=UTC)),
        (datetime(2028, 2, 29, 3, tzinfo=UTC), 24, datetime(2030, 2, 28, 3, tzinfo=UTC)),
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), 1, datetime(2027, 1, 31, 16, 59, 59, tzinfo=UTC)),
    ],
)
def test_months_are_counted_in_vietnam(seen: datetime, months: int, expected: datetime) -> None:
    assert after_months(seen, months) == expected


def test_each_step_at_its_edge() -> None:
    nothing = Notices()
    assert step(SEEN, nothing, MONTHS[FIRST] - TICK) is Step.NOTHING
    assert step(SEEN, nothing, MONTHS[FIRST]) is Step.FIRST
    assert step(SEEN, nothing, MONTHS[FIRST] + TICK) is Step.FIRST
    first = Notices(MONTHS[FIRST])
    assert step(SEEN, first, MONTHS[SECOND] - TICK) is Step.NOTHING
    assert step(SEEN, first, MONTHS[SECOND]) is Step.SECOND
    both = Notices(MONTHS[FIRST], MONTHS[SECOND])
    assert step(SEEN, both, MONTHS[OVER] - TICK) is Step.NOTHING
    assert step(SEEN, both, MONTHS[OVER]) is Step.DELETE
    assert step(SEEN, both, MONTHS[OVER] + TICK) is Step.DELETE


def test_late_letters_move_the_end_and_never_skip_one() -> None:
    late = MONTHS[OVER] + timedelta(days=100)
    assert step(SEEN, Notices(), late) is Step.FIRST
    assert step(SEEN, Notices(late), late + BETWEEN - TICK) is Step.NOTHING
    assert step(SEEN, Notices(late), late + BETWEEN) is Step.SECOND
    second = late + BETWEEN
    assert step(SEEN, Notices(late, second), second + BETWEEN - TICK) is Step.NOTHING
    assert step(SEEN, Notices(late, second), second + BETWEEN) is Step.DELETE


@given(st.integers(0, 4_000), st.integers(0, 1_500), st.integers(0, 1_500))
def test_the_day_in_a_letter_is_never_later_than_the_day_it_happens_nor_within_four_weeks(
    a: int, b: int, c: int
) -> None:
    seen = SEEN + timedelta(days=a)
    first = after_months(seen, FIRST) + timedelta(hours=b)
    second = max(after_months(seen, SECOND), first + BETWEEN) + timedelta(hours=c)
    told = ends_at(seen, Notices(first), first)
    end = ends_at(seen, Notices(first, second), second)
    assert end - second >= BETWEEN
    assert told <= end
    assert step(seen, Notices(first, second), end) is Step.DELETE
    assert step(seen, Notices(first, second), end - TICK) is Step.NOTHING


def seen_at(world: World, moment: datetime) -> None:
    db.session.execute(update(Account).values(last_signed_in_at=START + timedelta(days=700)))
    db.session.execute(update(Account).where(Account.ref == world.lan.ref).values(last_signed_in_at=moment))
    db.session.commit()


def letters() -> list[str]:
    return [row.kind for row in db.session.scalars(select(OutboxLetter)) if row.kind.startswith("absence")]


def state(world: World) -> str:
    db.session.expire_all()
    return world.account(world.lan).state


def prepared(world: World) -> None:
    live(world)
    desk_done(world)
    db.session.query(AbsenceLetter).delete()
    seen_at(world, SEEN)


def desk_done(world: World) -> None:
    found = requests.mine(world.lan, world.now)
    assert isinstance(found, list)
    assert desk.step(world.town.actor("admin"), found[0].ref, "finish", "", "", world.now)


def test_two_letters_then_gone_as_if_they_had_left(world: World) -> None:
    prepared(world)
    assert vars(retention.run(MONTHS[FIRST] - TICK)) == {"written": 0, "deleted": 0}
    assert retention.run(MONTHS[FIRST]).written == 1
    assert retention.run(MONTHS[FIRST]).written == 0, "each letter once"
    assert retention.run(MONTHS[SECOND]).written == 1
    assert letters() == ["absence_first", "absence_second"]
    assert retention.run(MONTHS[OVER] - TICK).deleted == 0
    assert state(world) == "active"
    assert retention.run(MONTHS[OVER]).deleted == 1
    assert state(world) == "deleted"
    row = db.session.scalars(select(Erasure)).one()
    assert (row.account, row.cause) == (world.lan.ref, "unused")
    assert not letters(), "letters that wait for them go with them"
    assert not db.session.scalars(select(AbsenceLetter)).all()


def test_signing_in_begins_anew(world: World) -> None:
    prepared(world)
    retention.run(MONTHS[FIRST])
    retention.run(MONTHS[SECOND])
    seen_at(world, MONTHS[OVER] - TICK)
    assert vars(retention.run(MONTHS[OVER] + timedelta(days=30))) == {"written": 0, "deleted": 0}
    again = after_months(MONTHS[OVER] - TICK, FIRST)
    db.session.execute(update(Account).where(Account.ref != world.lan.ref).values(last_signed_in_at=again))
    db.session.commit()
    assert retention.run(again - TICK).written == 0
    assert retention.run(again).written == 1
    assert state(world) == "active"


@pytest.mark.parametrize("hold", ["staff", "suspended", "request"])
def test_staff_suspended_and_who_waits_for_an_answer_stay(world: World, hold: str) -> None:
    prepared(world)
    if hold == "staff":
        world.town.actor("admin")
        db.session.execute(update(Account).values(last_signed_in_at=MONTHS[OVER]))
        db.session.execute(update(Account).where(Account.kind == "staff").values(last_signed_in_at=SEEN))
    if hold == "request":
        assert isinstance(requests.ask(world.lan, "access", "Cho tôi xem", world.now), str)
    if hold == "suspended":
        db.session.execute(update(Account).where(Account.ref == world.lan.ref).values(state="suspended"))
    db.session.commit()
    for moment in (MONTHS[FIRST], MONTHS[SECOND], MONTHS[OVER] + timedelta(days=60)):
        done = retention.run(moment)
        assert done.deleted == 0
        assert (done.written > 0) is (hold == "request" and moment != MONTHS[OVER] + timedelta(days=60))


def test_the_letter_says_the_day_and_names_nobody(world: World) -> None:
    prepared(world)
    retention.run(MONTHS[FIRST])
    row = next(row for row in db.session.scalars(select(OutboxLetter)) if row.kind == "absence_first")
    assert row.recipient
    assert EMAIL not in (row.recipient + (row.said or ""))
