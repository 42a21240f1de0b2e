"""A claim for money back as people type it, read into what the rules decide; all mistakes are told at once by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from portal.fees import refund_wording as wording
from portal.fees.fields import LONGEST_CONTRACT
from portal.fees.rules import refunds
from portal.fees.rules.refunds import DAYS_A_MONTH, Claim
from portal.fees.rules.terms import Amount
from portal.fees.typed import read_day, read_money, read_months
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import fold, nfc

FIELDS = (
    "kind",
    "reason",
    "paid",
    "paid_on",
    "signed_on",
    "until",
    "months",
    "worked",
    "selected_on",
    "promised",
    "rate",
)
_EARLIEST = date(1990, 1, 1)
_DAYS = re.compile(r"(?P<before>.*?)\s*(?P<days>\d{1,3})\s*(?:ngay|days?|d)", re.ASCII)
_RATE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%?", re.ASCII)
_COUNT = re.compile(r"(\d{1,4})(?:\s*(?:ngay|days?))?", re.ASCII)


def read_claim(texts: Mapping[str, str], today: date) -> Claim:
    """The claim in these texts (names: `FIELDS`). BadInput with a problem for every field that must be mended.

    Only the fields that this kind and reason need are looked at. `until` is today where it was left empty.
    """
    return _Reading(texts, today).claim()


def read_span(text: str) -> tuple[int, int] | None:
    """`5 tháng 10 ngày`, `1 năm 2 tháng`, `40 ngày`, `0` → whole months and days; None where it cannot be read."""
    folded = fold(nfc(text)).strip()
    match = _DAYS.fullmatch(folded)
    before, days = (match["before"].strip(), int(match["days"])) if match else (folded, 0)
    months = 0 if match and not before else read_months(before)
    return None if months is None else (months, days)


class _Reading:
    def __init__(self, texts: Mapping[str, str], today: date) -> None:
        self.texts = {name: texts.get(name, "").strip() for name in FIELDS}
        self.today = today
        self.problems: list[Problem] = []

    def claim(self) -> Claim:
        kind = self._choice("kind", refunds.KINDS)
        reason = self._choice("reason", refunds.REASONS)
        paid = self._paid()
        paid_on = self._day("paid_on", needed=True)
        until = self._day("until") or self.today
        if paid_on and until < paid_on:
            self._note("until", wording.TOO_EARLY)
        signed_on = self._day("signed_on") or paid_on
        needed = refunds.needs(kind, reason)
        months = self._months() if "contract" in needed else 0
        worked = self._worked(months) if needed & {"contract", "worked"} else Fraction(0)
        waited, promised = self._wait(until) if "wait" in needed else (None, None)
        rate = self._rate() if "rate" in needed else None
        if self.problems or paid is None or paid_on is None or signed_on is None:
            raise BadInput(self.problems)
        return Claim(kind, reason, paid, paid_on, signed_on, until, months, worked, waited, promised, rate)

    def _note(self, field: str, text: Message) -> None:
        self.problems.append(Problem(field, text))

    def _choice(self, field: str, known: tuple[str, ...]) -> str:
        text = self.texts[field]
        if text not in known:
            self._note(field, wording.NOT_A_CHOICE)
        return text

    def _paid(self) -> Amount | None:
        text = self.texts["paid"]
        typed = read_money(text)
        if not text:
            self._note("paid", wording.MISSING)
        elif typed.mistake is not None:
            self._note("paid", typed.mistake)
        elif not typed.value:
            self._note("paid", wording.NO_MONEY)
        if (self.problems and self.problems[-1].field == "paid") or typed.value is None or typed.currency is None:
            return None
        return Amount(typed.value, typed.currency)

    def _day(self, field: str, *, needed: bool = False) -> date | None:
        text = self.texts[field]
        if not text:
            if needed:
                self._note(field, wording.MISSING)
            return None
        day = read_day(text)
        if day is None:
            self._note(field, wording.NOT_A_DAY)
        elif day > self.today:
            self._note(field, wording.IN_FUTURE)
        elif day < _EARLIEST:
            self._note(field, wording.LONG_AGO)
        else:
            return day
        return None

    def _months(self) -> int:
        text = self.texts["months"]
        months = read_months(text) if text else None
        if months is None or not 1 <= months <= LONGEST_CONTRACT:
            self._note("months", wording.NOT_MONTHS if text else wording.MISSING)
            return 0
        return months

    def _worked(self, months: int) -> Fraction:
        text = self.texts["worked"]
        span = read_span(text) if text else None
        if span is None:
            self._note("worked", wording.NOT_SPAN if text else wording.MISSING)
            return Fraction(0)
        worked = span[0] + Fraction(span[1], DAYS_A_MONTH)
        if months and worked > months:
            self._note("worked", wording.LONGER)
        return worked

    def _wait(self, until: date) -> tuple[int | None, int | None]:
        selected = self._day("selected_on", needed=True)
        text = self.texts["promised"]
        match = _COUNT.fullmatch(fold(nfc(text))) if text else None
        if text and match is None:
            self._note("promised", wording.NOT_DAYS)
        waited = max(until - selected, timedelta()).days if selected else None
        return waited, int(match[1]) if match else None

    def _rate(self) -> Fraction | None:
        text = self.texts["rate"]
        match = _RATE.fullmatch(nfc(text)) if text else None
        rate = Fraction(match[1].replace(",", ".")) if match else None
        if text and (rate is None or rate > 100):
            self._note("rate", wording.NOT_A_RATE)
            return None
        return rate
