"""Brings orders into the database: what a file would change, in words a person can read, and the change itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.content import service as content
from portal.fees.fields import currencies
from portal.fees.service import kinds
from portal.firms import store
from portal.firms.cards import fee_lines, order_card
from portal.firms.files import rows_of
from portal.firms.models import Firm, OrderFee, RecruitmentOrder
from portal.firms.pricing import PriceSheet, judge
from portal.firms.rules.licences import licence_key, order_key
from portal.firms.rules.order_rows import COLUMNS, Known, OrderRow, read_rows
from portal.firms.rules.rows import Note, Notes
from portal.search import outbox
from portal.shared.clock import now
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import slug, words
from portal.storage.db import db

_FIELDS = (
    "ref", "market", "programme", "occupation", "employer", "positions", "wage_amount", "wage_currency", "contract_months",
    "approval_no", "approved_on", "opens_on", "closes_on",
)  # fmt: skip


@dataclass(frozen=True)
class Withheld:
    """An order that is not published: its reference and the lines that are above or forbidden, with their verdicts."""

    ref: str
    sheet: PriceSheet


@dataclass
class OrderPlan:
    """What a file of orders would change. `changed` are (reference, columns); `missing` stand stored and not in the file."""

    rows: int
    digest: str
    new: list[str] = field(default_factory=list)
    changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    """Open before, closed by this file."""
    missing: list[str] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    """Published with a line that could not be judged."""
    applied: bool = False


@dataclass(frozen=True)
class Source:
    """Where rows come from; an account's organisation in place of a file."""

    day: date
    file: str | None = None
    digest: str | None = None
    illustrative: bool = False
    organisation: str | None = None


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

    def compare(self, rows: Sequence[OrderRow], digest: str) -> OrderPlan:
        """What these rows would change."""
        plan = OrderPlan(len(rows), digest)
        for row in rows:
            order, sheet = self._stored.get(row.key), self.sheet(row)
            if order is None:
                plan.new.append(row.ref)
            elif columns := self._changed(order, row):
                plan.changed.append((row.ref, columns))
                if order_card(order, self.day).state == "registered" and row.closes_on and row.closes_on < self.day:
                    plan.closed.append(row.ref)
            if not sheet.may_publish:
                plan.withheld.append(Withheld(row.ref, sheet))
            elif sheet.verdict == "cannot_tell":
                plan.unsure.append(row.ref)
        named = {row.key for row in rows}
        plan.missing = [order.ref for key, order in self._stored.items() if key not in named]
        return plan

    def apply(self, rows: Sequence[OrderRow], source: Source) -> list[str]:
        """Write what is new or changed, in the caller's transaction; returns the references written."""
        written = []
        for row in rows:
            order = self._stored.get(row.key)
            if order is None:
                order = self._stored[row.key] = RecruitmentOrder(ref_key=row.key)
                db.session.add(order)
            elif not self._changed(order, row, source):
                continue
            self._write(order, row, source)
            written.append(row.ref)
        db.session.flush()
        outbox.enqueue("order", written)
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

    def _changed(self, order: RecruitmentOrder, row: OrderRow, source: Source | None = None) -> tuple[str, ...]:
        """The columns in which a stored order differs from this row."""
        changed = [name for name in _FIELDS if getattr(order, name) != getattr(row, name)]
        if licence_key(order.firm.licence_no) != row.licence:
            changed.append("licence_no")
        if fee_lines(order) != row.fees:
            changed.append("fees")
        if order.published != self.sheet(row).may_publish:
            changed.append("published")
        by_hand = order.entered_by is not None and (source is None or source.organisation is None)
        if by_hand or (source is not None and order.illustrative != self._illustrative(row, source)):
            changed.append("source")
        return tuple(changed)

    def _illustrative(self, row: OrderRow, source: Source) -> bool:
        return source.illustrative or self._firms[row.licence].illustrative

    def _write(self, order: RecruitmentOrder, row: OrderRow, source: Source) -> None:
        sheet, firm = self.sheet(row), self._firms[row.licence]
        for name in _FIELDS:
            setattr(order, name, getattr(row, name))
        order.firm, order.slug = firm, slug(row.ref)
        order.approval_key = order_key(row.approval_no or "") or None
        order.fold = f" {' '.join(words(f'{row.ref} {row.occupation} {row.employer or str()}'))} "
        order.published, order.price_verdict, order.withheld_on = sheet.may_publish, sheet.verdict, None
        order.fees.clear()
        if order.id is not None:
            db.session.flush()  # the old lines go before the new ones take their places
        order.fees.extend(
            OrderFee(
                position=place,
                kind=line.line.kind,
                amount=line.line.amount,
                currency=line.line.currency,
                verdict=line.verdict,
                rule_id=line.judged.rule_id if line.judged else None,
            )
            for place, line in enumerate(sheet.lines)
        )
        order.illustrative, order.changed_at = self._illustrative(row, source), now()
        order.confirmed, order.entered_by = source.organisation is None, source.organisation
        order.source_file, order.source_digest, order.imported_on = source.file, source.digest, source.day

    def _refuse_twins(self, rows: Sequence[OrderRow], notes: Notes) -> None:
        """A reference that differs from a stored one in its signs only would be taken for it."""
        by_slug = {order.slug: order for order in self._stored.values()}
        for row in rows:
            twin = by_slug.get(slug(row.ref))
            if twin is not None and twin.ref_key != row.key:
                what = message("Mã này quá giống mã “%(ref)s” đã có", ref=twin.ref)
                notes.errors.append(Note(row.row, "ref", what))


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
