"""How vacancies and profiles are fetched and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from portal.jobs.models import Profile, Vacancy
from portal.jobs.rules import OPEN
from portal.shared.text import words
from portal.storage.db import db


@dataclass(frozen=True)
class Wanted:
    """What a list of vacancies is narrowed by; empty means any. `wage` is the least wage (VND a month)."""

    text: str = ""
    province_id: str = ""
    sector: str = ""
    wage: int | None = None


def open_vacancies(day: date, wanted: Wanted) -> Select[Vacancy]:
    """The open vacancies of this day that fit, newest first."""
    query = select(Vacancy).where(Vacancy.state == OPEN, or_(Vacancy.deadline.is_(None), Vacancy.deadline >= day))
    for word in words(wanted.text):
        query = query.where(Vacancy.folded.contains(word, autoescape=True))
    if wanted.province_id:
        query = query.where(Vacancy.province_id == wanted.province_id)
    if wanted.sector:
        query = query.where(Vacancy.sector == wanted.sector)
    if wanted.wage is not None:
        query = query.where(func.coalesce(Vacancy.wage_max, Vacancy.wage_min) >= wanted.wage)
    return query.order_by(Vacancy.posted_at.desc(), Vacancy.ref)


def page_of(query: Select[Vacancy], first: int, size: int) -> tuple[Sequence[Vacancy], int]:
    """`size` vacancies from the `first`-th (counted from 0), and how many there are in all."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return db.session.scalars(query.offset(first).limit(size)).all(), total


def every(query: Select[Vacancy]) -> Sequence[Vacancy]:
    """All vacancies of a query."""
    return db.session.scalars(query).all()


def sectors(day: date) -> list[str]:
    """The sectors that open vacancies name."""
    found = open_vacancies(day, Wanted()).order_by(None).with_only_columns(Vacancy.sector).distinct()
    return [sector for sector in db.session.scalars(found) if sector]


def find_vacancy(ref: str) -> Vacancy | None:
    """The vacancy with this reference, or None."""
    return db.session.scalar(select(Vacancy).where(Vacancy.ref == ref))


def vacancies_by_ref(refs: Sequence[str]) -> Sequence[Vacancy]:
    """The vacancies with these references, in no order."""
    return db.session.scalars(select(Vacancy).where(Vacancy.ref.in_(refs))).all()


def find_profile(ref: str) -> Profile | None:
    """The profile with this reference, or None."""
    return db.session.scalar(select(Profile).where(Profile.ref == ref))


def illustrative_profiles() -> Sequence[Profile]:
    """Every invented person, by reference."""
    return db.session.scalars(select(Profile).where(Profile.illustrative).order_by(Profile.ref)).all()
