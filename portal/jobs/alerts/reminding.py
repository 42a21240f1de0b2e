"""The reminders to those who come home: written once for each stage, with the same consent and the same way out as other letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from portal.accounts.service.transaction import act
from portal.jobs import store as jobs
from portal.jobs.alerts import news_store as news
from portal.jobs.alerts import store
from portal.jobs.alerts.models import AlertReader, HomeReminder
from portal.jobs.alerts.rules.reminders import DUE_FOR, Stage, due
from portal.jobs.alerts.stopping import path_of
from portal.jobs.alerts.telling import post_of
from portal.jobs.cards import profile_facts
from portal.jobs.consents import stands
from portal.jobs.models import Profile
from portal.jobs.profiles.mine import Mine
from portal.jobs.profiles.overview import overview
from portal.mail import service as mail
from portal.storage.db import db

AHEAD = timedelta(days=190)
"""A little more than six months: who comes home later is not looked at."""
READERS = 200


def remind(day: date) -> int:
    """Queue the reminders that are due on this day; how many."""
    after, found = 0, list[int]()
    while rows := news.coming_home(day - DUE_FOR, day + AHEAD, after, READERS):
        found += [reader.id for reader, profile in rows if _due(reader, profile, day) is not None]
        after = rows[-1][0].id
    db.session.rollback()
    return sum(_remind_one(reader, day) for reader in found)


@act
def _remind_one(reader_id: int, day: date) -> bool:
    reader = store.hold(reader_id, before=day)
    profile = jobs.profile_of(reader.account) if reader is not None and reader.account is not None else None
    if reader is None or profile is None or not _asked_for(reader, profile):
        return False
    stage, post = _due(reader, profile, day), post_of(reader)
    if stage is None or post is None:
        return False
    unfinished = is_unfinished(profile)
    page = "my-profile" if unfinished else "my-matches"
    values = {"path": f"/{post.locale}/{page}", "stop": path_of(reader, post.locale)}
    if not mail.enqueue(post.address, "home_unfinished" if unfinished else "home_matches", post.locale, values):
        db.session.rollback()
        return False
    db.session.merge(HomeReminder(reader_id=reader.id, stage=stage, home_on=profile.home_on, sent_on=day))
    reader.told_on = day
    return True


def is_unfinished(profile: Profile) -> bool:
    """Whether a step that the ranking weighs is still empty, or the profile may not be seen yet."""
    facts = profile_facts(profile)
    found = overview(Mine(profile.account or "", facts, profile.programme, profile.home_on, True), profile.consented)
    return found.next is not None or not profile.consented


def _asked_for(reader: AlertReader, profile: Profile) -> bool:
    return reader.fits and profile.active and stands(reader.account or "", "match_letters")


def _due(reader: AlertReader, profile: Profile, day: date) -> Stage | None:
    told = {cast(Stage, row.stage): row.home_on for row in news.reminded(reader)}
    return due(profile.home_on, day, told)
