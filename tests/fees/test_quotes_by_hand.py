"""Quotes worked out by hand (data/quotes_40.yaml, written before the code): verdict, ceiling, excess, rule and article of every line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.fees.answer import as_json
from portal.fees.service import check_quote
from portal.shared.problems import BadInput

FILE = yaml.safe_load((Path(__file__).parent / "data" / "quotes_40.yaml").read_text(encoding="utf-8"))
ARTICLES = {**FILE["articles"], "null": None, "-": None}


def money(text: str | None) -> dict[str, str] | None:
    return None if text in (None, "-") else dict(zip(("amount", "currency"), text.split(), strict=True))


def question(ask: dict[str, Any]) -> dict[str, Any]:
    lines = [text.split(" ", 3) for text in ask["lines"]]
    return {
        "market": ask["market"],
        "programme": ask.get("programme"),
        "occupation": ask["occupation"],
        "contract_months": ask["months"],
        "monthly_wage": money(ask.get("wage")),
        "signed_on": ask["signed"],
        "event": ask.get("event"),
        "lines": [
            {"kind": kind, "amount": amount, "currency": currency, "label": label[0] if label else None}
            for kind, amount, currency, *label in lines
        ],
        **({"rates": ask["rates"]} if "rates" in ask else {}),
        **({"foreign_paid": money(ask["foreign"])} if "foreign" in ask else {}),
    }


@pytest.mark.parametrize("row", FILE["quotes"], ids=lambda row: row["id"])
def test_a_quote_worked_out_by_hand(row: dict[str, Any]) -> None:
    if "error" in row:
        with pytest.raises(BadInput) as bad:
            check_quote(question(row["ask"]))
        assert [problem.field for problem in bad.value.problems] == [row["error"]]
        return
    answer = as_json(check_quote(question(row["ask"])))
    verdict, *lines = row["says"]
    assert answer["verdict"] == verdict
    for found, text in zip(answer["lines"], lines, strict=True):
        expected, cap, excess, rule, article = (part.strip() for part in text.split("|"))
        assert found["verdict"] == expected
        assert _without_vnd(found["cap"]) == money(cap)
        assert _without_vnd(found["excess"]) == money(excess)
        assert found["rule_id"] == (None if rule == "-" else rule)
        assert found["article"] == ARTICLES[article]
        assert found["reason"].strip()
    if "total_vnd" in row:
        assert answer["total"]["vnd"] == row["total_vnd"]
        assert answer["months_of_wage"] == row["months"]


def _without_vnd(priced: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if priced is None else {key: priced[key] for key in ("amount", "currency")}


def test_the_table_is_whole() -> None:
    """At least forty quotes, every verdict among them, each with its sum in words."""
    assert len(FILE["quotes"]) >= 40
    assert len({row["id"] for row in FILE["quotes"]}) == len(FILE["quotes"])
    verdicts = {row["says"][0] for row in FILE["quotes"] if "says" in row}
    assert verdicts == {"within", "above", "forbidden", "refundable_deposit", "cannot_tell"}
    assert all(row["sum"] for row in FILE["quotes"])
