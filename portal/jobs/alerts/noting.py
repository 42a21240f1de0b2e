"""Noting what is new for whom: the pairs that the matching found, and what saved searches find among the vacancies that changed.

Nothing is looked at twice: pairs carry a mark, and one number says up to which change the searches have looked. What was
there before a search was kept, or before letters were agreed to, is nobody's news.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from portal.jobs import store as jobs
from portal.jobs.alerts import news_store as news
from portal.jobs.alerts import store
from portal.jobs.alerts.models import SavedSearch
from portal.jobs.alerts.news_store import Key
from portal.jobs.alerts.rules.finding import Offer, Times, finds, is_news
from portal.jobs.alerts.rules.letters import NEWS_FOR, UNCONFIRMED_LIFE
from portal.jobs.models import Vacancy
from portal.storage.db import db

CHANGES, PAIRS = 200, 1000
"""Changes, and pairs, that are taken over in one transaction."""


def note(now: datetime, day: date) -> tuple[int, bool]:
    """Note the next part of what is new: how many notes were made, and whether more waits. Commits."""
    added = _note_pairs(now) + _note_found(now, day)
    db.session.commit()
    return added, news.pairs_wait() or (news.searched_upto() or 0) < store.newest_change()


def is_behind() -> bool:
    """Whether the matching has not looked at every change yet, so that more may soon fit somebody."""
    looked = jobs.alerted_upto()
    return looked is not None and looked < store.newest_change()


def sweep(now: datetime) -> int:
    """Forget what waited too long to be told, and searches of addresses that nobody confirmed. Commits."""
    gone = news.forget_old(now - NEWS_FOR) + store.forget_unconfirmed(now - UNCONFIRMED_LIFE)
    db.session.commit()
    return gone


def _note_pairs(now: datetime) -> int:
    if not news.pairs_wait():
        return 0
    news.begin()
    pairs = news.new_pairs(PAIRS)
    news.pairs_done([pair for pair, _reader, _vacancy in pairs])
    added = news.keep(((reader, vacancy, store.PROFILE) for _, reader, vacancy in pairs if reader is not None), now)
    db.session.commit()
    return added


def _note_found(now: datetime, day: date) -> int:
    """What is found is worked out before the turn is taken, so that nobody waits for it."""
    before = news.searched_upto()
    if before is None:
        news.begin()
        if news.searched_upto() is None:
            news.set_searched(store.newest_change())
        return 0
    changes, upto = news.vacancies_changed(before, CHANGES)
    if upto == before:
        return 0
    rows = news.open_of(list(changes), day)
    found = found_by(db.session.scalars(store.counting()).all(), rows, changes) if rows else set()
    db.session.rollback()
    news.begin()
    if news.searched_upto() != before:  # another worker was quicker
        return 0
    news.set_searched(upto)
    return news.keep(store.still_counting(found), now)


def found_by(searches: Sequence[SavedSearch], rows: Sequence[Vacancy], changes: dict[int, int]) -> set[Key]:
    """Which of these vacancies are news to which of these searches. `changes`: the last change of each vacancy by its id."""
    offers = [
        (row.id, Offer(row.folded, row.province_id, row.sector, _best(row)), Times(row.posted_at, row.changed_at, row.confirmed_at))
        for row in rows
    ]  # fmt: skip
    found = set[Key]()
    for search in searches:
        wanted = store.said_of(search).wanted
        found |= {
            (search.reader_id, id, search.id)
            for id, offer, times in offers
            if changes[id] > search.since_seq and finds(wanted, offer) and is_news(times, search.since_at)
        }
    return found


def _best(row: Vacancy) -> int | None:
    return row.wage_min if row.wage_max is None else row.wage_max
