"""What no source gives a figure for is listed market by market, and nothing is filled in from memory."""

from __future__ import annotations

from datetime import date

from click.testing import CliRunner

from portal.cli.content import check_content
from portal.costs import gaps, store
from portal.costs.gaps import empty_sections

DAY = date(2026, 11, 26)


def names(market: str) -> set[str]:
    return {name["en"] for name in empty_sections(DAY)[market]}


def test_every_market_lacks_what_the_facts_lack() -> None:
    assert set(empty_sections(DAY)) == {node["id"] for node in store.markets()}
    for market in empty_sections(DAY):
        assert {"Air fare", "Health check", "Passport", "Visa", "board and housing", "exchange rate"} <= names(market)


def test_what_is_sourced_is_not_listed() -> None:
    assert gaps.TAX["en"] not in names("TW")
    assert gaps.TAX["en"] in names("JP")
    assert gaps.MINIMUM["en"] in names("JP")  # by the hour only, and the hours are not sourced
    assert gaps.MINIMUM["en"] not in names("KR") | names("AU")
    assert gaps.TYPICAL["en"] not in names("RO")
    assert "Service fee of the company" not in names("JP")


def test_check_content_tells_it() -> None:
    result = CliRunner().invoke(check_content)
    assert (
        "JP: no verified figure for minimum wage of a month, typical wage" in result.output
        or "JP: no verified figure" in result.output
    )
    assert result.output.count("no verified figure for") == len(store.markets())
