"""What is paid into the Overseas Employment Support Fund and what it pays out, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.content.item import Item
from portal.fees import store
from portal.fees.rules import refunds
from portal.fees.rules.standing import Standing, standing
from portal.fees.store import Shelf
from portal.shared.money import Money

WORKER, FIRM = "fund-worker", "fund-firm"
_FOR = {
    refunds.EMPLOYER: ("fund-support-employer", "fund-support-training"),
    refunds.ABUSE: ("fund-support-employer", "fund-support-training", "fund-support-dispute"),
    refunds.HEALTH: ("fund-support-health", "fund-support-training"),
    refunds.DISASTER: ("fund-support-employer", "fund-support-training"),
    refunds.BREACH: ("fund-support-dispute", "fund-support-training"),
    refunds.DEATH: ("fund-support-death",),
}


@dataclass(frozen=True)
class Contribution:
    """What one side pays for one contract; `item` is the rule with its evidence. `payer`: worker or company."""

    item: Item
    payer: str
    amount: Money


@dataclass(frozen=True)
class Payout:
    """What the fund pays in one case (`item.data` holds title, scope and evidence), VND.

    `low` to `high`; `low` None: up to `high`. `months`: so many monthly payments at most. `percent` of the costs, up to `high`, or
    `high_for_several` where several workers share a case. `certain` False: an amendment of that day was not read, so no amount
    may be told (`low`, `high` None).
    """

    item: Item
    low: Money | None
    high: Money | None
    high_for_several: Money | None
    percent: Fraction | None
    months: int | None
    certain: bool


def contributions(as_of: date, known_on: date | None = None) -> tuple[Contribution, ...]:
    """What worker and company pay for a contract signed on that day. Empty before the fund’s rules of 2022."""
    shelf = store.shelf(known_on)
    found = []
    for id, payer, field in ((WORKER, "worker", "formula"), (FIRM, "company", "firm_cap")):
        if id in shelf.rows and _standing(shelf, id, as_of) is Standing.IN_FORCE:
            data = shelf.row(id)[field]
            found.append(Contribution(shelf.item(id), payer, Money(Decimal(data["amount"]), data["currency"])))
    return tuple(found)


def payouts(as_of: date, known_on: date | None = None) -> tuple[Payout, ...]:
    """Every case the fund pays for on that day, in the order of the content."""
    shelf = store.shelf(known_on)
    return tuple(
        p for id, row in shelf.rows.items() if row["kind"] == "fund_support" and (p := _payout(shelf, id, as_of))
    )


def payouts_for(reason: str, as_of: date, known_on: date | None = None) -> tuple[Payout, ...]:
    """What the fund may pay to somebody whose work ended for this reason (of `portal.fees.rules.refunds.REASONS`)."""
    shelf = store.shelf(known_on)
    return tuple(p for id in _FOR.get(reason, ()) if id in shelf.rows and (p := _payout(shelf, id, as_of)))


def _payout(shelf: Shelf, id: str, as_of: date) -> Payout | None:
    state = _standing(shelf, id, as_of)
    if state is Standing.NOT_IN_FORCE:
        return None
    row = shelf.row(id)
    span, item = row["range"], shelf.item(id)
    if state is Standing.UNVERIFIED:
        return Payout(item, None, None, None, None, None, certain=False)
    several = span.get("to_for_several_workers")
    return Payout(
        item,
        Money(Decimal(span["from"]), span["currency"]) if "from" in span else None,
        Money(Decimal(span["to"]), span["currency"]),
        Money(Decimal(several), span["currency"]) if several else None,
        Fraction(row["percent"]) if "percent" in row else None,
        row.get("max_months"),
        certain=True,
    )


def _standing(shelf: Shelf, id: str, day: date) -> Standing:
    return standing(store.fee_rule(shelf.row(id)), None, day)
