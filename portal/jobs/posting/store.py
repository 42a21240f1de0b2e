"""How employers' vacancies and decisions on them are fetched."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.jobs.models import Vacancy, VacancyDecision
from portal.jobs.rules import PENDING
from portal.storage.db import db


def of_organisation(ref: str) -> Sequence[Vacancy]:
    """Every vacancy of an organisation, the one changed last first."""
    mine = select(Vacancy).where(Vacancy.organisation == ref)
    return db.session.scalars(mine.order_by(Vacancy.changed_at.desc(), Vacancy.id.desc())).all()


def waiting(page: int, size: int) -> tuple[Sequence[Vacancy], int]:
    """A page of those that wait for a moderator, the longest waiting first, and how many wait."""
    query = select(Vacancy).where(Vacancy.state == PENDING)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    since = func.coalesce(Vacancy.submitted_at, Vacancy.posted_at)
    return db.session.scalars(query.order_by(since, Vacancy.id).offset((page - 1) * size).limit(size)).all(), total


def decisions_of(vacancy: Vacancy) -> Sequence[VacancyDecision]:
    """What was decided of a vacancy, newest first."""
    of_it = select(VacancyDecision).where(VacancyDecision.vacancy_id == vacancy.id)
    return db.session.scalars(of_it.order_by(VacancyDecision.id.desc())).all()
