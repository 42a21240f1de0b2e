"""How vacancies and profiles are fetched and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, or_, select
from sqlalchemy.orm import Session

from portal.jobs.facts import Wanted
from portal.jobs.models import MatchAlert, MatchChange, Profile, Vacancy
from portal.jobs.rules import CLOSES_AFTER, CONFIRMED_FOR, OPEN, SINKS_AFTER
from portal.organisations.models import Organisation
from portal.shared.clock import VIETNAM
from portal.shared.text import words
from portal.storage.db import db
from portal.storage.installation import Mark, find_mark, set_mark
from portal.storage.turns import take_turn


def open_vacancies(day: date, wanted: Wanted) -> Select[Vacancy]:
    """The open vacancies of this day that fit, newest first; those that leave who applies unanswered below the others."""
    query = select(Vacancy).where(
        Vacancy.state == OPEN,
        or_(Vacancy.deadline.is_(None), Vacancy.deadline >= day),
        or_(Vacancy.confirmed_at.is_(None), Vacancy.confirmed_at >= _confirmed_since(day)),
        or_(Vacancy.organisation.is_(None), Vacancy.organisation.in_(_VERIFIED)),
        or_(Vacancy.waiting_since.is_(None), Vacancy.waiting_since >= _midnight(day, CLOSES_AFTER - 1)),
    )
    for word in words(wanted.text):
        query = query.where(Vacancy.folded.contains(word, autoescape=True))
    if wanted.province_id:
        query = query.where(Vacancy.province_id == wanted.province_id)
    if wanted.sector:
        query = query.where(Vacancy.sector == wanted.sector)
    if wanted.wage is not None:
        query = query.where(func.coalesce(Vacancy.wage_max, Vacancy.wage_min) >= wanted.wage)
    return query.order_by(case((_sunk(day), 1), else_=0), Vacancy.posted_at.desc(), Vacancy.ref)


_VERIFIED = select(Organisation.ref).where(Organisation.state == "verified")


def _confirmed_since(day: date) -> datetime:
    """The first moment of the first day from which an employer's word still holds on this day."""
    return _midnight(day, CONFIRMED_FOR)


def _sunk(day: date) -> ColumnElement[bool]:
    """`rules.is_sunk` for the database."""
    return and_(Vacancy.waiting_since.is_not(None), Vacancy.waiting_since < _midnight(day, SINKS_AFTER))


def _midnight(day: date, before: int) -> datetime:
    """The first moment in Vietnam of the day so many days before."""
    return datetime.combine(day - timedelta(days=before), time(), VIETNAM)


def sunk(day: date) -> set[str]:
    """References of the open vacancies that stand below the others on this day."""
    return set(db.session.scalars(select(Vacancy.ref).where(Vacancy.state == OPEN, _sunk(day))))


def waiting_long(day: date) -> Sequence[Vacancy]:
    """Open vacancies that stand below the others on this day, of organisations."""
    found = select(Vacancy).where(Vacancy.state == OPEN, Vacancy.organisation.is_not(None), _sunk(day))
    return db.session.scalars(found.order_by(Vacancy.id)).all()


def confirmed_before(day: date, days: int) -> Sequence[Vacancy]:
    """Open vacancies whose employer last confirmed them at least so many days before this one, in no word since asked."""
    found = select(Vacancy).where(
        Vacancy.state == OPEN,
        Vacancy.organisation.is_not(None),
        Vacancy.confirmed_at < _midnight(day, days - 1),
        Vacancy.confirmed_at >= _confirmed_since(day),
        or_(Vacancy.confirm_asked_at.is_(None), Vacancy.confirm_asked_at < Vacancy.confirmed_at),
    )
    return db.session.scalars(found.order_by(Vacancy.id)).all()


def page_of(query: Select[Vacancy], first: int, size: int) -> tuple[Sequence[Vacancy], int]:
    """`size` vacancies from the `first`-th (counted from 0), and how many there are in all."""
    return db.session.scalars(query.offset(first).limit(size)).all(), count_of(query)


def count_of(query: Select[Any]) -> int:
    """How many rows a query gives."""
    return db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


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


def offered_by(organisation: str) -> Sequence[str]:
    """References of the open vacancies of this organisation, the oldest first."""
    mine = select(Vacancy.ref).where(Vacancy.organisation == organisation, Vacancy.state == OPEN)
    return db.session.scalars(mine.order_by(Vacancy.id)).all()


def find_profile(ref: str) -> Profile | None:
    """The profile with this reference, or None."""
    return db.session.scalar(select(Profile).where(Profile.ref == ref))


def profile_of(account: str) -> Profile | None:
    """The profile of this account, or None."""
    return db.session.scalar(select(Profile).where(Profile.account == account))


def illustrative() -> Select[Profile]:
    """Every invented person that nobody's account owns (`rules.is_on_show`), by reference."""
    return select(Profile).where(Profile.illustrative, Profile.account.is_(None)).order_by(Profile.ref)


def illustrative_profiles() -> Sequence[Profile]:
    """Every invented person, by reference."""
    return db.session.scalars(illustrative()).all()


CHANGES = "match_change"
PRUNED = "match_change_pruned_to"
LEAP = 10**9
"""Further than any store can have come between two restored backups."""
PART = 500
"""Ids or references in one query."""
Side = Literal["profile", "vacancy"]


def begin_changes() -> None:
    """Take the turn of the change log, before anything is set: from here to the commit nobody else writes to it, so that
    its numbers are in the order of commits on every database."""
    take_turn(CHANGES)


def note_changes(side: Side, ids: Iterable[int], moment: datetime) -> None:
    """Write down that these rows changed, in the caller's transaction, after `begin_changes`."""
    db.session.add_all(MatchChange(side=side, row_id=row_id, changed_at=moment) for row_id in ids)


def leap(moment: datetime) -> None:
    """Let every store be written anew: what they have seen is another database's, so all of it counts as forgotten."""
    beyond = (db.session.scalar(select(func.max(MatchChange.seq))) or 0) + LEAP
    set_mark(PRUNED, str(beyond))
    db.session.add(MatchChange(seq=beyond, side="profile", row_id=1, changed_at=moment))


def prune_changes(before: datetime) -> int:
    """Forget changes from before this moment, how many; a store that has not seen them is written anew."""
    last = db.session.scalar(select(func.max(MatchChange.seq)).where(MatchChange.changed_at < before))
    newest = db.session.scalar(select(func.max(MatchChange.seq)))
    if last is None or newest is None or (last := min(last, newest - 1)) < 1:
        return 0  # the newest stays: it says how far stores must have come
    set_mark(PRUNED, str(last))
    gone = db.session.execute(delete(MatchChange).where(MatchChange.seq <= last))
    return int(gone.rowcount)  # type: ignore[attr-defined]


ALERTED = "match_alerts_upto"


def alerted_upto() -> int | None:
    """The last change that pairs were looked for; None before the first time."""
    told = find_mark(ALERTED)
    return None if told is None else int(told)


def begin_alerts(newest: int) -> int:
    """Take the turn of the alerts; up to which change pairs were looked for. The first time it is the newest: nobody is told
    of what was there before."""
    take_turn(ALERTED)
    told = alerted_upto()
    if told is None:
        set_mark(ALERTED, str(newest))
    return newest if told is None else told


def keep_alerts(pairs: Iterable[tuple[str, str, int]], weights: str, moment: datetime, upto: int) -> int:
    """Keep those of these pairs (profile, vacancy, score) that were never told, how many; changes up to `upto` are done."""
    scores = {(profile, vacancy): score for profile, vacancy, score in pairs}
    people = _ids(Profile, {profile for profile, _ in scores})
    jobs = _ids(Vacancy, {vacancy for _, vacancy in scores})
    known: set[tuple[int, int]] = set()
    for ids in in_parts(sorted(people.values())):
        told = select(MatchAlert.profile_id, MatchAlert.vacancy_id).where(MatchAlert.profile_id.in_(ids))
        known.update((profile_id, vacancy_id) for profile_id, vacancy_id in db.session.execute(told))
    new = [
        MatchAlert(profile_id=people[p], vacancy_id=jobs[v], score=score, weights=weights, found_at=moment)
        for (p, v), score in scores.items()
        if p in people and v in jobs and (people[p], jobs[v]) not in known
    ]
    db.session.add_all(new)
    set_mark(ALERTED, str(upto))
    return len(new)


def in_parts(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """A long list in pieces that a query can hold."""
    for first in range(0, len(ids), PART):
        yield ids[first : first + PART]


def _ids(table: type[Profile] | type[Vacancy], refs: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in in_parts(sorted(refs)):
        found.update(
            (ref, id) for ref, id in db.session.execute(select(table.ref, table.id).where(table.ref.in_(part)))
        )
    return found


class Committed:
    """What others see of the database too: a session of its own, so that nothing uncommitted gets into a store."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest_change(self) -> int:
        """The number of the newest change, 0 for none."""
        return self._session.scalar(select(func.max(MatchChange.seq))) or 0

    def pruned_to(self) -> int:
        """The newest change that was forgotten."""
        return int(self._session.scalar(select(Mark.value).where(Mark.key == PRUNED)) or 0)

    def changes(self, after: int, upto: int) -> dict[Side, list[int]]:
        """Ids of the rows that changed, each once."""
        changed = select(MatchChange.row_id).where(MatchChange.seq > after, MatchChange.seq <= upto)
        return {
            side: list(self._session.scalars(changed.where(MatchChange.side == side).distinct().order_by("row_id")))
            for side in _TABLES
        }

    def changed_upto(self, after: int, most: int) -> int:
        """The number of the `most`-th change after this one, or of the newest."""
        numbers = (
            select(MatchChange.seq).where(MatchChange.seq > after).order_by(MatchChange.seq).limit(most).subquery()
        )
        return self._session.scalar(select(func.max(numbers.c.seq))) or after

    def highest_id(self, side: Side) -> int:
        """The highest id of a side, 0 for none."""
        return self._session.scalar(select(func.max(_TABLES[side].id))) or 0

    def profiles(self, ids: Sequence[int]) -> dict[int, Profile]:
        """The profiles with these ids."""
        return {row.id: row for row in self._session.scalars(select(Profile).where(Profile.id.in_(ids)))}

    def vacancies(self, ids: Sequence[int]) -> dict[int, Vacancy]:
        """The vacancies with these ids."""
        return {row.id: row for row in self._session.scalars(select(Vacancy).where(Vacancy.id.in_(ids)))}


_TABLES: dict[Side, type[Profile] | type[Vacancy]] = {"profile": Profile, "vacancy": Vacancy}


@contextmanager
def committed() -> Iterator[Committed]:
    """The database as it is committed, for reading."""
    with Session(db.engine) as session:
        yield Committed(session)
