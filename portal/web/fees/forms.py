"""What a person typed into the price check, kept as typed, and the quote it makes. Shape only: the rules judge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.fees import wording
from portal.fees.fields import currencies
from portal.fees.typed import NO_CURRENCY, NOT_MONEY, Typed, read_day, read_money, read_months
from portal.shared.messages import Message, message
from portal.shared.problems import Problem
from portal.shared.text import nfc

LONGEST = 200
FIRST_ROWS = ("service_fee", "brokerage", "training")
MOST_ROWS = 50
"""More than anybody is asked for; the API takes 200."""
_RATE = re.compile(r"rate_([A-Z]{3})", re.ASCII)
_LINE = re.compile(r"lines\[(\d+)\]", re.ASCII)
VND = "VND"
LABELS = {
    "market": message("Nước đến"),
    "programme": message("Đi theo chương trình"),
    "occupation": message("Nghề"),
    "months": message("Thời hạn hợp đồng"),
    "wage": message("Lương một tháng ghi trong hợp đồng"),
    "signed-on": message("Ngày ký hợp đồng"),
    "event": message("Thu khi nào"),
    "kind": message("Loại khoản"),
    "amount": message("Số tiền"),
    "label": message("Công ty gọi khoản này là gì"),
}
NOT_A_RATE = message("Hãy ghi bao nhiêu đồng, ví dụ 26.000.")
NOT_MONTHS = message("Hãy ghi số tháng hoặc số năm, ví dụ 36 hoặc “3 năm”.")
TOO_MANY_ROWS = message("Trang này nhận nhiều nhất 50 khoản. Hãy gộp các khoản giống nhau.")
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 01/05/2026.")


@dataclass(frozen=True)
class Row:
    """One line of the form; `typed` is what was understood of its amount."""

    kind: str
    label: str
    amount: str
    typed: Typed


@dataclass(frozen=True)
class Asked:
    """The whole form. `sent`: the person asked for an answer; otherwise the form is new or only got another line."""

    market: str
    programme: str
    occupation: str
    months: str
    wage: str
    signed_on: str
    event: str
    rows: tuple[Row, ...]
    rates: dict[str, str]
    sent: bool
    too_many: bool

    def currencies(self) -> list[str]:
        """The foreign currencies that were typed, in order of the alphabet."""
        found = {row.typed.currency for row in self.rows} | {read_money(self.wage).currency}
        return sorted(code for code in found if code and code != VND)


@dataclass
class Quote:
    """The quote of a form in the shape of the contract, and the mistakes in its shape by path."""

    data: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    """For each line of the quote, the row of the form it came from."""


def read(args: MultiDict[str, str], today: str) -> Asked:
    """The form as it was typed, in the address; `today` fills the date of a new form."""
    sent = "kind" in args and "add" not in args
    fresh = "kind" not in args

    def one(name: str) -> str:
        return _kept(args.get(name, ""))

    kinds, labels, amounts = (args.getlist(name) for name in ("kind", "label", "amount"))
    rows = [
        Row(_kept(kind), _at(labels, i), _at(amounts, i), read_money(_at(amounts, i)))
        for i, kind in enumerate(kinds[:MOST_ROWS] or FIRST_ROWS)
    ]
    if "add" in args and len(rows) < MOST_ROWS:
        rows.append(Row("", "", "", read_money("")))
    rates = {
        match[1]: _kept(value)
        for name, value in args.items()
        if (match := _RATE.fullmatch(name)) and match[1] in currencies()
    }
    return Asked(
        market=one("market"),
        programme=one("programme"),
        occupation=one("occupation"),
        months=one("months"),
        wage=one("wage"),
        signed_on=one("signed_on") or (today if fresh else ""),
        event=one("event"),
        rows=tuple(rows),
        rates=rates,
        sent=sent,
        too_many=len(kinds) > MOST_ROWS,
    )


def _at(values: list[str], place: int) -> str:
    return _kept(values[place]) if place < len(values) else ""


def _kept(text: str) -> str:
    """What was typed, to be shown again: no control characters (HTML has none), no needless spaces, not endless."""
    return "".join(char for char in nfc(text[: 4 * LONGEST]) if char.isprintable())[:LONGEST]


def quote_of(asked: Asked) -> Quote:
    """The quote to judge. What cannot be read stays wrong in it, so that the rules name every other mistake as well."""
    quote = Quote()
    quote.data = {name: value.strip() or None for name, value in {
        "market": asked.market, "programme": asked.programme, "occupation": asked.occupation, "event": asked.event,
    }.items()}  # fmt: skip
    _read_contract(asked, quote)
    quote.data["lines"] = [
        _line(row, place, quote) for place, row in enumerate(asked.rows) if row.amount.strip() or row.label.strip()
    ]
    if asked.too_many:
        quote.data["lines"], quote.problems["lines"] = [], TOO_MANY_ROWS
    rates = {code: _rate(code, text, quote) for code, text in asked.rates.items() if text.strip()}
    if rates:
        quote.data["rates"] = rates
    return quote


def _read_contract(asked: Asked, quote: Quote) -> None:
    if asked.months.strip():
        months = read_months(asked.months)
        if months is None:
            quote.problems["contract_months"] = NOT_MONTHS
        quote.data["contract_months"] = months or 0
    if asked.signed_on.strip():
        day = read_day(asked.signed_on)
        if day is None:
            quote.problems["signed_on"] = NOT_A_DAY
        quote.data["signed_on"] = day.isoformat() if day else "?"
    if asked.wage.strip():
        quote.data["monthly_wage"] = _money(read_money(asked.wage), "monthly_wage", quote)


def _line(row: Row, place: int, quote: Quote) -> dict[str, Any]:
    path = f"lines[{len(quote.places)}]"
    quote.places.append(place)
    typed = row.typed if row.amount.strip() else Typed(mistake=wording.MISSING)
    return {"kind": row.kind or "other", "label": row.label, **_money(typed, path, quote)}


def _money(typed: Typed, path: str, quote: Quote) -> dict[str, str]:
    if typed.mistake is not None or typed.value is None:
        quote.problems[f"{path}.amount"] = typed.mistake or NOT_MONEY
        return {"amount": "?", "currency": VND}
    return {"amount": _decimal(typed.value), "currency": typed.currency or ""}


def _rate(code: str, text: str, quote: Quote) -> str:
    typed = read_money(text)
    if typed.mistake == NO_CURRENCY:
        typed = read_money(f"{text} đ")
    if typed.value is None or typed.currency != VND:
        quote.problems[f"rates.{code}"] = NOT_A_RATE
        return "?"
    return _decimal(typed.value)


def _decimal(value: Fraction) -> str:
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def errors_of(problems: Iterable[Problem], quote: Quote) -> dict[str, Message]:
    """The mistakes by the id of the input that must be mended, in the order of the page, one for each input."""
    found: dict[str, Message] = {}
    for problem in problems:
        own = quote.problems.get(problem.field)
        found.setdefault(_input_of(problem.field, quote), own or problem.message)
    return found


def label_of(input_id: str) -> Message:
    """The name of an input as the page shows it; lines are numbered from 1."""
    name, _, place = input_id.partition("-")
    if name == "rate":
        return message("Tỷ giá %(code)s", code=place)
    if place.isdigit():
        return message("Khoản %(n)s, %(label)s", n=int(place) + 1, label=LABELS[name])
    return LABELS[input_id]


def _input_of(path: str, quote: Quote) -> str:
    if match := _LINE.match(path):
        place = quote.places[int(match[1])]
        return (
            f"kind-{place}"
            if path.endswith(".kind")
            else f"label-{place}"
            if path.endswith(".label")
            else f"amount-{place}"
        )
    if path.startswith("rates."):
        return f"rate-{path.removeprefix('rates.')}"
    names = {
        "monthly_wage": "wage",
        "contract_months": "months",
        "lines": "amount-0",
        "signed_on": "signed-on",
        "": "market",
    }
    return names.get(path.split(".")[0], path)
