"""How published orders are fetched for lists: narrowed, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Numeric, Select, and_, cast, false, func, not_, or_, select
from sqlalchemy.orm import selectinload

from portal.firms.models import Firm, RecruitmentOrder
from portal.firms.rules.order_states import GOOD
from portal.shared.text import words
from portal.storage.db import db

TURN = "orders"
"""Of everybody who reads orders, decides and writes them: imports, firms that type, editors, the judging anew."""
CHUNK = 400
WHOLE_WORD = 3
NEWEST, WAGE, REF = "newest", "wage", "ref"
SORTS = (NEWEST, WAGE, REF)
STATES = ("registered", "closed", "not_registered")
PRICES = ("good", "unknown", "none")


@dataclass(frozen=True)
class Wanted:
    """What a list of orders is narrowed by; `state` as of `day`, `firm` a firm's ref, `text` words of occupation or employer.

    `price`: `good` where every charge is judged and in order, `unknown` where one is not, `none` where none is named.
    """

    day: date
    firm: str = ""
    market: str = ""
    text: str = ""
    state: str = ""
    sort: str = NEWEST
    programme: str = ""
    price: str = ""


def page_of_orders(wanted: Wanted, offset: int, limit: int) -> Sequence[RecruitmentOrder]:
    """The published orders of a page of the list."""
    query = _narrowed(select(RecruitmentOrder), wanted).order_by(*_sorted(wanted.sort)).options(*_LOADED)
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_orders(wanted: Wanted) -> int:
    """How many published orders the list has in all."""
    chosen = _narrowed(select(RecruitmentOrder.id), wanted)
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def find_order(slug: str, key: str) -> RecruitmentOrder | None:
    """The order with this name in an address, or with this folded reference; published or not."""
    either = or_(RecruitmentOrder.slug == slug, RecruitmentOrder.ref_key == key)
    found = db.session.scalars(select(RecruitmentOrder).where(either).options(*_LOADED)).all()
    return next((order for order in found if order.slug == slug), found[0] if found else None)


def orders_of(organisation: str) -> Sequence[RecruitmentOrder]:
    """What accounts of this organisation typed, newest first; published or not."""
    query = select(RecruitmentOrder).where(RecruitmentOrder.entered_by == organisation)
    return db.session.scalars(query.order_by(RecruitmentOrder.id.desc()).options(*_LOADED)).all()


def orders_after(last: int, most: int) -> Sequence[RecruitmentOrder]:
    """The next orders by id, published or not, with their charges; none that was taken back."""
    query = select(RecruitmentOrder).where(RecruitmentOrder.id > last, _STANDING)
    query = query.order_by(RecruitmentOrder.id).limit(most)
    return db.session.scalars(query.options(selectinload(RecruitmentOrder.fees))).all()


def count_standing() -> int:
    """How many orders are stored and not taken back."""
    return db.session.scalar(select(func.count()).select_from(RecruitmentOrder).where(_STANDING)) or 0


def orders_called(slugs: Sequence[str]) -> Sequence[RecruitmentOrder]:
    """The orders that have one of these names in an address."""
    found: list[RecruitmentOrder] = []
    for start in range(0, len(slugs), CHUNK):
        asked = RecruitmentOrder.slug.in_(slugs[start : start + CHUNK])
        found += db.session.scalars(select(RecruitmentOrder).where(asked))
    return found


def unconfirmed() -> Sequence[RecruitmentOrder]:
    """Orders whose approval only their firm vouches for, the longest waiting first."""
    query = select(RecruitmentOrder).where(
        RecruitmentOrder.confirmed.is_(False), RecruitmentOrder.approval_no.is_not(None), RecruitmentOrder.published
    )
    return db.session.scalars(query.order_by(RecruitmentOrder.changed_at).options(*_LOADED)).all()


def markets() -> Sequence[str]:
    """ISO codes of the countries that published orders go to."""
    query = select(RecruitmentOrder.market).where(RecruitmentOrder.published).distinct()
    return db.session.scalars(query.order_by(RecruitmentOrder.market)).all()


def programmes() -> Sequence[str]:
    """Ids of the programmes that published orders name."""
    query = select(RecruitmentOrder.programme).where(
        RecruitmentOrder.published, RecruitmentOrder.programme.is_not(None)
    )
    return [id for id in db.session.scalars(query.distinct().order_by(RecruitmentOrder.programme)) if id]


_STANDING = RecruitmentOrder.taken_back_on.is_(None)
_LOADED = (
    selectinload(RecruitmentOrder.firm).selectinload(Firm.names),
    selectinload(RecruitmentOrder.firm).selectinload(Firm.states),
    selectinload(RecruitmentOrder.fees),
)


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = query.where(RecruitmentOrder.published)
    if wanted.firm:
        query = query.join(Firm, Firm.id == RecruitmentOrder.firm_id).where(Firm.ref == wanted.firm)
    if wanted.market:
        query = query.where(RecruitmentOrder.market == wanted.market)
    if wanted.programme:
        query = query.where(RecruitmentOrder.programme == wanted.programme)
    if wanted.price:
        query = query.where(_priced(wanted.price))
    for word in words(wanted.text)[:20]:
        sought = f" {word} " if len(word) <= WHOLE_WORD else f" {word}"
        query = query.where(RecruitmentOrder.fold.contains(sought, autoescape=True))
    return query.where(_in_state(wanted.state, wanted.day)) if wanted.state else query


def _priced(price: str) -> ColumnElement[bool]:
    verdict = RecruitmentOrder.price_verdict
    told = {"good": verdict.in_(GOOD), "unknown": verdict.not_in(GOOD), "none": verdict.is_(None)}
    return told.get(price, false())


def _in_state(state: str, day: date) -> ColumnElement[bool]:
    """The same as `rules.order_states.state_on`, in SQL."""
    order = RecruitmentOrder
    approved = and_(
        order.approval_no.is_not(None), order.approved_on.is_not(None), order.approved_on <= day, order.confirmed
    )
    over = and_(order.closes_on.is_not(None), order.closes_on < day)
    states = {
        "registered": and_(approved, not_(over)),
        "closed": and_(approved, over),
        "not_registered": not_(approved),
    }
    return states.get(state, false())


def _sorted(sort: str) -> tuple[Any, ...]:
    """Wages of different currencies are not compared: each currency stands for itself, the highest first."""
    order = RecruitmentOrder
    if sort == WAGE:
        amount = cast(order.wage_amount, Numeric(20, 4))
        return order.wage_amount.is_(None), order.wage_currency, amount.desc(), order.ref_key
    if sort == REF:
        return (order.ref_key,)
    return order.opens_on.is_(None), order.opens_on.desc(), order.ref_key
