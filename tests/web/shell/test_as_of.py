"""As of which day: what can be read is taken, what cannot is told and shown again, and today stands in its place."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from portal.shared.clock import today
from portal.web.shell.as_of import EARLIEST, LATEST, asked_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("01/05/2026", date(2026, 5, 1)), ("2021-12-31", date(2021, 12, 31)), (" 1.5.2020 ", date(2020, 5, 1))],
)
def test_a_day_is_taken_as_people_write_it(site: Flask, typed: str, day: date) -> None:
    with site.test_request_context("/vi/", query_string={"as_of": typed}):
        asked = asked_day()
    assert (asked.day, asked.asked, asked.mistake) == (day, True, None)


@pytest.mark.parametrize(
    "typed",
    ["hôm qua", "32/01/2026", "01/05/26", "🙂", "<b>", "9" * 500, "01/05/0001", "01/01/1989", "01/01/2101", "1e9"],
)
def test_what_is_no_day_is_told_and_kept(site: Flask, typed: str) -> None:
    with site.test_request_context("/vi/", query_string={"as_of": typed}):
        asked = asked_day()
    assert asked.mistake is not None
    assert not asked.asked
    assert asked.day == today()
    assert typed.startswith(asked.typed)
    assert asked.typed


def test_nothing_asked_is_today(site: Flask) -> None:
    for path in ("/vi/", "/vi/?as_of=", "/vi/?as_of=%20%00"):
        with site.test_request_context(path):
            assert (asked_day().day, asked_day().asked, asked_day().mistake) == (today(), False, None)


def test_the_ends_of_what_may_be_asked(site: Flask) -> None:
    for day in (EARLIEST, LATEST):
        with site.test_request_context("/vi/", query_string={"as_of": day.isoformat()}):
            assert asked_day().day == day
