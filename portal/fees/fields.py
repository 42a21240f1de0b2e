"""One field of an offer read strictly: its value, or None with the problem noted under the field's path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import list_currencies

from portal.fees import wording
from portal.fees.rules.terms import Amount
from portal.shared.messages import Message
from portal.shared.problems import Problem
from portal.shared.text import nfc

# Codes that CLDR lists beside the countries of ISO 3166: regions, reserved and user-assigned codes.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
# Codes of ISO 4217 that are no money: none, tests, metals, bond units, funds and accounting units.
_PRECIOUS = frozenset(["XAG", "XAU", "XPD", "XPT", "XBA", "XBB", "XBC", "XBD"])
_UNITS = frozenset(
    ["XDR", "XUA", "XSU", "XRE", "XFO", "XFU", "XEU", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "USS", "UYI", "UYW"]
)
_NO_MONEY = _PRECIOUS | _UNITS | {"XXX", "XTS"}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
_TOO_LONG_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
LONGEST_TEXT = 200
LONGEST_LABEL = 2000
LONGEST_CONTRACT = 600
"""Months. Longer than any working life: a slip of the keyboard."""


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The country codes of ISO 3166-1 (two letters)."""
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The currency codes of ISO 4217, past ones included."""
    return frozenset(list_currencies()) - _NO_MONEY


def printable(text: str) -> str:
    """A text in NFC on one line, without characters that command a screen, and without needless spaces."""
    return nfc("".join(char if char.isprintable() else " " for char in nfc(text)))


class Reader:
    """Reads fields of one object and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, path: str, text: Message) -> None:
        """Remember a problem with a field."""
        self.problems.append(Problem(path, text))

    def text(
        self, data: Mapping[str, Any], key: str, path: str, *, needed: bool = False, longest: int = LONGEST_TEXT
    ) -> str | None:
        """A printable text; None if absent, empty or wrong."""
        value = data.get(key)
        if value is not None and not isinstance(value, str):
            self.note(path, wording.NOT_A_TEXT)
            return None
        if value and len(value) > longest:
            self.note(path, wording.TOO_LONG)
            return None
        found = printable(value or "")
        if needed and not found:
            self.note(path, wording.MISSING)
        return found or None

    def code(self, data: Mapping[str, Any], key: str, path: str, known: frozenset[str], wrong: Message) -> str | None:
        """A code in capitals that must be one of `known`."""
        found = self.text(data, key, path, needed=True)
        if found is None:
            return None
        if found.upper() not in known:
            self.note(path, wrong)
            return None
        return found.upper()

    def day(self, data: Mapping[str, Any], key: str) -> date | None:
        """A day written as YYYY-MM-DD."""
        found = self.text(data, key, key, needed=True)
        if found is None:
            return None
        try:
            if _ISO_DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:  # 2026-02-30
            pass
        self.note(key, wording.NOT_A_DATE)
        return None

    def months(self, data: Mapping[str, Any], key: str) -> int | None:
        """A whole number of months, 1 to 600."""
        value = data.get(key)
        if value is None:
            self.note(key, wording.MISSING)
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_CONTRACT:
            self.note(key, wording.NOT_MONTHS)
            return None
        return value

    def number(self, value: Any, path: str) -> Fraction | None:
        """An exact number from decimal text (or a whole JSON number); never from a binary fraction."""
        if value is None or value == "":
            self.note(path, wording.MISSING)
            return None
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not _DECIMAL.fullmatch(text.strip()):
            endless = isinstance(text, str) and _TOO_LONG_NUMBER.fullmatch(text.strip())
            self.note(path, wording.TOO_MANY_DIGITS if endless else wording.NOT_A_NUMBER)
            return None
        return Fraction(text.strip())

    def amount(self, data: Any, path: str) -> Amount | None:
        """{"amount": decimal text, "currency": code}, not negative."""
        if not isinstance(data, Mapping):
            self.note(path, wording.NOT_AN_OBJECT)
            return None
        value = self.number(data.get("amount"), f"{path}.amount")
        if value is not None and value < 0:
            self.note(f"{path}.amount", wording.NEGATIVE)
            value = None
        currency = self.code(data, "currency", f"{path}.currency", currencies(), wording.NOT_A_CURRENCY)
        return Amount(value, currency) if value is not None and currency else None
