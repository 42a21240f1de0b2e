"""What the room tells of a firm and of an order: plain values, for pages, JSON and commands alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.firms import places
from portal.firms.models import Firm, RecruitmentOrder
from portal.firms.rejudging import Prices
from portal.firms.rules.history import Step, Told, steps
from portal.firms.rules.licences import StateRow, Status, status_on
from portal.firms.rules.order_rows import FeeLine
from portal.firms.rules.order_states import OrderDates, is_open, state_on
from portal.shared.locales import Text
from portal.shared.money import Money


@dataclass(frozen=True)
class FirmCard:
    """A firm in a line. `status` holds on the day it was asked for; `province` is the name as the register writes it."""

    id: int
    ref: str
    licence_no: str
    name_vi: str
    name_en: str | None
    short_name: str | None
    status: Status
    starts_on: date | None
    runs_to: date | None
    decision_no: str | None
    province: str | None
    province_id: str | None
    markets: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True)
class OrderCard:
    """An order. `state` is `registered`, `closed` or `not_registered` on the day asked; the wage is a month's."""

    ref: str
    firm_ref: str
    firm_name: str
    licence_no: str
    market: str
    programme: str | None
    occupation: str
    employer: str | None
    positions: int | None
    wage: Money | None
    contract_months: int | None
    approval_no: str | None
    approved_on: date | None
    opens_on: date | None
    closes_on: date | None
    state: str
    illustrative: bool
    slug: str = ""
    fees: tuple[FeeLine, ...] = ()
    price_verdict: str | None = None
    published: bool = True
    is_open: bool = False
    confirmed: bool = True
    source: tuple[str, str, date] | None = None
    """File, SHA-256 and day of the import that last changed it; None where an account typed it."""
    entered_by: str | None = None
    firm_status: Status = "not_yet"
    withheld_on: date | None = None
    """Since when a listed order is off the lists for its price."""

    @property
    def wage_amount(self) -> Decimal | None:
        return self.wage.amount if self.wage else None

    @property
    def wage_currency(self) -> str | None:
        return self.wage.currency if self.wage else None


@dataclass(frozen=True)
class FirmDetail:
    """Everything the register says of a firm; names are (kind, name), branches (name, address).

    `absences`: lists from the first day to before the second did not name it.
    """

    card: FirmCard
    names: tuple[tuple[str, str], ...]
    licence_issued_on: date | None
    tax_code: str | None
    address: str | None
    phone: str | None
    website: str | None
    legal_representative: str | None
    people: tuple[str, ...]
    branches: tuple[tuple[str, str | None], ...]
    history: tuple[Step, ...]
    orders: tuple[OrderCard, ...]
    listed_on: date
    unlisted_on: date | None
    absences: tuple[tuple[date, date], ...]
    province_now: Text | None


def firm_card(firm: Firm, day: date) -> FirmCard:
    """The firm as it stands on a day."""
    called = {name.kind: name.name for name in reversed(firm.names)}
    newest = firm.states[-1] if firm.states else None
    return FirmCard(
        id=firm.id,
        ref=firm.ref,
        licence_no=firm.licence_no,
        name_vi=called["vi"],
        name_en=called.get("en"),
        short_name=called.get("short"),
        status=_status(firm, day),
        starts_on=newest.starts_on if newest else None,
        runs_to=newest.runs_to if newest else None,
        decision_no=newest.decision_no if newest else None,
        province=firm.province,
        province_id=firm.province_key,
        markets=tuple(market.market for market in firm.markets),
        illustrative=firm.illustrative,
    )


def _status(firm: Firm, day: date) -> Status:
    if firm.unlisted_on is not None:
        return "unlisted"
    return status_on([StateRow(row.state, row.starts_on, row.runs_to) for row in firm.states], day)


def order_cards(orders: Iterable[RecruitmentOrder], day: date) -> list[OrderCard]:
    """Each order as it stands on a day, by the fee rules of now."""
    prices = Prices(day)
    return [order_card(order, day, prices) for order in orders]


def order_card(order: RecruitmentOrder, day: date, prices: Prices | None = None) -> OrderCard:
    """The order as it stands on a day; `published` by the fee rules of now, whatever was found when it was written."""
    published = (prices or Prices(day)).allow(order)
    money = Money(order.wage_amount, order.wage_currency) if order.wage_amount and order.wage_currency else None
    dates = OrderDates(
        order.approval_no, order.approved_on, order.opens_on, order.closes_on, order.confirmed, published
    )
    return OrderCard(
        ref=order.ref,
        firm_ref=order.firm.ref,
        firm_name=next(name.name for name in order.firm.names if name.kind == "vi"),
        licence_no=order.firm.licence_no,
        market=order.market,
        programme=order.programme,
        occupation=order.occupation,
        employer=order.employer,
        positions=order.positions,
        wage=money,
        contract_months=order.contract_months,
        approval_no=order.approval_no,
        approved_on=order.approved_on,
        opens_on=order.opens_on,
        closes_on=order.closes_on,
        state=state_on(dates, day),
        illustrative=order.illustrative,
        slug=order.slug,
        fees=fee_lines(order),
        price_verdict=order.price_verdict,
        published=published,
        is_open=is_open(dates, day),
        confirmed=order.confirmed,
        source=_source(order),
        entered_by=order.entered_by,
        firm_status=_status(order.firm, day),
        withheld_on=order.withheld_on,
    )


def fee_lines(order: RecruitmentOrder) -> tuple[FeeLine, ...]:
    """The charges of an order, in the order in which they were written."""
    return tuple(FeeLine(line.kind, line.amount, line.currency) for line in order.fees)


def _source(order: RecruitmentOrder) -> tuple[str, str, date] | None:
    if order.source_file is None or order.source_digest is None or order.imported_on is None:
        return None
    return order.source_file, order.source_digest, order.imported_on


def firm_detail(firm: Firm, day: date) -> FirmDetail:
    """Everything of the firm as it stands on a day; the newest state of its licence first."""
    return FirmDetail(
        card=firm_card(firm, day),
        names=tuple((name.kind, name.name) for name in firm.names),
        licence_issued_on=firm.licence_issued_on,
        tax_code=firm.tax_code,
        address=firm.address,
        phone=firm.phone,
        website=firm.website,
        legal_representative=firm.legal_representative,
        people=tuple(person.name for person in firm.people),
        branches=tuple((branch.name, branch.address) for branch in firm.branches),
        history=tuple(reversed(steps(told(firm), day))),
        orders=tuple(card for card in order_cards(firm.orders, day) if card.published),
        listed_on=firm.listed_on,
        unlisted_on=firm.unlisted_on,
        absences=tuple((absence.from_on, absence.to_on) for absence in firm.absences),
        province_now=places.province_name(firm.province_key),
    )


def told(firm: Firm) -> list[Told]:
    """The states of a licence as the lists told them, the oldest first."""
    return [
        Told(row.state, row.starts_on, row.runs_to, row.decision_no, row.told_on, row.ended_on, row.withdrawn_on)
        for row in firm.states
    ]


def firm_cards(firms: Sequence[Firm], day: date) -> list[FirmCard]:
    """Each firm as it stands on a day."""
    return [firm_card(firm, day) for firm in firms]
