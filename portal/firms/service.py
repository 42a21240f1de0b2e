"""What people can do with the register: check a firm, look through the list, read one firm, bring a register in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.firms import places, store
from portal.firms.cards import FirmCard, FirmDetail, OrderCard, firm_cards, firm_detail
from portal.firms.check import Check, SimilarFirm, check_firm
from portal.firms.import_log import (
    PARTS,
    ChangedSince,
    ImportCard,
    ImportTakenBack,
    LaterChanges,
    NoSuchImport,
    imports,
)
from portal.firms.imports import WaitsForApproval, WrongApproval, import_register, refuse_errors, undo_import
from portal.firms.order_plan import OrderPlan
from portal.firms.orders import replace_illustrative
from portal.firms.register_import import Plan, Provenance, Register, RowChange, keep_provenance, provenance
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.rows import Note
from portal.firms.store import LISTED, NAME, SORTS, UNLISTED, Filters
from portal.shared.clock import today

__all__ = [
    "PARTS", "SORTS", "STATES", "ChangedSince", "Check", "FirmCard", "FirmDetail", "ImportCard", "ImportTakenBack", "LaterChanges",
    "NoSuchFirm", "NoSuchImport", "Note", "OrderCard", "OrderPlan", "Plan", "Provenance", "RowChange", "SimilarFirm",
    "WaitsForApproval", "WrongApproval", "check_firm", "find_firms", "firms_by_number", "get_firm", "import_register", "imports",
    "listed_markets", "load_illustrative", "provenance", "undo_import",
]  # fmt: skip

STATES = (*LISTED, UNLISTED)
"""What a list can be narrowed to. A listed firm is in exactly one of them; `unlisted` firms are in no other list."""
DEMO_FILE = "minh-hoa"


class NoSuchFirm(LookupError):
    """No firm has this reference."""


@dataclass(frozen=True)
class FirmPage:
    """A page of the list, and how many firms there are in all. `states`: how many there would be in each state."""

    firms: Sequence[FirmCard]
    total: int
    states: Mapping[str, int]


def find_firms(
    *, text: str = "", province: str = "", market: str = "", state: str = "", sort: str = NAME, page: int = 1,
    size: int = 20, day: date | None = None,
) -> FirmPage:  # fmt: skip
    """Firms of the register, sorted by own name, number, or newest licence (`SORTS`). An empty filter lets all pass.

    `province` is a name (old ones too), slug or id; one that is not known finds nothing. `market` is an ISO code.
    """
    day = day or today()
    province_id = places.find_province(province) if province else None
    if province and province_id is None:
        return FirmPage((), 0, dict.fromkeys(STATES, 0))
    filters = Filters(day, text[:200], province_id, market.upper() or None, state or None, sort)
    found = store.page_of_firms(filters, (page - 1) * size, size)
    counted = store.count_states(filters)
    states = {name: counted.get(name, 0) for name in STATES}
    total = states.get(state, 0) if state else sum(count for name, count in states.items() if name != UNLISTED)
    return FirmPage(firm_cards(found, day), total, states)


def get_firm(ref: str, day: date | None = None) -> FirmDetail:
    """Everything the register says of this firm; NoSuchFirm where there is none."""
    if (firm := store.find_firm(ref)) is None:
        raise NoSuchFirm(ref)
    return firm_detail(firm, day or today())


def firms_by_number(number: str, day: date | None = None) -> Sequence[FirmCard]:
    """The firms whose licence number begins with this number."""
    return firm_cards(store.firms_by_number(number), day or today())


def listed_markets() -> Sequence[str]:
    """ISO codes of the markets that firms of the register have."""
    return store.markets_of_firms()


def load_illustrative(rows: Sequence[Mapping[str, str]], orders: Sequence[Mapping[str, str]]) -> None:
    """Bring in an invented register and its orders in place of an earlier one, by the rules of every import.

    Rows are in the columns of the import formats. The caller commits.
    """
    firms, notes = read_rows(enumerate(rows, 2), places.knows_province)
    refuse_errors(notes)
    content = repr(rows).encode()
    Register().apply(firms, today(), illustrative=True)
    keep_provenance(today(), DEMO_FILE, content, len(firms), illustrative=True)
    replace_illustrative(orders)
