"""The letters about new vacancies: at most one on a day in Viet Nam, about what may still be seen when it is written.

A letter and the note of what it tells are one transaction: whatever stops this in between, each vacancy is told once. Several
workers may run: each reader is held while their letter is written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.jobs import consents
from portal.jobs import store as jobs
from portal.jobs.alerts import news_store as news
from portal.jobs.alerts import store
from portal.jobs.alerts.models import AlertReader
from portal.jobs.alerts.rules.letters import places
from portal.jobs.alerts.stopping import path_of
from portal.jobs.alerts.store import PROFILE
from portal.jobs.matching.readings import employer_key
from portal.jobs.models import Profile, Vacancy
from portal.mail import service as mail
from portal.mail.rules.offers import said_offer
from portal.shared.locales import Locale
from portal.storage.db import db

READERS = 100
"""Readers who are written to in one turn of the worker."""


@dataclass(frozen=True)
class Post:
    """Where a letter goes, and in which language."""

    address: str
    locale: Locale


@dataclass(frozen=True)
class Fresh:
    """What a letter tells: what fits, best first, and what saved searches found, newest first; no vacancy twice."""

    fits: Sequence[Vacancy]
    kept: Sequence[Vacancy]


def tell(day: date) -> tuple[int, bool]:
    """Queue the letters of this day: how many were queued, and whether more readers wait."""
    readers = news.due_readers(day, READERS)
    db.session.rollback()
    written = sum(_tell_one(reader, day) for reader in readers)
    return written, written > 0 and len(readers) == READERS


@act
def _tell_one(reader_id: int, day: date) -> bool:
    """The letter to one reader; False where nothing may be told, or another worker did."""
    reader = store.hold(reader_id, before=day)
    if reader is None:
        return False
    post = post_of(reader)
    if post is None:
        reader.told_on = day  # nobody to write to now: looked at again tomorrow
        return False
    fresh = _fresh(reader, day)
    if not (fresh.fits or fresh.kept):
        return False
    if not _write(reader, post, fresh):
        db.session.rollback()
        return False
    news.told(reader, [row.id for row in (*fresh.fits, *fresh.kept)], day)
    return True


def post_of(reader: AlertReader) -> Post | None:
    """Where letters to this reader go; None for an account that is suspended, gone, or has no address."""
    if reader.account is None:
        return Post(store.address_of(reader) or "", cast(Locale, reader.locale))
    person = directory.living([reader.account]).get(reader.account)
    if person is None or not person.active or person.email is None:
        return None
    return Post(person.email, person.locale)


def _fresh(reader: AlertReader, day: date) -> Fresh:
    waiting = news.waiting(reader, day)
    pairs = {row.id: row for search, row in waiting if search == PROFILE}
    fits = _still_fit(reader, list(pairs.values()))
    ids = {row.id for row in fits}
    kept = {row.id: row for search, row in waiting if search != PROFILE and row.id not in ids}
    return Fresh(fits, list(kept.values()))


def _still_fit(reader: AlertReader, rows: Sequence[Vacancy]) -> list[Vacancy]:
    """What the profile may still be told of, the best first; what its owner hides from is told no more."""
    profile = jobs.profile_of(reader.account) if reader.account is not None and rows else None
    if profile is None or not may_tell(reader, profile):
        return []
    hidden = {employer_key(name) for name in profile.hidden_employers}
    gone = [row.id for row in rows if employer_key(row.employer) in hidden]
    if gone:
        news.drop(reader, gone)
    left = [row for row in rows if row.id not in gone]
    score = news.scores(profile.id, [row.id for row in left])
    return sorted(left, key=lambda row: -score.get(row.id, 0))  # equal ones stay newest first


def may_tell(reader: AlertReader, profile: Profile) -> bool:
    """Whether letters about what fits this profile are agreed to, and it looks for work and may be seen."""
    agreed = reader.fits and consents.stands(reader.account or "", "match_letters")
    return agreed and profile.active and profile.consented


def _write(reader: AlertReader, post: Post, fresh: Fresh) -> bool:
    fits, kept = places(len(fresh.fits), len(fresh.kept))
    stop = path_of(reader, post.locale)
    path = f"/{post.locale}/my-alerts" if reader.account is not None else stop
    values = {
        "fits": _said(fresh.fits, fits, post.locale),
        "kept": _said(fresh.kept, kept, post.locale),
        "path": path,
        "stop": stop,
    }
    return mail.enqueue(post.address, "new_vacancies", post.locale, values)


def _said(rows: Sequence[Vacancy], named: int, locale: Locale) -> str:
    offers = [
        said_offer(row.title, row.province, (row.wage_min, row.wage_max), f"/{locale}/jobs/{row.ref}")
        for row in rows[:named]
    ]
    return json.dumps({"offers": offers, "more": len(rows) - named}, ensure_ascii=False)
