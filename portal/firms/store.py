"""How firms and orders are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import selectinload

from portal.firms.models import AuthorisedPerson, Branch, Firm, FirmMarket, FirmName, LicenceState, RecruitmentOrder
from portal.firms.rules.links import Kind, Role, Said
from portal.firms.rules.register import Entry
from portal.shared.text import words
from portal.storage.db import db

WHOLE_WORD = 3
NAME, NUMBER, ISSUED = "name", "number", "issued"
SORTS = (NAME, NUMBER, ISSUED)
UNLISTED = "unlisted"
LISTED = ("valid", "suspended", "revoked", "expired", "handed_back", "not_yet")
"""The states of the list; a listed firm is in exactly one of them."""
CHUNK = 400
"""Values in one `IN`: both databases bound the number of parameters."""


@dataclass(frozen=True)
class Filters:
    """What a list of firms is narrowed by; `state` is a status as of `day`, `province_id` that of a province of today.

    Only listed firms, and with the state `unlisted` only those that the register no longer names.
    """

    day: date
    text: str = ""
    province_id: str | None = None
    market: str | None = None
    state: str | None = None
    sort: str = NAME


def entries() -> list[Entry]:
    """Every listed firm with all its names, for the check."""
    listed = select(Firm.id, Firm.licence_no, Firm.tax_code).where(Firm.unlisted_on.is_(None)).order_by(Firm.id)
    called = select(FirmName.firm_id, FirmName.kind, FirmName.name).order_by(FirmName.firm_id, FirmName.position)
    names: dict[int, list[tuple[str, str]]] = {}
    for firm_id, kind, name in db.session.execute(called):
        names.setdefault(firm_id, []).append((kind, name))
    return [Entry(id, number, tax, names[id]) for id, number, tax in db.session.execute(listed)]


def all_firms() -> Sequence[Firm]:
    """Every firm ever listed, with everything an import may change."""
    parts = (Firm.names, Firm.states, Firm.branches, Firm.people, Firm.markets)
    return db.session.scalars(select(Firm).options(*map(selectinload, parts)).order_by(Firm.id)).all()


def said_of_firms() -> dict[int, list[Said]]:
    """Where each firm ever listed is, who acts for it and how it is called by phone, as the register writes it."""
    said: dict[int, list[Said]] = {}
    own = select(Firm.id, Firm.address, Firm.legal_representative, Firm.phone).order_by(Firm.id)
    for id, address, representative, phone in db.session.execute(own):
        told: tuple[tuple[Kind, Role, str | None], ...] = (
            ("address", "office", address), ("person", "representative", representative), ("phone", "phone", phone),
        )  # fmt: skip
        said[id] = [Said(kind, role, text) for kind, role, text in told if text]
    people = select(AuthorisedPerson.firm_id, AuthorisedPerson.name).order_by(AuthorisedPerson.id)
    for id, name in db.session.execute(people):
        said[id].append(Said("person", "authorised", name))
    branches = select(Branch.firm_id, Branch.address).where(Branch.address.is_not(None)).order_by(Branch.id)
    for id, address in db.session.execute(branches):
        said[id].append(Said("address", "branch", str(address)))
    return said


def find_firm(ref: str) -> Firm | None:
    """The firm with this reference."""
    return db.session.scalar(select(Firm).where(Firm.ref == ref))


def firms_by_id(ids: Iterable[int]) -> dict[int, Firm]:
    """These firms by id, with the names and states a card shows."""
    found = db.session.scalars(_cards().where(Firm.id.in_(list(ids))))
    return {firm.id: firm for firm in found}


def names_of(licences: Sequence[str]) -> dict[str, str]:
    """The Vietnamese names of the holders of these licence numbers, at most some hundred."""
    query = select(Firm.licence_no, FirmName.name).join(FirmName, FirmName.firm_id == Firm.id)
    found = db.session.execute(query.where(Firm.licence_no.in_(licences), FirmName.kind == "vi"))
    return {row[0]: row[1] for row in found}


def firms_by_ref(refs: Sequence[str]) -> list[Firm]:
    """These firms, with the names and states a card shows, in no order."""
    found: list[Firm] = []
    for start in range(0, len(refs), CHUNK):
        found += db.session.scalars(_cards().where(Firm.ref.in_(refs[start : start + CHUNK])))
    return found


def firms_by_number(number: str) -> Sequence[Firm]:
    """The firms whose licence number has this number part, in the order of their numbers."""
    return db.session.scalars(_cards().where(Firm.number_part == number).order_by(Firm.licence_no)).all()


def page_of_firms(filters: Filters, offset: int, limit: int) -> Sequence[Firm]:
    """The firms of a page of the list, sorted as asked."""
    query = _narrowed(_cards(), filters).order_by(*_SORTED[filters.sort], Firm.sort_key, Firm.id)
    return db.session.scalars(query.offset(offset).limit(limit)).all()


def count_states(filters: Filters) -> dict[str, int]:
    """How many firms of the list are in each state that has any, whatever state is asked for; `unlisted` ones too."""
    every = replace(filters, state=None)
    named = case(*((_in_state(state, filters.day), literal(state)) for state in LISTED), else_=literal(""))
    current = and_(LicenceState.firm_id == Firm.id, LicenceState.ended_on.is_(None))
    listed = _narrowed(select(named, func.count()).select_from(Firm).join(LicenceState, current), every).group_by(named)
    gone = _narrowed(select(func.count()).select_from(Firm), replace(filters, state=UNLISTED))
    counted: dict[str, int] = dict(iter(db.session.execute(listed)))
    return counted | {UNLISTED: db.session.scalar(gone) or 0}


_SORTED: Mapping[str, tuple[Any, ...]] = {
    NAME: (),
    NUMBER: (func.length(Firm.number_part), Firm.number_part, Firm.licence_no),
    ISSUED: (Firm.licence_issued_on.is_(None), Firm.licence_issued_on.desc()),
}
"""A name sorts by the Vietnamese alphabet; of numbers the shorter is the smaller; of licences the newest comes first."""


def markets_of_firms() -> Sequence[str]:
    """The markets that any listed firm has."""
    query = (
        select(FirmMarket.market).join(Firm).where(Firm.unlisted_on.is_(None)).distinct().order_by(FirmMarket.market)
    )
    return db.session.scalars(query).all()


def orders_by_key(key: str) -> Sequence[RecruitmentOrder]:
    """The orders that have this folded reference or approval number; one told by mistake and taken back is none."""
    either = or_(RecruitmentOrder.ref_key == key, RecruitmentOrder.approval_key == key)
    query = select(RecruitmentOrder).where(either, RecruitmentOrder.taken_back_on.is_(None))
    return db.session.scalars(query.order_by(RecruitmentOrder.id)).all()


def orders_by_ref(keys: Sequence[str] | None) -> list[RecruitmentOrder]:
    """The orders of these folded references, or all of them, with their firms."""
    query = select(RecruitmentOrder).options(
        selectinload(RecruitmentOrder.firm).selectinload(Firm.names),
        selectinload(RecruitmentOrder.firm).selectinload(Firm.states),
        selectinload(RecruitmentOrder.fees),
    )
    if keys is None:
        return list(db.session.scalars(query.order_by(RecruitmentOrder.id)))
    found: list[RecruitmentOrder] = []
    for start in range(0, len(keys), CHUNK):
        found += db.session.scalars(query.where(RecruitmentOrder.ref_key.in_(keys[start : start + CHUNK])))
    return found


def all_refs() -> Sequence[str]:
    """The reference of every listed firm."""
    return db.session.scalars(select(Firm.ref).where(Firm.unlisted_on.is_(None)).order_by(Firm.id)).all()


def _cards() -> Select[Firm]:
    return select(Firm).options(selectinload(Firm.names), selectinload(Firm.states), selectinload(Firm.markets))


def _narrowed(query: Select[Any], filters: Filters) -> Select[Any]:
    gone = filters.state == UNLISTED
    query = query.where(Firm.unlisted_on.is_not(None) if gone else Firm.unlisted_on.is_(None))
    for word in words(filters.text)[:20]:  # short words are whole words: “do” is not the beginning of “dong”
        sought = f" {word} " if len(word) <= WHOLE_WORD else f" {word}"
        query = query.where(Firm.fold.contains(sought, autoescape=True))
    if filters.province_id is not None:
        query = query.where(Firm.province_key == filters.province_id)
    if filters.market is not None:
        has = select(FirmMarket.firm_id).where(FirmMarket.firm_id == Firm.id, FirmMarket.market == filters.market)
        query = query.where(exists(has))
    if filters.state is not None and not gone:
        has_state = select(LicenceState.id).where(
            LicenceState.firm_id == Firm.id, LicenceState.ended_on.is_(None), _in_state(filters.state, filters.day)
        )
        query = query.where(exists(has_state))
    return query


def _in_state(state: str, day: date) -> ColumnElement[bool]:
    """The same as `rules.licences.status_on`, in SQL: a valid licence past its last day is expired."""
    started = or_(LicenceState.starts_on.is_(None), LicenceState.starts_on <= day)
    over = and_(LicenceState.state == "valid", started, LicenceState.runs_to < day)
    if state == "valid":
        running = or_(LicenceState.runs_to.is_(None), LicenceState.runs_to >= day)
        return and_(LicenceState.state == "valid", started, running)
    if state == "expired":
        return or_(LicenceState.state == "expired", over)
    if state == "not_yet":
        return and_(LicenceState.state == "valid", LicenceState.starts_on > day)
    return LicenceState.state == state
