"""What was found for whom and waits to be told, and what was told: noted in batches, read one reader at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update

from portal.jobs import store as jobs
from portal.jobs.alerts.models import AlertNews, AlertReader, HomeReminder, SavedSearch
from portal.jobs.alerts.store import PROFILE, changed
from portal.jobs.facts import Wanted
from portal.jobs.models import MatchAlert, MatchChange, Profile, Vacancy
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark
from portal.storage.turns import take_turn

TURN, SEARCHED = "alert_news", "alert_news_upto"
Key = tuple[int, int, int]
"""Reader, vacancy, search (PROFILE: what fits)."""


def begin() -> None:
    """Take the turn of noting: nobody else notes until the transaction ends."""
    take_turn(TURN)


def searched_upto() -> int | None:
    """The last change that saved searches looked at; None before the first time."""
    told = find_mark(SEARCHED)
    return None if told is None else int(told)


def set_searched(upto: int) -> None:
    """Remember up to which change saved searches looked."""
    set_mark(SEARCHED, str(upto))


def vacancies_changed(after: int, most: int) -> tuple[dict[int, int], int]:
    """Of the next changes after this one, at most `most`: the last of each vacancy, and the number of the last of all."""
    query = select(MatchChange.seq, MatchChange.side, MatchChange.row_id).where(MatchChange.seq > after)
    rows = db.session.execute(query.order_by(MatchChange.seq).limit(most)).all()
    return {row.row_id: row.seq for row in rows if row.side == "vacancy"}, rows[-1].seq if rows else after


def open_of(ids: Collection[int], day: date) -> Sequence[Vacancy]:
    """Those of these vacancies that everybody may see on this day."""
    return db.session.scalars(jobs.open_vacancies(day, Wanted()).where(Vacancy.id.in_(ids))).all()


def new_pairs(most: int) -> list[tuple[int, int | None, int]]:
    """Pairs that the matching found and nobody took over yet: (id of the pair, reader or None, vacancy)."""
    agreed = and_(AlertReader.account == Profile.account, AlertReader.fits)
    query = (
        select(MatchAlert.id, AlertReader.id, MatchAlert.vacancy_id)
        .join(Profile, Profile.id == MatchAlert.profile_id)
        .outerjoin(AlertReader, agreed)
        .where(MatchAlert.noted.is_(False))
        .order_by(MatchAlert.id)
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def pairs_done(ids: Sequence[int]) -> None:
    """These pairs are taken over."""
    for part in jobs.in_parts(ids):
        changed(update(MatchAlert).where(MatchAlert.id.in_(part)).values(noted=True))


def keep(found: Iterable[Key], now: datetime) -> int:
    """Note what is found, where its reader was neither told of the vacancy nor has it waiting by the same way; how many."""
    wanted, told = set(found), set[tuple[int, int]]()
    for part in jobs.in_parts(sorted({vacancy for _, vacancy, _ in wanted})):
        known = select(AlertNews.reader_id, AlertNews.vacancy_id, AlertNews.search_id, AlertNews.told_on)
        for reader, vacancy, search, told_on in db.session.execute(known.where(AlertNews.vacancy_id.in_(part))):
            if told_on is not None:
                told.add((reader, vacancy))
            wanted.discard((reader, vacancy, search))
    wanted = {key for key in wanted if key[:2] not in told}
    db.session.add_all(AlertNews(reader_id=r, vacancy_id=v, search_id=s, noted_at=now) for r, v, s in sorted(wanted))
    db.session.flush()
    return len(wanted)


def due_readers(day: date, most: int) -> Sequence[int]:
    """Ids of readers who had no letter on this day and for whom something waits that may be told now."""
    fits = and_(AlertNews.search_id == PROFILE, exists().where(_shown_profile()))
    counting = and_(SavedSearch.id == AlertNews.search_id, SavedSearch.reader_id == AlertNews.reader_id)
    kept = exists().where(counting, SavedSearch.paused.is_(False), SavedSearch.confirmed_at.is_not(None))
    query = (
        select(AlertReader.id)
        .join(AlertNews, AlertNews.reader_id == AlertReader.id)
        .where(
            AlertNews.told_on.is_(None),
            or_(AlertReader.told_on.is_(None), AlertReader.told_on < day),
            AlertNews.vacancy_id.in_(_open_ids(day)),
            or_(fits, kept),
        )
        .distinct()
        .order_by(AlertReader.id)
        .limit(most)
    )
    return db.session.scalars(query).all()


def waiting(reader: AlertReader, day: date) -> Sequence[tuple[int, Vacancy]]:
    """What waits for this reader and may be seen on this day: (search or PROFILE, vacancy), the newest vacancies first."""
    counting = select(SavedSearch.id).where(
        SavedSearch.reader_id == reader.id, SavedSearch.paused.is_(False), SavedSearch.confirmed_at.is_not(None)
    )
    query = (
        select(AlertNews.search_id, Vacancy)
        .join(Vacancy, Vacancy.id == AlertNews.vacancy_id)
        .where(
            AlertNews.reader_id == reader.id,
            AlertNews.told_on.is_(None),
            or_(AlertNews.search_id == PROFILE, AlertNews.search_id.in_(counting)),
            Vacancy.id.in_(_open_ids(day)),
        )
        .order_by(Vacancy.posted_at.desc(), Vacancy.ref, AlertNews.search_id)
        .execution_options(populate_existing=True)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def scores(profile_id: int, ids: Sequence[int]) -> dict[int, int]:
    """The score that each of these vacancies had when it was found for this profile."""
    query = select(MatchAlert.vacancy_id, MatchAlert.score).where(
        MatchAlert.profile_id == profile_id, MatchAlert.vacancy_id.in_(ids)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def told(reader: AlertReader, ids: Collection[int], day: date) -> None:
    """Write down that the reader is told of these vacancies by the letter of this day."""
    mine = (AlertNews.reader_id == reader.id, AlertNews.vacancy_id.in_(ids))
    changed(update(AlertNews).where(*mine).values(told_on=day))
    reader.told_on = day


def untold(reader: AlertReader) -> None:
    """The letter of the last day was taken back before it left: what saved searches found waits again."""
    mine = (AlertNews.reader_id == reader.id, AlertNews.told_on == reader.told_on, AlertNews.search_id != PROFILE)
    changed(update(AlertNews).where(*mine).values(told_on=None))
    reader.told_on = None


def drop(reader: AlertReader, ids: Collection[int]) -> None:
    """These vacancies were found for the profile and are told no more."""
    mine = (AlertNews.reader_id == reader.id, AlertNews.search_id == PROFILE, AlertNews.told_on.is_(None))
    changed(delete(AlertNews).where(*mine, AlertNews.vacancy_id.in_(ids)))


def forget_old(before: datetime) -> int:
    """Forget what waited for too long; how many."""
    return changed(delete(AlertNews).where(AlertNews.told_on.is_(None), AlertNews.noted_at < before))


def coming_home(first: date, last: date, after: int, most: int) -> Sequence[tuple[AlertReader, Profile]]:
    """Readers who agreed to letters and come home in these days, by id."""
    query = (
        select(AlertReader, Profile)
        .join(Profile, Profile.account == AlertReader.account)
        .where(AlertReader.fits, AlertReader.id > after, Profile.active, Profile.home_on.between(first, last))
        .order_by(AlertReader.id)
        .limit(most)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def reminded(reader: AlertReader) -> Sequence[HomeReminder]:
    """The reminders this reader had."""
    return db.session.scalars(select(HomeReminder).where(HomeReminder.reader_id == reader.id)).all()


def pairs_wait() -> bool:
    """Whether the matching found pairs that are not taken over yet."""
    return db.session.scalar(select(func.min(MatchAlert.id)).where(MatchAlert.noted.is_(False))) is not None


def _shown_profile() -> ColumnElement[bool]:
    return and_(Profile.account == AlertReader.account, AlertReader.fits, Profile.active, Profile.consented)


def _open_ids(day: date) -> Select[int]:
    return jobs.open_vacancies(day, Wanted()).order_by(None).with_only_columns(Vacancy.id)
