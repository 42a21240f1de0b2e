"""The quote that a filled-in price check makes, and its mistakes by the input to mend. Shape only: the rules judge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.fees import wording
from portal.fees.rules.terms import OTHER_KIND
from portal.fees.typed import NO_CURRENCY, NOT_MONEY, Typed, read_day, read_money, read_months
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.shared.problems import Problem
from portal.web.fees.asked import LUMP, VND, Asked, Row

_LINE = re.compile(r"lines\[(\d+)\]", re.ASCII)
_FAR = timedelta(days=2 * 366)
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
TOO_MANY_ROWS = message("Trang này nhận nhiều nhất 200 khoản. Hãy gộp các khoản giống nhau.")
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 01/05/2026.")
TOO_FAR = message("Ngày ký còn quá xa: chưa ai biết luật của ngày đó. Chưa ký thì ghi ngày hôm nay.")
IN_WORDS = message("Hãy ghi số tiền bằng chữ số, ví dụ “100 triệu” hoặc “4.500 USD”.")
NO_AMOUNT = message("Hãy ghi số tiền công ty hỏi, ví dụ “150 triệu”.")
_WAGE_NEEDED = message("Cần biết lương một tháng trong hợp đồng: mức cao nhất được thu tính theo lương.")
_OWN_WORDS = {
    ("market", wording.MISSING.msgid): message("Hãy chọn nước đến."),
    ("market", wording.NOT_A_COUNTRY.msgid): message("Hãy chọn nước đến trong danh sách."),
    ("programme", wording.NOT_A_PROGRAMME.msgid): message(
        "Hãy chọn chương trình trong danh sách, hoặc để “Chưa biết”."
    ),
    ("event", wording.NOT_AN_EVENT.msgid): message("Hãy chọn trong danh sách."),
    ("kind", wording.NOT_A_KIND.msgid): message("Hãy chọn loại khoản trong danh sách."),
    ("months", wording.MISSING.msgid): message("Hãy ghi đi bao lâu, ví dụ “3 năm” hoặc “36 tháng”."),
    ("signed-on", wording.MISSING.msgid): message("Hãy ghi ngày ký, ví dụ 01/05/2026. Chưa ký thì ghi ngày hôm nay."),
    ("wage", wording.WAGE_MISSING.msgid): _WAGE_NEEDED,
    ("wage", wording.MISSING.msgid): _WAGE_NEEDED,
    ("amount", wording.MISSING.msgid): NO_AMOUNT,
    ("amount", wording.NO_LINES.msgid): NO_AMOUNT,
}
_ELSEWHERE = message("Chương trình này không đi nước bạn chọn. Hãy chọn lại một trong hai.")
_RATE_MISSING = message("Chưa có tỷ giá này.")


@dataclass
class Quote:
    """The quote of a form in the shape of the contract, and the mistakes in its shape by path."""

    data: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    """For each line of the quote, the row of the form it came from."""


def quote_of(asked: Asked) -> Quote:
    """The quote to judge. What cannot be read stays wrong in it, so that the rules name every other mistake as well."""
    quote = Quote()
    quote.data = {name: value.strip() or None for name, value in {
        "market": asked.market, "programme": asked.programme, "occupation": asked.occupation, "event": asked.event,
    }.items()}  # fmt: skip
    _read_contract(asked, quote)
    quote.data["lines"] = [_line(row, place, quote) for place, row in enumerate(asked.rows) if not row.is_empty]
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
        elif day > asked.today + _FAR:
            quote.problems["signed_on"], day = TOO_FAR, None
        quote.data["signed_on"] = day.isoformat() if day else "?"
    if asked.wage.strip():
        quote.data["monthly_wage"] = _money(read_money(asked.wage), "monthly_wage", quote, asked.wage)


def _line(row: Row, place: int, quote: Quote) -> dict[str, Any]:
    path = f"lines[{len(quote.places)}]"
    quote.places.append(place)
    typed = row.typed if row.amount.strip() else Typed(mistake=NO_AMOUNT)
    kind = OTHER_KIND if row.kind == LUMP else row.kind
    return {"kind": kind or OTHER_KIND, "label": row.label, **_money(typed, path, quote, row.amount)}


def _money(typed: Typed, path: str, quote: Quote, text: str) -> dict[str, str]:
    if typed.mistake is not None or typed.value is None:
        in_words = typed.mistake == NOT_MONEY and text.strip() and not any(char.isdigit() for char in text)
        quote.problems[f"{path}.amount"] = IN_WORDS if in_words else typed.mistake or NOT_MONEY
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
    """The mistakes by the id of the input that must be mended, one for each input, in words for people."""
    found: dict[str, Message] = {}
    for problem in problems:
        own = quote.problems.get(problem.field)
        place = _input_of(problem.field, quote)
        found.setdefault(place, own or _in_own_words(place, problem))
    return found


def _in_own_words(place: str, problem: Problem) -> Message:
    name = place.split("-")[0] if place not in LABELS else place
    if name == "rate" and problem.message == wording.rate_missing(place.removeprefix("rate-")):
        return _RATE_MISSING
    if name == "programme" and problem.message.msgid == wording.foreign_programme("").msgid:
        return _ELSEWHERE
    return _OWN_WORDS.get((name, problem.message.msgid), problem.message)


def read_wage(asked: Asked) -> Money | None:
    """The wage as it was understood, or None."""
    return read_money(asked.wage).money if asked.wage.strip() else None


def only_missing(errors: dict[str, Message]) -> bool:
    """Whether nothing is wrong, but a rate or the wage has to be known for a verdict."""
    return bool(errors) and all(
        (place.startswith("rate-") and text == _RATE_MISSING) or (place == "wage" and text == _WAGE_NEEDED)
        for place, text in errors.items()
    )


def told(place: str, text: Message) -> Message:
    """The mistake for the list above a form: the name of the input, and what to mend."""
    if place.startswith("rate-") and text == _RATE_MISSING:
        return wording.rate_question(place.removeprefix("rate-"))
    return message("%(label)s: %(text)s", label=label_of(place), text=text)


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
        name = path.rpartition(".")[2]
        return f"{name if name in ('kind', 'label') else 'amount'}-{quote.places[int(match[1])]}"
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
