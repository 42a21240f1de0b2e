"""Writes illustrative orders; the import of real ones, with its price check, belongs to a later issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from portal.firms import store
from portal.firms.models import Firm, RecruitmentOrder
from portal.firms.rules.licences import order_key
from portal.search import outbox
from portal.shared.clock import now
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db


def replace_illustrative(rows: Sequence[Mapping[str, str]]) -> None:
    """Write these orders in place of the earlier illustrative ones, in the caller's transaction.

    Rows are in the columns of the orders' import; the firms must be stored. BadInput names an order without its firm.
    """
    holders = {firm.licence_no: firm for firm in store.all_firms()}
    stored = {order.ref_key: order for order in store.orders_by_ref(None)}
    for number, cells in enumerate(rows, 2):
        if (holder := holders.get(cells["licence_no"])) is None:
            what = message("Không có công ty nào mang số giấy phép %(no)s", no=cells["licence_no"])
            raise BadInput([Problem(f"rows[{number}].licence_no", what)])
        key = order_key(cells["ref"])
        order = stored.pop(key) if key in stored else RecruitmentOrder(ref_key=key)
        _write(order, holder, cells)
        db.session.add(order)
    gone = [order for order in stored.values() if order.illustrative]
    for order in gone:
        db.session.delete(order)
    db.session.flush()
    outbox.enqueue("order", [*(cells["ref"] for cells in rows), *(order.ref for order in gone)])


def _write(order: RecruitmentOrder, firm: Firm, cells: Mapping[str, str]) -> None:
    order.ref, order.firm, order.market, order.occupation = cells["ref"], firm, cells["market"], cells["occupation"]
    order.programme, order.employer = cells["programme"] or None, cells["employer"] or None
    order.positions = int(cells["positions"]) if cells["positions"] else None
    order.contract_months = int(cells["contract_months"]) if cells["contract_months"] else None
    order.wage_amount = Decimal(cells["wage_amount"]) if cells["wage_amount"] else None
    order.wage_currency = cells["wage_currency"] or None
    order.approval_no = cells["approval_no"] or None
    order.approval_key = order_key(cells["approval_no"]) or None
    order.approved_on = _day(cells["approved_on"])
    order.opens_on, order.closes_on = _day(cells["opens_on"]), _day(cells["closes_on"])
    order.illustrative, order.changed_at = True, now()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
