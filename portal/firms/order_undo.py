"""An import of orders taken back: each order says again what it said, one that the import brought in is shown nowhere.

No order is removed and no record of an import is rewritten. An order that somebody changed since stops all of it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date

from portal.firms import import_log, order_store, store
from portal.firms.cards import order_cards
from portal.firms.import_log import ORDERS, ChangedSince, Told
from portal.firms.import_models import FileImport
from portal.firms.models import DecimalText, RecruitmentOrder
from portal.firms.order_import import FIELDS, cells_of_order, write_charges
from portal.firms.order_plan import OrderChange, OrderPlan, OrderState, diff_of
from portal.firms.pricing import judge
from portal.firms.rejudging import judge_anew
from portal.firms.rules.drift import drift
from portal.firms.rules.licences import licence_key
from portal.firms.rules.order_rows import FeeLine, OrderRow
from portal.firms.rules.order_states import OrderDates, state_on
from portal.firms.rules.order_text import cells_of
from portal.firms.rules.row_text import changes
from portal.search import outbox
from portal.shared.clock import now
from portal.storage.db import db

State = Mapping[str, Any]
"""An order as it is packed: its columns as JSON can hold them, and `fees`."""
_JUDGED = frozenset({"published", "price_verdict", "withheld_on"})
"""What the judging anew writes by itself: neither a firm nor an editor."""
_COLUMNS: Sequence[Any] = [
    column for column in RecruitmentOrder.__table__.columns if column.name not in ("id", "ref_key", "changed_at")
]


@dataclass(frozen=True)
class OrderUndoing:
    """An import of orders about to be taken back: what that would change, and the orders with what they said before."""

    record: FileImport
    plan: OrderPlan
    orders: Sequence[tuple[RecruitmentOrder, State | None]]


def state_of(order: RecruitmentOrder | None) -> State | None:
    """The order as it stands, to be put back later; None where there is none."""
    if order is None:
        return None
    fees = [[fee.kind, format(fee.amount, "f"), fee.currency, fee.verdict, fee.rule_id] for fee in order.fees]
    return {column.name: _plain(getattr(order, column.name)) for column in _COLUMNS} | {"fees": fees}


def pack(before: Mapping[str, State | None], after: Mapping[str, State | None]) -> bytes:
    """What an import found and what it left, by the keys of the orders it wrote."""
    kept = {key: {"before": found, "after": after[key]} for key, found in before.items()}
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(), 9)


def prepare_undo(number: int, day: date) -> OrderUndoing:
    """What taking it back would change. NoSuchImport, ImportTakenBack, LaterChanges, ChangedSince where it cannot be."""
    record = import_log.last_import(number)
    kept: dict[str, dict[str, State | None]] = json.loads(zlib.decompress(record.before))
    stored = {order.ref_key: order for order in store.orders_by_ref(sorted(kept))}
    _refuse_changed(kept, stored)
    plan, then = OrderPlan(len(kept), record.digest), _Then([told["before"] for told in kept.values()], day)
    pairs = [(stored[key], told["before"]) for key, told in kept.items()]
    for (order, before), card in zip(pairs, order_cards([order for order, _ in pairs], day), strict=True):
        _compare(order, before, plan, card.state, then)
    plan.drift = drift(order_store.count_standing(), len(plan.gone), len(plan.restated))
    plan.digest = _digest(record.id, plan)
    return OrderUndoing(record, plan, pairs)


def undo(undoing: OrderUndoing, day: date, *, approved: bool) -> int:
    """Take it back in the caller's transaction; the number of the import that this is itself."""
    record, plan = undoing.record, undoing.plan
    told = Told(
        kind=ORDERS,
        file=record.file,
        digest=record.digest,
        rows=plan.rows,
        day=day,
        diff=diff_of(plan),
        approved=approved,
        undoes=record.id,
    )
    kept, before = import_log.keep(told), _states(undoing)
    names = {order.ref for order, _ in undoing.orders}
    for order, state in undoing.orders:
        if state is None:
            order.published, order.withheld_on, order.taken_back_on = False, None, day
        else:
            put_back(order, state, day)
        order.changed_at = now()
    db.session.flush()
    for order, _ in undoing.orders:
        db.session.expire(order, ["firm"])
    kept.before, record.undone_on = pack(before, _states(undoing)), day
    outbox.enqueue("order", sorted(names | {order.ref for order, _ in undoing.orders}))
    plan.applied = True
    return kept.id


def put_back(order: RecruitmentOrder, state: State, day: date) -> None:
    """Let the order say what it said; its price is judged by the rules as they stand now, which may have changed since."""
    for column in _COLUMNS:
        setattr(order, column.name, _typed(column, state[column.name]))
    charges = [
        (FeeLine(kind, Decimal(amount), currency), verdict, rule)
        for kind, amount, currency, verdict, rule in state["fees"]
    ]
    write_charges(order, charges)
    if order.taken_back_on is None:
        judge_anew(order, day)


def _states(undoing: OrderUndoing) -> dict[str, State | None]:
    return {order.ref_key: state_of(order) for order, _ in undoing.orders}


def _refuse_changed(kept: Mapping[str, Mapping[str, State | None]], stored: Mapping[str, RecruitmentOrder]) -> None:
    """Orders that do not say any more what the import left, or whose earlier address another order has by now."""
    taken = {order.slug for order in order_store.orders_called(_slugs(kept)) if order.ref_key not in kept}
    found = []
    for key, told in kept.items():
        order, after, before = stored.get(key), told["after"] or {}, told["before"] or {}
        if order is None or _said(state_of(order)) != _said(after) or before.get("slug") in taken:
            found.append(order.ref if order is not None else str(after.get("ref", key)))
    if found:
        raise ChangedSince(sorted(found))


def _slugs(kept: Mapping[str, Mapping[str, State | None]]) -> list[str]:
    return [told["before"]["slug"] for told in kept.values() if told["before"] is not None]


def _said(state: State | None) -> dict[str, Any]:
    """What somebody said of an order, without what the site made of it."""
    said = {name: value for name, value in (state or {}).items() if name not in _JUDGED}
    return said | {"fees": [fee[:3] for fee in said.get("fees", ())]}


def _compare(order: RecruitmentOrder, before: State | None, plan: OrderPlan, now_is: str, then: _Then) -> None:
    """What taking back makes of this order, told in the plan."""
    if before is None or before["taken_back_on"] is not None:
        plan.gone.append(OrderChange(order.ref, order.occupation))
        return
    row, licence_no = then.row(before)
    sheet = judge(row, row.fees, then.day)
    said = cells_of(row, licence_no, published=sheet.may_publish, by_firm=before["entered_by"] is not None)
    change = OrderChange(row.ref, row.occupation, changes(cells_of_order(order), said))
    if order.taken_back_on is not None:
        plan.returned.append(change)
        return
    plan.changed.append(change)
    dates = OrderDates(
        row.approval_no, row.approved_on, row.opens_on, row.closes_on, before["confirmed"], sheet.may_publish
    )
    if (state := state_on(dates, then.day)) != now_is:
        plan.restated.append(OrderState(row.ref, row.occupation, now_is, state))


class _Then:
    """Orders as they were, read from what was packed."""

    def __init__(self, states: Iterable[State | None], day: date) -> None:
        self.day = day
        firms = store.firms_by_id({state["firm_id"] for state in states if state is not None})
        self._licences = {id: firm.licence_no for id, firm in firms.items()}

    def row(self, state: State) -> tuple[OrderRow, str]:
        """The order as a row of the import, and the number of its firm's licence."""
        typed = {column.name: _typed(column, state[column.name]) for column in _COLUMNS}
        licence_no = self._licences[state["firm_id"]]
        fees = tuple(FeeLine(kind, Decimal(amount), currency) for kind, amount, currency, *_ in state["fees"])
        told = {name: typed[name] for name in FIELDS}
        return OrderRow(row=0, licence=licence_key(licence_no), fees=fees, **told), licence_no


def _digest(number: int, plan: OrderPlan) -> str:
    told = json.dumps([number, diff_of(plan)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _typed(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(column.type, DecimalText) else value
