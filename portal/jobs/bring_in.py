"""Rows that came in by file are kept: a known reference is overwritten, a new one is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.models import Profile, Vacancy
from portal.jobs.rules import CLOSED, state_on_import
from portal.jobs.store import begin_changes, find_profile, find_vacancy, note_changes
from portal.shared.clock import now
from portal.shared.text import words
from portal.storage.db import db


def keep_vacancies(
    found: Sequence[VacancyFacts], *, illustrative: bool, province_of: Callable[[str], str | None]
) -> list[str]:
    """Keep these vacancies in the caller's transaction; their references."""
    begin_changes()
    moment = now()
    rows = []
    for facts in found:
        values = values_of(facts) | {"province_id": province_of(facts.province), "folded": folded(facts)}
        row = find_vacancy(facts.ref)
        if row is None:
            row = Vacancy(posted_at=moment)
            db.session.add(row)
        state = CLOSED if values.pop("closed") else state_on_import(illustrative)
        closed = (row.closed_at or moment) if state == CLOSED else None
        _set(row, values | {"illustrative": illustrative, "state": state, "changed_at": moment, "closed_at": closed})
        rows.append(row)
    db.session.flush()
    note_changes("vacancy", [row.id for row in rows], moment)
    return [facts.ref for facts in found]


def keep_profiles(found: Sequence[ProfileFacts], *, illustrative: bool) -> None:
    """Keep these profiles in the caller's transaction. A file speaks for invented people only: it consents for nobody else."""
    begin_changes()
    moment = now()
    rows = []
    for facts in found:
        row = find_profile(facts.ref)
        if row is None:
            row = Profile()
            db.session.add(row)
        agreed = {"consented": facts.consented and illustrative}
        _set(row, values_of(facts) | agreed | {"illustrative": illustrative, "changed_at": moment})
        rows.append(row)
    db.session.flush()
    note_changes("profile", [row.id for row in rows], moment)


def values_of(facts: VacancyFacts | ProfileFacts) -> dict[str, Any]:
    """Facts as the columns of a row."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()}


def _set(row: object, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def folded(facts: VacancyFacts) -> str:
    """What the text filter of the list looks in."""
    parts = [facts.title, facts.employer, facts.sector, facts.province, *facts.skills_required, *facts.skills_preferred]
    return " ".join(word for part in parts for word in words(part))
