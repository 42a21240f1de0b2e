"""Amounts of money: exact decimals with a currency, never floats; dong are whole, rounded half up only to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Money:
    """An amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    @classmethod
    def vnd(cls, dong: int) -> Money:
        """An amount of whole dong."""
        return cls(Decimal(dong), "VND")


def whole_dong(amount: Decimal | Fraction) -> int:
    """Whole VND, rounded half up (half away from zero)."""
    if isinstance(amount, Fraction):
        sign = -1 if amount < 0 else 1
        return sign * ((2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator))
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
