"""A verified firm's own orders: typed by its account, priced before anything is kept, never green until somebody else confirms.

Every act asks anew whether the account still acts for a verified firm, so a suspension holds from the next request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide
from portal.accounts.service.transaction import act
from portal.audit import service as audit
from portal.firms import order_store, store
from portal.firms.cards import FirmCard, OrderCard, firm_card, order_cards
from portal.firms.models import RecruitmentOrder
from portal.firms.order_import import Orders, Source, firm_of
from portal.firms.pricing import PriceSheet
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service.common import own
from portal.search import outbox
from portal.shared.clock import now, today
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.storage.turns import take_turn

ENTER, CONFIRM = "order.enter", "order.confirm"


@dataclass(frozen=True)
class OwnDesk:
    """What an account sees of its firm's orders. `firm` is None where the register names no firm of this licence."""

    organisation: str
    firm: FirmCard | None
    orders: Sequence[OrderCard]


@dataclass(frozen=True)
class Priced:
    """What was typed, judged. `kept` names the stored order; None where nothing was stored."""

    sheet: PriceSheet
    kept: str | None = None


@act
def my_orders(actor: Actor) -> OwnDesk | Refused:
    """The orders that accounts of the actor's verified firm typed, held back ones too."""
    found = _organisation(actor)
    if isinstance(found, Refused):
        return found
    ref, licence_no = found
    firm = firm_of(store.all_firms(), licence_no)
    orders = order_cards(order_store.orders_of(ref), today())
    return OwnDesk(ref, firm_card(firm, today()) if firm else None, orders)


@act
def enter(actor: Actor, cells: Mapping[str, str], *, publish: bool) -> Priced | Refused:
    """Judge what was typed (columns of the import, without the licence); with `publish` also keep it.

    Nothing is kept where a line is above or forbidden. Raises BadInput, fields `rows[2].column`. An order from an official
    file, or of another firm, is not written over. NOT_POSSIBLE where the register names no firm of this licence.
    """
    if publish:
        take_turn(order_store.TURN)
    found = _organisation(actor)
    if isinstance(found, Refused):
        return found
    ref, licence_no = found
    firm = firm_of(store.all_firms(), licence_no)
    if firm is None:
        return Refused(Refusal.NOT_POSSIBLE)
    orders = Orders(today())
    read = orders.read([(2, {**cells, "licence_no": firm.licence_no})])
    _refuse_foreign(read[0].key, ref)
    sheet = orders.sheet(read[0])
    if not publish or not sheet.may_publish:
        return Priced(sheet)
    if orders.apply(read, Source(today(), organisation=ref)):
        _log(actor, "entered", read[0].key, ref)
    kept = order_store.find_order("", read[0].key)
    return Priced(sheet, kept.slug if kept else None)


@act
def unconfirmed(actor: Actor) -> Sequence[OrderCard] | Refused:
    """Orders whose approval only their firm vouches for, the longest waiting first."""
    if not decide(actor, CONFIRM):
        return Refused(Refusal.NOT_ALLOWED)
    return order_cards(order_store.unconfirmed(), today())


@act
def confirm(actor: Actor, slug: str, approval_no: str, *, true: bool) -> bool | Refused:
    """Say that an approval is true, or that it is not: then the order goes back to waiting for registration.

    `approval_no` is the number that was looked at. False where the order no longer stands so.
    """
    if not decide(actor, CONFIRM):
        return Refused(Refusal.NOT_ALLOWED)
    take_turn(order_store.TURN)
    order = order_store.find_order(slug, "")
    if order is None or order.slug != slug or order.confirmed or order.approval_no != approval_no:
        return False
    if true:
        order.confirmed = True
    else:
        order.approval_no = order.approval_key = order.approved_on = None
    order.changed_at = now()
    outbox.enqueue("order", [order.ref])
    _log(actor, "confirmed" if true else "declined", order.ref_key, order.entered_by or "")
    return True


def _organisation(actor: Actor) -> tuple[str, str] | Refused:
    """The ref and licence number of the verified firm that the actor acts for."""
    organisation = own(actor, ENTER)
    if isinstance(organisation, Refused):
        return organisation
    if organisation.kind != "firm":
        return Refused(Refusal.NOT_ALLOWED)
    return organisation.ref, organisation.licence_no or ""


def _refuse_foreign(key: str, organisation: str) -> None:
    stored: RecruitmentOrder | None = order_store.find_order("", key)
    if stored is not None and stored.entered_by != organisation and stored.taken_back_on is None:
        what = message("Mã này đã có trong danh sách. Đơn hàng nhập từ danh sách chính thức không sửa ở đây được.")
        raise BadInput([Problem("rows[2].ref", what)])


def _log(actor: Actor, deed: str, key: str, organisation: str) -> None:
    """One row of the log; references may hold any sign, so a hash names the order."""
    names = {"entered": "order.entered", "confirmed": "order.confirmed", "declined": "order.declined"}
    order = hashlib.sha256(key.encode()).hexdigest()
    audit.record(
        names[deed],
        actor=actor.ref,
        role=actor.role,
        object_kind="organisation",
        object_ref=organisation,
        facts={"order": order},
    )
