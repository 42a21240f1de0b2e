"""What a file of orders, or taking one back, would change: told cell by cell, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from portal.firms.pricing import PriceSheet
from portal.firms.rules.drift import needs_second_person
from portal.firms.rules.order_states import BLOCKING
from portal.firms.rules.order_text import PUBLISHED, SOURCE, YES
from portal.firms.rules.row_text import CellChange


@dataclass(frozen=True)
class Withheld:
    """An order that is not published: its reference and the lines that are above or forbidden, with their verdicts."""

    ref: str
    sheet: PriceSheet


@dataclass(frozen=True)
class OrderChange:
    """An order that is told anew: `name` is its occupation; `cells` in the columns of the import format."""

    ref: str
    name: str
    cells: tuple[CellChange, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that differ."""
        return tuple(cell.column for cell in self.cells)


@dataclass(frozen=True)
class OrderState:
    """An order whose state becomes another one, or whose firm does not stand by it alone any more; states of `state_on`."""

    ref: str
    name: str
    before: str
    after: str


@dataclass
class OrderPlan:
    """What would change. `missing` are stored and not in the file; they stay. `drift` is a share of the stored orders."""

    rows: int
    file_digest: str
    """SHA-256 of the file."""
    new: list[OrderChange] = field(default_factory=list)
    changed: list[OrderChange] = field(default_factory=list)
    restated: list[OrderState] = field(default_factory=list)
    gone: list[OrderChange] = field(default_factory=list)
    """Taken off again; a file never does that, only taking one back."""
    returned: list[OrderChange] = field(default_factory=list)
    """Taken back before, and told again."""
    missing: list[str] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    """Published with a line that could not be judged."""
    drift: Fraction = Fraction(0)
    digest: str = ""
    """Of this plan on the orders as they are stored; what a second person types."""
    applied: bool = False
    number: int = 0
    """Of the import, once it is applied."""

    @property
    def waits(self) -> bool:
        """Whether taking back must wait for a second person."""
        return needs_second_person(self.drift)

    @property
    def closed(self) -> list[str]:
        """Open before, closed by this file."""
        return [state.ref for state in self.restated if (state.before, state.after) == ("registered", "closed")]


def first_cells(cells: Mapping[str, str]) -> tuple[CellChange, ...]:
    """All that a new order says: nothing stood there before. That it is shown, and comes from the file, goes without saying."""
    said = {column: text for column, text in cells.items() if text and column != SOURCE}
    return tuple(CellChange(column, "", text) for column, text in said.items() if (column, text) != (PUBLISHED, YES))


def diff_of(plan: OrderPlan) -> dict[str, Any]:
    """The plan as it is kept with the import."""
    return {
        "new": _changes(plan.new),
        "changed": _changes(plan.changed),
        "restated": [asdict(state) for state in plan.restated],
        "gone": _changes(plan.gone),
        "returned": _changes(plan.returned),
        "missing": plan.missing,
        "withheld": [{"ref": held.ref, "lines": _lines(held.sheet)} for held in plan.withheld],
        "drift": float(plan.drift),
    }


def _changes(found: Sequence[OrderChange]) -> list[dict[str, Any]]:
    return [asdict(change) for change in found]


def _lines(sheet: PriceSheet) -> list[dict[str, str]]:
    """The charges that keep an order off the lists, with the article."""
    return [
        {
            "kind": line.line.kind, "amount": format(line.line.amount.normalize(), "f"), "currency": line.line.currency,
            "verdict": line.verdict, "article": (line.judged.article or "") if line.judged else "",
        }
        for line in sheet.lines if line.verdict in BLOCKING
    ]  # fmt: skip
