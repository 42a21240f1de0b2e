"""The rules of how meetings go on and end, at each edge of a clock, and which figures may be told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.jobs import rules as jobs
from portal.jobs.posting.rules import states
from portal.meetings.rules import cells, follow_up, ics, replies, retention, slots, steps
from portal.meetings.rules.contact import EMPLOYER, PERSON
from portal.meetings.rules.steps import Deed, Stage, Step

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
DAY = date(2026, 11, 30)
ONE = timedelta(seconds=1)


def walked(*deeds: Deed) -> list[Step]:
    return [Step(deed, NOW + n * ONE) for n, deed in enumerate(deeds)]


def test_the_way_to_hired_and_the_persons_word_on_it() -> None:
    way = [Deed.INTERVIEW, Deed.OFFER, Deed.HIRE, Deed.CONTRADICT, Deed.CONFIRM]
    stands = [Stage.INTERVIEW, Stage.OFFERED, Stage.HIRED, Stage.CONTRADICTED, Stage.CONFIRMED]
    for upto, stage in enumerate(stands, 1):
        assert steps.stage_of(walked(*way[:upto])) is stage
    assert steps.hired_at(walked(*way[:3])) == NOW + 2 * ONE
    assert steps.hired_at(walked(*way[:4])) is None
    assert steps.hired_at(walked(*way)) == NOW + 2 * ONE
    assert steps.hired_at(walked(Deed.OFFER)) is None


def test_each_side_says_only_its_own() -> None:
    for stage, deeds in steps.AFTER.items():
        assert not [deed for deed in deeds if deed is Deed.TELL], stage
    assert steps.open_to(PERSON, walked(Deed.HIRE)) == (Deed.CONFIRM, Deed.CONTRADICT)
    assert steps.open_to(EMPLOYER, walked(Deed.HIRE)) == ()
    assert steps.open_to(EMPLOYER, walked(Deed.HIRE, Deed.CONFIRM)) == ()
    assert steps.open_to(PERSON, []) == ()
    assert Deed.REFUSE in steps.open_to(EMPLOYER, [])


@given(st.lists(st.sampled_from(list(Deed)), max_size=12))
def test_what_cannot_follow_changes_nothing(deeds: list[Deed]) -> None:
    kept: list[Deed] = []
    for deed in deeds:
        if deed in steps.AFTER[steps.stage_of(walked(*kept))]:
            kept.append(deed)
    assert steps.stage_of(walked(*deeds)) is steps.stage_of(walked(*kept))


def test_a_reason_is_of_its_own_list() -> None:
    assert steps.is_reason(Deed.REFUSE, "filled")
    assert not steps.is_reason(Deed.REFUSE, "")
    assert not steps.is_reason(Deed.REFUSE, "have_job")
    assert steps.is_reason(Deed.TELL, "have_job")
    assert not steps.is_reason(Deed.HIRE, "filled")
    assert steps.is_reason(Deed.HIRE, "")


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (NOW - ONE, "past"), (NOW, "past"), (NOW + ONE, "soon"), (NOW + slots.NOTICE - ONE, "soon"), (NOW + slots.NOTICE, None),
        (NOW + slots.AHEAD, None), (NOW + slots.AHEAD + ONE, "far"),
    ],
)  # fmt: skip
def test_times_at_each_edge(start: datetime, code: str | None) -> None:
    assert [wrong.code for wrong in slots.wrong_times([start], 30, NOW)] == ([code] if code else [])


def test_times_that_share_a_moment_overlap() -> None:
    first = NOW + timedelta(days=1)
    half = timedelta(minutes=30)
    assert slots.wrong_times([first, first + half], 30, NOW) == []
    assert slots.wrong_times([first, first + half - ONE], 30, NOW) == [slots.Wrong(1, "overlap")]
    assert slots.wrong_times([first + half - ONE, first], 30, NOW) == [slots.Wrong(1, "overlap")]
    assert slots.wrong_times([first, first], 30, NOW) == [slots.Wrong(1, "overlap")]
    assert slots.may_choose(NOW + ONE, NOW)
    assert not slots.may_choose(NOW, NOW)


def test_a_calendar_file_as_the_standard_wants_it() -> None:
    event = ics.Event("r@x", NOW, NOW, 45, "Phỏng vấn: Thợ hàn; MIG, " + "dài " * 30, "dòng một\nbội\\số")
    text = ics.written(event)
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "")
    assert "DTSTART:20261130T030000Z\r\n" in whole
    assert "DTEND:20261130T034500Z\r\n" in whole
    assert "SUMMARY:Phỏng vấn: Thợ hàn\\; MIG\\, dài" in whole
    assert "DESCRIPTION:dòng một\\nbội\\\\số\r\n" in whole


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    written = ics.written(ics.Event("r@x", NOW, NOW, 30, text, text))
    assert written.replace("\r\n ", "").count("\r\n") == 15
    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in written.split("\r\n"))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2027, 11, 30), 3, date(2028, 2, 29)), (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)), (date(2026, 12, 31), 6, date(2027, 6, 30)), (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)  # fmt: skip
def test_months_later_at_the_ends_of_months(day: date, months: int, then: date) -> None:
    assert follow_up.months_later(day, months) == then
    assert follow_up.standing(day, then) == months
    assert follow_up.standing(day, then - timedelta(days=1)) != months


def test_nobody_is_asked_twice_nor_after_stop_nor_for_what_was_missed() -> None:
    third = follow_up.months_later(DAY, 3)
    assert follow_up.may_ask(DAY, third - timedelta(days=1), (), stopped=False) is None
    assert follow_up.may_ask(DAY, third, (), stopped=False) == 3
    assert follow_up.may_ask(DAY, third, (3,), stopped=False) is None
    assert follow_up.may_ask(DAY, third, (), stopped=True) is None
    assert follow_up.may_ask(DAY, follow_up.months_later(DAY, 12), (), stopped=False) == 12
    assert follow_up.may_ask(DAY, DAY + timedelta(days=4000), (3, 12), stopped=False) is None


def test_when_a_meeting_goes() -> None:
    over, day = date(2026, 11, 1), timedelta(days=1)
    plain = retention.Facts(over, None, keeps=False, reported=False)
    assert retention.goes_on(plain) == date(2026, 12, 1)
    assert not retention.is_gone(plain, date(2026, 12, 1) - day)
    assert retention.is_gone(plain, date(2026, 12, 1))
    kept = retention.Facts(over, None, keeps=True, reported=False)
    assert retention.goes_on(kept) == over + timedelta(days=365)
    hired = retention.Facts(over, date(2026, 11, 30), keeps=False, reported=False)
    assert retention.goes_on(hired) == date(2027, 12, 30)
    assert retention.goes_on(retention.Facts(over, None, keeps=False, reported=True)) is None
    assert retention.goes_on(retention.Facts(None, None, keeps=False, reported=False)) is None


def test_figures_of_an_employer_need_five() -> None:
    four = [replies.Waited(DAY - timedelta(days=30), DAY - timedelta(days=30 - n)) for n in range(1, 5)]
    assert replies.figures(four, DAY) == replies.Figures(None, None, 4, 4)
    five = [*four, replies.Waited(DAY - timedelta(days=30), DAY - timedelta(days=10))]
    assert replies.figures(five, DAY) == replies.Figures(3, 80, 5, 5)
    old = [replies.Waited(DAY - replies.LOOKED_AT, DAY)] * 5
    assert replies.figures(old, DAY) == replies.Figures(None, None, 0, 0)


@pytest.mark.parametrize(("since", "counted"), [(14, 5), (15, 6)])
def test_silence_counts_when_its_fortnight_is_over(since: int, counted: int) -> None:
    quick = [replies.Waited(DAY - timedelta(days=3), DAY)] * 5
    found = replies.figures([*quick, replies.Waited(DAY - timedelta(days=since), None)], DAY)
    assert found.counted == counted
    assert found.percent == (100 if counted == 5 else 83)
    assert replies.is_void(DAY - timedelta(days=since), None, DAY) is (counted == 5)
    assert not replies.is_void(DAY, DAY, DAY)


def test_a_half_day_of_the_median_is_rounded_up() -> None:
    days = [1, 1, 2, 3, 3, 9]
    found = replies.figures([replies.Waited(DAY - timedelta(days=20), DAY - timedelta(days=20 - n)) for n in days], DAY)
    assert found.days == 3


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_what_is_not_told_cannot_be_subtracted(counts: dict[str, int]) -> None:
    told = cells.told(counts)
    hidden = [counts[key] for key, value in told.items() if value is None]
    assert all(value is None or value == counts[key] for key, value in told.items())
    assert all(value >= cells.FEWEST for value in told.values() if value is not None)
    assert not hidden or sum(hidden) >= cells.FEWEST or len(hidden) == len(counts)


def test_no_more_is_hidden_than_must_be() -> None:
    assert cells.told({"a": 9, "b": 5, "c": 2}) == {"a": 9, "b": None, "c": None}
    assert cells.told({"a": 9, "b": 5}) == {"a": 9, "b": 5}
    assert cells.told({"a": 9, "b": 3, "c": 2}) == {"a": 9, "b": None, "c": None}
    assert cells.alone(4) is None
    assert cells.alone(5) == 5


def test_the_middle_of_a_histogram() -> None:
    assert cells.middle({1: 4}) is None
    assert cells.middle({1: 2, 3: 1, 7: 2}) == 3
    assert cells.middle({0: 3, 4: 3}) == 0


@pytest.mark.parametrize(
    ("after", "sunk", "public"), [(14, False, True), (15, True, True), (59, True, True), (60, True, False)]
)
def test_silence_sinks_then_closes(after: int, sunk: bool, public: bool) -> None:
    day = DAY + timedelta(days=after)
    assert jobs.is_sunk(DAY, day) is sunk
    assert jobs.is_public("open", None, day, None, DAY) is public
    told = states.stands("open", None, None, day, DAY)
    assert told == ("silent" if not public else "behind" if sunk else "open")


def test_when_a_job_is_over() -> None:
    day = timedelta(days=1)
    assert jobs.over_on("closed", DAY, None, None, None) == DAY
    assert jobs.over_on("open", None, DAY, None, None) == DAY + day
    assert jobs.over_on("paused", None, None, DAY, None) == DAY + 31 * day
    assert jobs.over_on("open", None, None, None, DAY) == DAY + 60 * day
    assert jobs.over_on("open", None, DAY + 90 * day, DAY, DAY) == DAY + 31 * day
    assert jobs.over_on("open", None, None, None, None) is None


def test_a_vacancy_is_over_from_the_day_on_which_it_is_no_longer_shown() -> None:
    days = [None, DAY - timedelta(days=70), DAY - timedelta(days=31), DAY - timedelta(days=1), DAY]
    for deadline, confirmed, waiting in product(days, days, days):
        over = jobs.over_on("open", None, deadline, confirmed, waiting)
        assert jobs.is_public("open", deadline, DAY, confirmed, waiting) is (over is None or over > DAY)


def test_of_this_wait_the_employer_was_told() -> None:
    assert not states.is_told(NOW, None)
    assert not states.is_told(NOW, NOW - ONE)
    assert states.is_told(NOW, NOW + ONE)
    assert not states.is_told(None, NOW)
