"""What a procedure takes in all: time and money are added only where every part is known, and otherwise the gaps are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

WORKING_DAYS, DAYS = "working_days", "days"


@dataclass(frozen=True)
class Wait:
    """How long one step keeps a person waiting: `least` to `most` of a unit. `known` False: it waits, nobody knows how long."""

    step: str
    unit: str = DAYS
    least: int = 0
    most: int = 0
    known: bool = True


@dataclass(frozen=True)
class Duration:
    """Sums by unit (least, most), which are never mixed, and the steps whose time is not known. `whole`: nothing is missing."""

    sums: Mapping[str, tuple[int, int]]
    unknown: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.unknown


def total_time(waits: Sequence[Wait]) -> Duration:
    """All waits together. Working days and calendar days stay apart: nobody knows which holidays lie between."""
    sums: dict[str, tuple[int, int]] = {}
    for wait in waits:
        if wait.known:
            least, most = sums.get(wait.unit, (0, 0))
            sums[wait.unit] = (least + wait.least, most + wait.most)
    return Duration(sums, tuple(wait.step for wait in waits if not wait.known))


@dataclass(frozen=True)
class Charge:
    """One charge: its amount where a sourced rule fixes it (None where it depends or is unknown), and whether it comes back."""

    id: str
    amount: Decimal | None = None
    currency: str = ""
    refundable: bool = False


@dataclass(frozen=True)
class Cost:
    """Sums by currency of what is spent and of what comes back, and the charges without a fixed amount."""

    spent: Mapping[str, Decimal]
    returned: Mapping[str, Decimal]
    open: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.open


def total_cost(charges: Sequence[Charge]) -> Cost:
    """All charges together, each once. No exchange rate is applied."""
    spent: dict[str, Decimal] = {}
    returned: dict[str, Decimal] = {}
    once = {charge.id: charge for charge in charges}.values()
    for charge in once:
        if charge.amount is not None:
            sums = returned if charge.refundable else spent
            sums[charge.currency] = sums.get(charge.currency, Decimal(0)) + charge.amount
    return Cost(spent, returned, tuple(charge.id for charge in once if charge.amount is None))
