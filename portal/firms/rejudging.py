"""Does each published order still stand under the fee rules of today? A rule may begin, end or be corrected after it was written.

`flask setup` and `flask work` judge all orders anew once for each day and each edition of the rules, and keep what they find.
Until they have, whoever shows orders judges those it shows (`Prices`), so that no list waits for a job to be honest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from portal.audit import service as audit
from portal.fees.edition import edition
from portal.firms import order_store
from portal.firms.models import RecruitmentOrder
from portal.firms.pricing import PriceSheet, judge
from portal.firms.rules.order_rows import FeeLine
from portal.search import outbox
from portal.shared.clock import now, today
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark
from portal.storage.turns import take_turn

MARK = "orders_judged"
BATCH = 200


@dataclass(frozen=True)
class Rejudged:
    """An order that left the lists, or came back, with its sheet as it is judged now."""

    ref: str
    published: bool
    sheet: PriceSheet


def is_done(day: date) -> bool:
    """Whether all stored orders were judged by the rules as they stand, for this day."""
    return find_mark(MARK) == _mark(day)


def sheet_of(order: RecruitmentOrder, day: date) -> PriceSheet:
    """The fee sheet of a stored order, judged by the rules as they stand."""
    return judge(order, [FeeLine(line.kind, line.amount, line.currency) for line in order.fees], day)


class Prices:
    """Whether orders may be shown on a day: as stored where all were judged for it, else judged here and now."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._done = is_done(day)

    def allow(self, order: RecruitmentOrder) -> bool:
        """Whether no line of its sheet is above or forbidden."""
        if self._done or not order.published:
            return order.published
        return sheet_of(order, self._day).may_publish


def rejudge(day: date | None = None) -> Sequence[Rejudged] | None:
    """Judge every order for this day and keep what changed; None where that was done already. Commits, a batch at a time."""
    day = day or today()
    if is_done(day):
        return None
    found: list[Rejudged] = []
    for batch in _batches():  # each reads, decides and writes in a turn of its own
        found += [changed for order in batch if (changed := judge_anew(order, day))]
        db.session.commit()
    set_mark(MARK, _mark(day))
    if found:
        gone = sum(not changed.published for changed in found)
        facts = {"withheld": gone, "restored": len(found) - gone}
        audit.record(
            "orders.rejudged", actor="system", role="system", object_kind="rules", object_ref=edition(), facts=facts
        )
    db.session.commit()
    return found


def _batches() -> Iterator[Sequence[RecruitmentOrder]]:
    last = 0
    while True:
        take_turn(order_store.TURN)
        if not (batch := order_store.orders_after(last, BATCH)):
            return
        last = batch[-1].id
        yield batch


def judge_anew(order: RecruitmentOrder, day: date) -> Rejudged | None:
    """Write how the order is judged now; what to say of it where it leaves the lists or comes back."""
    sheet, was = sheet_of(order, day), order.published
    for stored, line in zip(order.fees, sheet.lines, strict=True):
        stored.verdict, stored.rule_id = line.verdict, line.judged.rule_id if line.judged else None
    if (was, order.price_verdict) == (sheet.may_publish, sheet.verdict):
        return None
    order.published, order.price_verdict, order.changed_at = sheet.may_publish, sheet.verdict, now()
    outbox.enqueue("order", [order.ref])
    if was == sheet.may_publish:
        return None
    order.withheld_on = day if was else None
    return Rejudged(order.ref, sheet.may_publish, sheet)


def _mark(day: date) -> str:
    return f"{day.isoformat()} {edition()}"
