"""Ending letters by the link in them: whoever holds the letter needs no account and no sign-in, and doing it twice is doing it once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import cast

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.jobs import consents
from portal.jobs.alerts import store
from portal.jobs.alerts.models import AlertReader, SavedSearch
from portal.mail import service as mail
from portal.shared.locales import Locale
from portal.storage.tombstones import Kind, bury, declare

LETTERS = ("new_vacancies", "home_unfinished", "home_matches", "search_confirm")
"""The kinds of letters that this room sends."""
RUN = "search_run"
"""What tombstones call the time in which a search of an account looked for something."""


@act
def stop(token: str, now: datetime) -> None:
    """End every letter of the reader with this link: letters that wait are taken back, searches of an account rest and what
    it agreed to is taken back; of an address nothing is left. Nothing where the link is none, or that is so already."""
    found = store.by_token(token)
    reader = store.hold(found.id) if found is not None else None
    if reader is None:
        return
    take_letters_back(reader)
    if reader.account is None:
        store.forget(reader)
        return
    store.drop_waiting(reader)
    for row in store.searches_of(reader):
        bury(RUN, store.run_of(row), now)
        row.paused = True
    reader.fits = False
    consents.take_back(_holder(reader), "match_letters", now)


def _no_longer(account: str, _matter: str, _now: datetime) -> None:
    """See consents.when_taken_back_again."""
    reader = store.reader_of(account)
    if reader is not None:
        reader.fits = False


consents.when_taken_back_again("match_letters", _no_longer)
declare(Kind(store.READERS, partial(store.refs, AlertReader), lambda ref, _now: store.remove_reader(ref)))
declare(Kind(store.SEARCHES, partial(store.refs, SavedSearch), lambda ref, _now: store.remove_search(ref)))
declare(Kind(RUN, store.runs, lambda name, _now: store.pause_run(name)))


def take_letters_back(reader: AlertReader) -> int:
    """Remove the letters of this reader that wait, in the caller's transaction; how many."""
    paths = {f"/{locale}/letters/{store.token_of(reader)}" for locale in ("vi", "en")}
    return mail.take_back(LETTERS, "stop", "path", paths=paths)


def path_of(reader: AlertReader, locale: Locale) -> str:
    """The page of the link in its letters."""
    return f"/{locale}/letters/{store.token_of(reader)}"


def _holder(reader: AlertReader) -> Actor:
    """Whoever holds the letter acts for the account: that much and no more."""
    return Actor(cast(str, reader.account), frozenset({"returnee"}), locale=cast(Locale, reader.locale))
