"""What of this room can be found: open vacancies. Profiles never go to the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from portal.jobs import store
from portal.jobs.cards import revision, vacancy_is_shown
from portal.jobs.facts import Wanted
from portal.jobs.models import Vacancy
from portal.jobs.rules import KIND
from portal.search.document import ANY, Doc
from portal.search.source import Source
from portal.shared.clock import today


class VacancySource:
    """Every vacancy that is open today, in its own words."""

    kind = KIND

    def load(self, ids: Sequence[str]) -> Iterable[Doc]:
        day = today()
        return [_doc(row) for row in store.vacancies_by_ref(ids) if vacancy_is_shown(row, day)]

    def all(self) -> Iterable[Doc]:
        return [_doc(row) for row in store.every(store.open_vacancies(today(), Wanted()))]


SOURCES: list[Source] = [VacancySource()]


def _doc(row: Vacancy) -> Doc:
    parts = [row.employer, row.sector or "", row.province, *row.skills_required, *row.skills_preferred, row.description]
    posted = row.posted_at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return Doc(
        kind=KIND,
        id=row.ref,
        rev=revision(row.changed_at),
        locale=ANY,
        title=row.title,
        body=" · ".join(part for part in parts if part),
        filters={
            "province": (row.province_id,) if row.province_id else (),
            "sector": (row.sector,) if row.sector else (),
        },
        sort={"posted": posted.days, "salary": row.wage_max or row.wage_min or 0},
    )
