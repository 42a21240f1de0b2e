"""What the site would have said on day K about a contract signed on day D: versions of a rule are rows that stay."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from portal.fees import store, worklist
from portal.fees.allowed import rules_for
from portal.fees.loans import loan_terms
from portal.fees.rules.known import known_rows, mistakes
from portal.fees.service import check_quote
from tests.fees.quotes import line, quote

NOW = {"id": "r", "known_from": "2027-03-01", "cap": 3}
BEFORE = {"id": "r@2", "of": "r", "known_from": "2026-12-01", "known_to": "2027-02-28", "cap": 2}
FIRST = {"id": "r@1", "of": "r", "known_from": "2026-11-22", "known_to": "2026-11-30", "cap": 1}


@pytest.mark.parametrize(
    ("day", "cap"),
    [
        ("2026-11-21", None), ("2026-11-22", 1), ("2026-11-30", 1), ("2026-12-01", 2), ("2027-02-28", 2), ("2027-03-01", 3),
        ("2099-01-01", 3), (None, 3),
    ],
)  # fmt: skip
def test_one_version_a_day(day: str | None, cap: int | None) -> None:
    found = known_rows([NOW], [BEFORE, FIRST], date.fromisoformat(day) if day else None)
    assert [row["cap"] for row in found.values()] == ([cap] if cap else [])
    assert list(found) == (["r"] if cap else [])
    assert all(row["id"] == "r" for row in found.values())


@pytest.mark.parametrize(
    ("current", "earlier", "found"),
    [
        (NOW, [BEFORE, FIRST], []),
        (NOW, [FIRST], [("r", "gap")]),
        (NOW, [{**BEFORE, "known_to": "2027-03-01"}], [("r", "overlap")]),
        (NOW, [{**BEFORE, "known_to": "2027-02"}], [("r", "undated")]),
        ({"id": "r"}, [], [("r", "undated")]),
        (NOW, [{**FIRST, "of": "gone"}], [("gone", "orphan")]),
    ],
)
def test_versions_that_do_not_fit_are_found(current: Any, earlier: Any, found: Any) -> None:
    assert list(mistakes([current], earlier)) == found


def test_the_versions_of_the_content_fit() -> None:
    assert worklist.version_mistakes() == ()
    assert all(row["known_from"] == "2026-11-22" for row in store.shelf().rows.values())


@pytest.fixture
def corrected(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An editor found out on 1 March 2027 that the general ceiling had been half a month since 2025: two rows, none removed."""
    rows = store.written(store.RULE)
    old = next(row for row in rows if row["id"] == "service-general")
    earlier = {**old, "id": "service-general@2026-11-22", "of": "service-general", "known_to": "2027-02-28"}
    new = {
        **old,
        "known_from": "2027-03-01",
        "formula": {"type": "wage_per_year", "months": "0.5"},
        "legal": "Luật sửa",
    }
    now = [new if row is old else row for row in rows]
    monkeypatch.setattr(store, "written", lambda kind: now if kind == store.RULE else [earlier])
    store.shelf.cache_clear()
    yield
    monkeypatch.undo()
    store.shelf.cache_clear()


@pytest.mark.usefixtures("corrected")
def test_the_answer_of_that_day() -> None:
    data = quote(line("service_fee", "80000"))
    then, now = check_quote(data, date(2027, 2, 28)), check_quote(data)
    assert (then.verdict, then.lines[0].article) == ("within", "Luật 69/2020/QH14 Điều 23 khoản 4")
    assert (now.verdict, now.lines[0].article) == ("above", "Luật sửa")
    assert check_quote(data, date(2027, 3, 1)).verdict == "above"
    before = check_quote(data, date(2026, 11, 21))
    assert (before.verdict, before.lines[0].rule_id) == ("cannot_tell", None)
    assert worklist.version_mistakes() == ()


@pytest.mark.usefixtures("corrected")
def test_what_was_allowed_as_known_that_day() -> None:
    def months(known_on: date | None) -> Any:
        found = rules_for("RO", None, "may", date(2025, 3, 1), months=12, known_on=known_on)
        return {one.kind: one for one in found}["service_fee"].months_of_wage

    assert str(months(None)) == "1/2"
    assert months(date(2026, 11, 22)) == 1


def test_nothing_was_known_before_the_fact_sheet() -> None:
    data = quote(line("service_fee", "80000"), line("brokerage", "1"), wage=None)
    assert check_quote(data, date(2026, 11, 21)).verdict == "cannot_tell"
    assert rules_for("RO", None, None, date(2025, 3, 1), known_on=date(2026, 11, 21)) == ()
    assert loan_terms(date(2026, 3, 1), date(2026, 11, 21)).item is None
