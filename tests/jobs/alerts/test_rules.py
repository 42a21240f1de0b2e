"""What rules decide of letters: a search finds what the list shows, how many are named, when somebody is reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.jobs import service, store
from portal.jobs.alerts.noting import _best
from portal.jobs.alerts.rules.finding import Offer, Times, finds, is_news
from portal.jobs.alerts.rules.letters import MOST, may_write, places
from portal.jobs.alerts.rules.reminders import due, months_before
from portal.jobs.bring_in import keep_vacancies
from portal.jobs.facts import Wanted
from portal.jobs.models import Vacancy
from portal.storage.db import db
from tests.jobs import samples

DAY = date(2026, 12, 1)
HOME = date(2027, 8, 31)
T = datetime(2026, 12, 1, tzinfo=UTC)
TEXTS = ["", "ép nhựa", "EP NHUA", "bac ninh", "hàn", "thay_khuôn", "nhựa minh hoạ", "%", "ép 5s"]
WANTED = st.builds(
    Wanted,
    text=st.sampled_from(TEXTS),
    province_id=st.sampled_from(["", "24", "31", "x"]),
    sector=st.sampled_from(["", "Nhựa", "Hàn", "nhựa"]),
    wage=st.sampled_from([None, 8_000_000, 12_000_000, 18_000_000, 20_000_000]),
)


@pytest.fixture
def offers(app: Flask) -> list[Vacancy]:
    wages = [(None, None), (12_000_000, None), (None, 18_000_000), (8_000_000, 12_000_000), (18_000_000, 20_000_000)]
    facts = [
        samples.vacancy(
            ref=f"v{n}", province=province, sector=sector, wage_min=low, wage_max=high, title=title, deadline=None
        )
        for n, (province, sector, (low, high), title) in enumerate(
            (p, s, w, t)
            for p in ("Bắc Ninh", "Hải Phòng")
            for s in ("Nhựa", "")
            for w in wages
            for t in ("Thợ hàn", "Kỹ thuật viên ép nhựa")
        )
    ]
    keep_vacancies(facts, illustrative=True, province_of=service.province_id)
    db.session.commit()
    return list(db.session.scalars(select(Vacancy)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=WANTED)
def test_a_search_finds_what_the_list_shows(offers: list[Vacancy], wanted: Wanted) -> None:
    shown = {row.ref for row in store.every(store.open_vacancies(DAY, wanted))}
    found = {row.ref for row in offers if finds(wanted, Offer(row.folded, row.province_id, row.sector, _best(row)))}
    assert found == shown


def test_news_is_what_was_published_or_changed_since() -> None:
    old, new = T - timedelta(days=1), T + timedelta(days=1)
    assert is_news(Times(T, T, T), T)
    assert is_news(Times(old, new, old), T), "changed after its employer last spoke"
    assert is_news(Times(old, new, None), T), "came by file"
    assert not is_news(Times(old, new, new), T), "only said to be there still"
    assert is_news(Times(new, new, new), T)


@given(st.integers(0, 40), st.integers(0, 40))
def test_both_kinds_have_room_and_never_more_than_ten(fits: int, kept: int) -> None:
    named = places(fits, kept)
    assert sum(named) == min(MOST, fits + kept)
    assert named[0] <= fits
    assert named[1] <= kept
    assert min(named[0], named[1]) >= min(fits, kept, 5)


@pytest.mark.parametrize(
    ("told_on", "may"), [(None, True), (DAY - timedelta(1), True), (DAY, False), (DAY + timedelta(1), False)]
)
def test_one_letter_on_a_day(told_on: date | None, may: bool) -> None:
    assert may_write(told_on, DAY) is may


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2027, 2, 27), None),
        (date(2027, 2, 28), "six_months"),  # August has a 31st, February has not
        (date(2027, 3, 13), "six_months"),
        (date(2027, 3, 14), None),
        (date(2027, 7, 30), None),
        (date(2027, 7, 31), "one_month"),
        (date(2027, 8, 13), "one_month"),
        (date(2027, 8, 14), None),
        (date(2027, 8, 30), None),
        (HOME, "home"),
        (date(2027, 9, 13), "home"),
        (date(2027, 9, 14), None),
    ],
)
def test_reminders_have_two_weeks_from_their_day_on(day: date, stage: str | None) -> None:
    assert due(HOME, day, {}) == stage
    assert due(None, day, {}) is None
    if stage is not None:
        assert due(HOME, day, {stage: HOME}) is None  # type: ignore[dict-item]
        assert due(HOME, day, {stage: HOME - timedelta(days=59)}) is None  # type: ignore[dict-item]
        assert due(HOME, day, {stage: HOME - timedelta(days=60)}) == stage  # type: ignore[dict-item]


@given(st.dates(date(2000, 3, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_months_before(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (found.year * 12 + found.month) + months == day.year * 12 + day.month
    assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).month != found.month)
