"""Brings orders into the database: what a file would change, in words a person can read, and the change itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.fees.fields import currencies
from portal.fees.service import kinds
from portal.firms import store
from portal.firms.cards import fee_lines, order_card
from portal.firms.files import rows_of
from portal.firms.models import Firm, OrderFee, RecruitmentOrder
from portal.firms.order_plan import OrderChange, OrderPlan, OrderState, Withheld, first_cells
from portal.firms.pricing import PriceSheet, judge
from portal.firms.rejudging import Prices
from portal.firms.rules.licences import licence_key, order_key
from portal.firms.rules.order_rows import COLUMNS, FeeLine, Known, OrderRow, read_rows
from portal.firms.rules.order_states import OrderDates, state_on
from portal.firms.rules.order_text import cells_of
from portal.firms.rules.row_text import CellChange, changes
from portal.firms.rules.rows import Note, Notes
from portal.search import outbox
from portal.shared.clock import now
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import slug, words
from portal.storage.db import db

Charge = tuple[FeeLine, str, str | None]
"""A line, its verdict, the rule that judged it."""
FIELDS = (
    "ref", "market", "programme", "occupation", "employer", "positions", "wage_amount", "wage_currency", "contract_months",
    "approval_no", "approved_on", "opens_on", "closes_on",
)  # fmt: skip
"""What a row and a stored order call alike."""


@dataclass(frozen=True)
class Source:
    """Where rows come from; an account's organisation in place of a file."""

    day: date
    file: str | None = None
    digest: str | None = None
    illustrative: bool = False
    organisation: str | None = None
    by: int | None = None
    """The import that says so."""


class Orders:
    """The stored orders while new ones are compared with them and brought in."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._firms = {licence_key(firm.licence_no): firm for firm in store.all_firms()}
        self._stored = {order.ref_key: order for order in store.orders_by_ref(None)}
        self._sheets: dict[str, PriceSheet] = {}

    def read(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[OrderRow]:
        """The orders of these rows. BadInput with every mistake in them, none read by halves."""
        orders, notes = read_rows(rows, known(self._firms.keys()))
        self._refuse_twins(orders, notes)
        if notes.errors:
            notes.errors.sort(key=lambda note: note.row)
            raise BadInput([Problem(f"rows[{note.row}].{note.column}", note.message) for note in notes.errors])
        return orders

    def compare(self, rows: Sequence[OrderRow], source: Source) -> OrderPlan:
        """What these rows would change."""
        plan = OrderPlan(len(rows), source.digest or "")
        prices = Prices(self.day)
        for row in rows:
            order, cells = self._stored.get(row.key), self._cells(row, source)
            if order is None:
                plan.new.append(OrderChange(row.ref, row.occupation, first_cells(cells)))
            elif order.taken_back_on is not None:
                plan.returned.append(OrderChange(row.ref, row.occupation, self._changed(order, row, source)))
            elif changed := self._changed(order, row, source):
                plan.changed.append(OrderChange(row.ref, row.occupation, changed))
                before, after = order_card(order, self.day, prices).state, self._state(row, source)
                if before != after:
                    plan.restated.append(OrderState(row.ref, row.occupation, before, after))
            self._judge(row, plan)
        named = {row.key for row in rows}
        stored = [order for key, order in self._stored.items() if key not in named]
        plan.missing = [order.ref for order in stored if order.taken_back_on is None]
        return plan

    def touched(self, rows: Sequence[OrderRow], source: Source) -> list[OrderRow]:
        """Those of these rows that would write something."""
        return [row for row in rows if self._differs(row, source)]

    def stored(self, key: str) -> RecruitmentOrder | None:
        """The order of this key, as far as it is stored."""
        return self._stored.get(key)

    def apply(self, rows: Sequence[OrderRow], source: Source) -> list[str]:
        """Write what is new or changed, in the caller's transaction; returns the references written."""
        written, earlier = [], []
        for row in rows:
            if not self._differs(row, source):
                continue
            order = self._stored.get(row.key)
            if order is None:
                order = self._stored[row.key] = RecruitmentOrder(ref_key=row.key)
                db.session.add(order)
            elif order.ref != row.ref:
                earlier.append(order.ref)  # the search knows it by this spelling
            self._write(order, row, source)
            written.append(row.ref)
        db.session.flush()
        outbox.enqueue("order", [*written, *earlier])
        return written

    def remove_illustrative(self, rows: Sequence[OrderRow]) -> None:
        """Take away the invented orders that these rows no longer name."""
        named = {row.key for row in rows}
        gone = [order for key, order in self._stored.items() if key not in named and order.illustrative]
        for order in gone:
            db.session.delete(order)
        db.session.flush()
        outbox.enqueue("order", [order.ref for order in gone])

    def sheet(self, row: OrderRow) -> PriceSheet:
        """The fee sheet of this row, judged once."""
        if row.key not in self._sheets:
            self._sheets[row.key] = judge(row, row.fees, self.day)
        return self._sheets[row.key]

    def _differs(self, row: OrderRow, source: Source) -> bool:
        order = self._stored.get(row.key)
        if order is None or order.taken_back_on is not None or order.illustrative != self._illustrative(row, source):
            return True
        return bool(self._changed(order, row, source))

    def _changed(self, order: RecruitmentOrder, row: OrderRow, source: Source) -> tuple[CellChange, ...]:
        """The cells in which a stored order differs from this row."""
        return changes(cells_of_order(order), self._cells(row, source))

    def _cells(self, row: OrderRow, source: Source) -> dict[str, str]:
        licence_no, by_firm = self._firms[row.licence].licence_no, source.organisation is not None
        return cells_of(row, licence_no, published=self.sheet(row).may_publish, by_firm=by_firm)

    def _state(self, row: OrderRow, source: Source) -> str:
        """In which state the order will be today."""
        published, confirmed = self.sheet(row).may_publish, source.organisation is None
        dates = OrderDates(row.approval_no, row.approved_on, row.opens_on, row.closes_on, confirmed, published)
        return state_on(dates, self.day)

    def _judge(self, row: OrderRow, plan: OrderPlan) -> None:
        sheet = self.sheet(row)
        if not sheet.may_publish:
            plan.withheld.append(Withheld(row.ref, sheet))
        elif sheet.verdict == "cannot_tell":
            plan.unsure.append(row.ref)

    def _illustrative(self, row: OrderRow, source: Source) -> bool:
        return source.illustrative or self._firms[row.licence].illustrative

    def _write(self, order: RecruitmentOrder, row: OrderRow, source: Source) -> None:
        sheet, firm = self.sheet(row), self._firms[row.licence]
        for name in FIELDS:
            setattr(order, name, getattr(row, name))
        order.firm, order.slug = firm, slug(row.ref)
        order.approval_key = order_key(row.approval_no or "") or None
        order.fold = f" {' '.join(words(f'{row.ref} {row.occupation} {row.employer or str()}'))} "
        order.published, order.price_verdict, order.withheld_on = sheet.may_publish, sheet.verdict, None
        write_charges(
            order, [(line.line, line.verdict, line.judged.rule_id if line.judged else None) for line in sheet.lines]
        )
        order.illustrative, order.changed_at = self._illustrative(row, source), now()
        order.confirmed, order.entered_by = source.organisation is None, source.organisation
        order.source_file, order.source_digest, order.imported_on = source.file, source.digest, source.day
        order.import_id, order.taken_back_on = source.by, None

    def _refuse_twins(self, rows: Sequence[OrderRow], notes: Notes) -> None:
        """A reference that differs from a stored one in its signs only would be taken for it."""
        by_slug = {order.slug: order for order in self._stored.values()}
        for row in rows:
            twin = by_slug.get(slug(row.ref))
            if twin is not None and twin.ref_key != row.key:
                what = message("Mã này quá giống mã “%(ref)s” đã có", ref=twin.ref)
                notes.errors.append(Note(row.row, "ref", what))


def row_of(order: RecruitmentOrder) -> OrderRow:
    """What is stored of an order, as a row of the import."""
    told = {name: getattr(order, name) for name in FIELDS}
    return OrderRow(row=0, licence=licence_key(order.firm.licence_no), fees=fee_lines(order), **told)


def cells_of_order(order: RecruitmentOrder) -> dict[str, str]:
    """A stored order in cells."""
    by_firm = order.entered_by is not None
    return cells_of(row_of(order), order.firm.licence_no, published=order.published, by_firm=by_firm)


def write_charges(order: RecruitmentOrder, charges: Sequence[Charge]) -> None:
    """Write these charges over the stored ones, place by place: what did not change keeps its row."""
    for place, (line, verdict, rule) in enumerate(charges):
        if place == len(order.fees):
            order.fees.append(OrderFee(position=place))
        stored = order.fees[place]
        stored.kind, stored.amount, stored.currency = line.kind, line.amount, line.currency
        stored.verdict, stored.rule_id = verdict, rule
    del order.fees[len(charges) :]


def known(licences: object) -> Known:
    """What rows may name today."""
    programmes = {item.id: str(item.data["market"]) for item in content.all_of("programme")}
    return Known(kinds(), currencies(), programmes, frozenset(licences))  # type: ignore[call-overload]


def rows_in(file: str, body: bytes) -> tuple[Sequence[tuple[int, Mapping[str, str]]], str]:
    """The rows of a file and its SHA-256. BadInput where it is no such file."""
    return rows_of(file, body, COLUMNS), hashlib.sha256(body).hexdigest()


def firm_of(firms: Sequence[Firm], licence_no: str) -> Firm | None:
    """The firm that holds this licence number, however it is written."""
    wanted = licence_key(licence_no)
    return next((firm for firm in firms if wanted and licence_key(firm.licence_no) == wanted), None)
