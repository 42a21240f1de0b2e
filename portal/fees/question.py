"""An offer as people and programs send it, read into the value that the rules judge; all mistakes are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from portal.content import service as content
from portal.fees import store, wording
from portal.fees.fields import LONGEST_LABEL, LONGEST_TEXT, Reader, countries, currencies, printable
from portal.fees.rules.terms import EVENTS, OTHER_KIND, VND, Amount, Line, Offer
from portal.shared.problems import BadInput

MOST_LINES = 200


def kinds() -> frozenset[str]:
    """The kinds that a line may have: those of the fee rules, and `other`."""
    return frozenset({*store.kinds(), OTHER_KIND})


def sourced_rates() -> dict[str, Fraction]:
    """VND for one unit of each currency that the content has a sourced rate for."""
    return {
        item.id: Fraction(str(item.data["vnd"]))
        for item in content.all_of("rate")
        if item.data["state"] in ("sourced", "verified")
    }


def read_offer(data: Any) -> Offer:
    """The offer in this object (shape: the contract of `check-quote`). BadInput with every problem.

    Beside the contract one optional key is read: `foreign_paid`, {"amount", "currency"}, what the foreign side has paid of the
    service fee. Other keys are left alone.
    """
    reader = Reader()
    if not isinstance(data, Mapping):
        reader.note("", wording.NOT_AN_OBJECT)
        raise BadInput(reader.problems)
    market = reader.code(data, "market", "market", countries(), wording.NOT_A_COUNTRY)
    programme = _programme(reader, data, market)
    occupation = reader.text(data, "occupation", "occupation")
    months = reader.months(data, "contract_months")
    wage = reader.amount(data["monthly_wage"], "monthly_wage") if data.get("monthly_wage") is not None else None
    foreign = reader.amount(data["foreign_paid"], "foreign_paid") if data.get("foreign_paid") is not None else None
    signed_on = reader.day(data, "signed_on")
    event = reader.text(data, "event", "event")
    if event is not None and event not in EVENTS:
        reader.note("event", wording.NOT_AN_EVENT)
    lines = _lines(reader, data.get("lines"))
    rates = _rates(reader, data.get("rates"), [wage, foreign, *(line.amount for line in lines)])
    if reader.problems or market is None or months is None or signed_on is None:
        raise BadInput(reader.problems)
    said = _spelt_out(occupation)
    return Offer(market, programme, said, months, wage, signed_on, event, tuple(lines), rates, foreign)


def _programme(reader: Reader, data: Mapping[str, Any], market: str | None) -> str | None:
    found = reader.text(data, "programme", "programme")
    if found is None:
        return None
    item = content.find("programme", found)
    if item is None:
        reader.note("programme", wording.NOT_A_PROGRAMME)
    elif market is not None and item.data["market"] != market:
        reader.note("programme", wording.foreign_programme(market))
    return found


def _spelt_out(occupation: str | None) -> str | None:
    """The name that stands behind an id of the occupation list; any other text as it is."""
    item = content.find("occupation", occupation) if occupation else None
    return item.data["name"]["vi"] if item else occupation


def _lines(reader: Reader, data: Any) -> list[Line]:
    if not isinstance(data, list) or not data:
        reader.note("lines", wording.NO_LINES)
        return []
    if len(data) > MOST_LINES:
        reader.note("lines", wording.TOO_MANY_LINES)
        return []
    return [line for place, row in enumerate(data) if (line := _line(reader, row, f"lines[{place}]"))]


def _line(reader: Reader, row: Any, path: str) -> Line | None:
    if not isinstance(row, Mapping):
        reader.note(path, wording.NOT_AN_OBJECT)
        return None
    kind = reader.text(row, "kind", f"{path}.kind", needed=True)
    if kind is not None and kind not in kinds():
        reader.note(f"{path}.kind", wording.NOT_A_KIND)
    label = reader.text(row, "label", f"{path}.label", longest=LONGEST_LABEL)
    amount = reader.amount(row, path)
    return Line(kind, label or "", amount) if kind and amount else None


def _rates(reader: Reader, data: Any, amounts: list[Amount | None]) -> dict[str, Fraction]:
    """The rates to compare by: those given, which must cover every currency used, else the sourced ones."""
    if data is None:
        return sourced_rates()
    if not isinstance(data, Mapping):
        reader.note("rates", wording.NOT_AN_OBJECT)
        return {}
    rates: dict[str, Fraction] = {}
    seen: set[str] = set()
    for code, value in data.items():
        path, currency = f"rates.{printable(str(code))[:LONGEST_TEXT]}", str(code).upper()
        if currency not in currencies():
            reader.note(path, wording.NOT_A_CURRENCY)
            continue
        if currency in seen:  # jpy and JPY: nobody can know which one was meant
            reader.note(path, wording.TWICE)
        seen.add(currency)
        rate = reader.number(value, path)
        if rate is not None and rate <= 0:
            reader.note(path, wording.NOT_POSITIVE)
        elif rate is not None and currency == VND and rate != 1:
            reader.note(path, wording.VND_RATE)
        if rate is not None:
            rates[currency] = rate
    for currency in sorted({amount.currency for amount in amounts if amount} - seen - {VND}):
        reader.note(f"rates.{currency}", wording.rate_missing(currency))
    return rates
