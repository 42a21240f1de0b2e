"""A monthly wage as people write it: in dong (12000000, "12.000.000 đ") or in millions (12, "12,5 triệu"); always dong after."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from portal.shared.text import fold

HIGHEST_WAGE = 10_000_000_000
MILLIONS_BELOW, DONG_FROM = 1_000, 100_000
"""No month is paid with less than 1,000 dong, and none with 1,000 million; between the two it may be thousands or dollars."""
_WRITTEN = re.compile(r"(-?\d+(?:[.,]\d+)*)\s*(trieu|tr|million)?\s*(?:dong|vnd|vnđ|d)?(?:\s*/\s*thang)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


class Unclear(ValueError):
    """This says no wage that could be told for sure; the text names why (`number`, `range`, `unit`, `whole`)."""


def wage_of(value: Any) -> int | None:
    """The wage in dong a month; None where nothing is said (0 is no offer and no ask). Unclear where it cannot be told."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unclear("number")
    try:
        amount, millions = _read(value) if isinstance(value, str) else (Decimal(str(value)), False)
    except ArithmeticError:
        raise Unclear("number") from None
    if not amount.is_finite():
        raise Unclear("number")
    if millions or 0 < amount < MILLIONS_BELOW:
        amount *= 1_000_000
    if not 0 <= amount <= HIGHEST_WAGE:
        raise Unclear("range")
    if 0 < amount < DONG_FROM:
        raise Unclear("unit")
    if amount != amount.to_integral_value():
        raise Unclear("whole")
    return int(amount) or None


def _read(text: str) -> tuple[Decimal, bool]:
    """The number a text writes, and whether it says that these are millions."""
    found = _WRITTEN.fullmatch(fold(text).strip())
    if found is None:
        raise Unclear("number")
    digits = found[1]
    if _GROUPED.fullmatch(digits):
        digits = re.sub("[.,]", "", digits)
    return Decimal(digits.replace(",", ".")), bool(found[2])
