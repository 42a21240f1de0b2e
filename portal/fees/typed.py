"""Money, dates and months as people type them: `4.500 USD`, `120 triệu`, `1,2 tr`, `170k yên`; what was understood can be said back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.fees.fields import currencies
from portal.fees.sums import decimal_of
from portal.shared.messages import Message, message
from portal.shared.money import Money
from portal.shared.text import fold, nfc

NOT_MONEY = message("Không đọc được số tiền này. Hãy ghi như “4.500 USD”, “120 triệu” hoặc “170.000 yên”.")
NO_CURRENCY = message("Hãy ghi thêm loại tiền, ví dụ “4.500 USD” hoặc “120 triệu đồng”.")
NEGATIVE = message("Số tiền không thể âm.")
TOO_LARGE = message("Số tiền này quá lớn.")

_LARGEST = 10**15
_LONGEST = 60
_CURRENCIES = {
    "VND": "vnd vnđ đ d đồng dong ₫",
    "USD": "usd us$ $ đô đô_la dollar dollars mỹ_kim",
    "JPY": "jpy yên yen ¥ 円",
    "KRW": "krw won ₩ 원",
    "TWD": "twd nt$ ntd đài_tệ tân_đài_tệ",
    "EUR": "eur euro euros € ơ_rô",
    "CNY": "cny rmb ndt nhân_dân_tệ",
    "GBP": "gbp £ bảng bảng_anh",
    "AUD": "aud a$ đô_úc đô_la_úc",
    "SGD": "sgd s$ đô_sing đô_la_singapore",
    "HKD": "hkd hk$ đô_hồng_kông đô_la_hồng_kông",
    "MYR": "myr rm ringgit",
    "SAR": "sar riyal rial",
    "AED": "aed dirham",
}
_SCALES = {
    10**3: "k nghin ngan thousand",
    10**4: "man",
    10**6: "tr trieu cu million",
    10**9: "ty ti billion",
}
_SCALE_OF = {name: scale for scale, names in _SCALES.items() for name in names.split()}
_DONG_SCALES = ("tr", "trieu", "cu", "ty", "ti")  # nobody says “120 triệu” without meaning dong
_NAMES = {fold(name.replace("_", " ")): code for code, names in _CURRENCIES.items() for name in names.split()}
_SHAPE = re.compile(r"(?P<before>[^\d.,+-]*)(?P<sign>[+-]?)\s*(?P<number>\d[\d.,  ]*)(?P<after>.*)", re.DOTALL)
_SCALED = re.compile(
    r"\s*(?P<scale>thousand|million|billion|nghin|ngan|trieu|tr|cu|ty|ti|man|k)(?P<rest>\d{1,3})?(?![a-z])\s*(?P<currency>.*)",
    re.DOTALL,
)
_HALF = re.compile(r"\s*ruoi\b")


@dataclass(frozen=True)
class Typed:
    """What was understood of a typed amount, or the mistake in it."""

    value: Fraction | None = None
    currency: str | None = None
    mistake: Message | None = None

    @property
    def money(self) -> Money | None:
        """The amount understood, to be said back."""
        return Money(decimal_of(self.value), self.currency) if self.value is not None and self.currency else None


def read_money(text: str) -> Typed:
    """The amount and currency in a text typed by a person; `mistake` says what is missing. Never guesses a currency.

    A point or comma before exactly three digits parts thousands, except a comma before `tr`, `tỷ` …, which is decimal there.
    """
    match = _SHAPE.fullmatch(fold(nfc(text))) if len(text) <= _LONGEST else None
    if match is None:
        return Typed(mistake=NOT_MONEY)
    scaled = _SCALED.fullmatch(match["after"])
    number = _number(match["number"], scaled=scaled is not None)
    if number is None:
        return Typed(mistake=NOT_MONEY)
    after = match["after"]
    if scaled:
        scale = _SCALE_OF[scaled["scale"]]
        number = number * scale + _rest(scaled["rest"], scale)
        after = scaled["currency"]
        if _HALF.match(after):
            number, after = number + Fraction(scale, 2), _HALF.sub("", after, count=1)
    if match["sign"] == "-" and number:
        return Typed(mistake=NEGATIVE)
    if number >= _LARGEST:
        return Typed(mistake=TOO_LARGE)
    return _with_currency(number, match["before"], after, scaled["scale"] if scaled else "")


def _with_currency(number: Fraction, before: str, after: str, scale: str) -> Typed:
    named = [name for part in (before, after) if (name := part.strip(" ./"))]
    found = {_currency(name) for name in named}
    if None in found or len(found) > 1:
        return Typed(mistake=NOT_MONEY)
    if found:
        return Typed(number, found.pop())
    return Typed(number, "VND") if scale in _DONG_SCALES or not number else Typed(mistake=NO_CURRENCY)


def _currency(name: str) -> str | None:
    known = _NAMES.get(name)
    return known or (name.upper() if name.upper() in currencies() else None)


def _rest(digits: str | None, scale: int) -> Fraction:
    """`1tr2` is 1.2 million, `1tr250` 1.25 million."""
    return Fraction(int(digits), 10 ** len(digits)) * scale if digits else Fraction(0)


def _number(text: str, *, scaled: bool) -> Fraction | None:
    """`4.500`, `4,500`, `4 500` → 4500; `4.500,5`, `4,500.5` → 4500.5; `1,2` → 1.2; `1,250` before `tr` → 1.25."""
    text = text.strip(" .,")
    if scaled and re.fullmatch(r"\d+,\d+", text):
        return Fraction(text.replace(",", "."))
    for thousands, decimal in ((".", ","), (",", "."), (" ", ","), (" ", ".")):
        shape = rf"\d{{1,3}}(\{thousands}\d{{3}})+(\{decimal}\d+)?"
        if re.fullmatch(shape, text):
            return Fraction(text.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(r"\d+([.,]\d+)?", text):
        return Fraction(text.replace(",", "."))
    return None


_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTHS = re.compile(r"(?:(\d{1,2}) ?(?:nam|years?|y))?(?: ?(\d{1,3})(?: ?(?:thang|months?|m))?)?", re.ASCII)


def read_day(text: str) -> date | None:
    """`2026-05-01`, `01/05/2026`, `1.5.2026`; day before month, as Vietnamese dates are written."""
    text = nfc(text)
    try:
        if match := _ISO_DAY.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _DAY.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
    except ValueError:
        return None
    return None


def read_months(text: str) -> int | None:
    """`36`, `36 tháng`, `3 năm`, `3 năm 6 tháng` → months."""
    match = _MONTHS.fullmatch(fold(nfc(text)))
    if match is None or not any(match.groups()):
        return None
    years, months = (int(part or 0) for part in match.groups())
    return years * 12 + months
