"""An account's saved searches, and whether it agreed to letters about what fits its profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.jobs import consents, service
from portal.jobs import store as jobs
from portal.jobs.alerts import news_store, store, typed, wording
from portal.jobs.alerts.models import AlertReader, SavedSearch
from portal.jobs.alerts.stopping import take_letters_back
from portal.jobs.alerts.store import Said
from portal.jobs.consents import Entry
from portal.jobs.facts import Wanted
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem

OWN = "alert.own"
PURPOSE: consents.Purpose = "match_letters"
MOST = 20
"""Searches that one account or address may keep."""


class NotTheirs(Exception):
    """The actor keeps no searches and may not."""


@dataclass(frozen=True)
class Kept:
    """A saved search. `count`: open vacancies that it finds now."""

    ref: str
    name: str
    wanted: Wanted
    paused: bool
    count: int
    confirmed: bool = True


@dataclass(frozen=True)
class Desk:
    """What somebody keeps. `fits`: letters about what fits are agreed to; `mail`: the account has an address to write to;
    `ranked`: there is a profile that looks for work and may be seen, so that something can fit."""

    searches: Sequence[Kept]
    fits: bool
    current: bool
    entries: Sequence[Entry]
    mail: bool
    ranked: bool


@act
def mine(actor: Actor) -> Desk:
    """What the actor keeps."""
    _may(actor)
    reader, profile = store.reader_of(actor.ref), jobs.profile_of(actor.ref)
    entries = [one for one in consents.ledger(actor.ref) if one.purpose == PURPOSE]
    given = bool(entries) and entries[0].given
    return Desk(
        kept_by(reader), given, given and entries[0].current, entries, directory.address_of(actor) is not None,
        profile is not None and profile.active and profile.consented,
    )  # fmt: skip


@act
def keep(actor: Actor, form: dict[str, str], now: datetime) -> str:
    """Keep this search, under its own name; its ref. One that is kept already keeps its ref and counts again. BadInput."""
    _may(actor)
    said = typed.read(form)
    begun = store.begin(actor.ref, actor.locale)
    reader = store.hold(begun.id) or begun
    row = keep_for(reader, said, now, confirmed=True)
    row.confirmed_at = row.confirmed_at or now
    return row.ref


@act
def rename(actor: Actor, ref: str, name: str) -> bool:
    """Call it otherwise; False where the actor keeps no such search. BadInput (field name)."""
    row = _own(actor, ref)
    read = typed.read_name(name)
    if row is not None and isinstance(read, Message):
        raise BadInput([Problem("name", read)])
    if row is None or isinstance(read, Message):
        return False
    store.rename(row, read)
    return True


@act
def pause(actor: Actor, ref: str) -> bool:
    """Let it look for nothing more; what it found and was not told is forgotten."""
    row = _own(actor, ref)
    reader = store.reader_of(actor.ref)
    if row is None or reader is None:
        return False
    row.paused = True
    store.drop_waiting(reader, row.id)
    return True


@act
def go_on(actor: Actor, ref: str, now: datetime) -> bool:
    """Let it look for what comes from now on."""
    row = _own(actor, ref)
    if row is None:
        return False
    if row.paused:
        store.begin_anew(row, now)
    return True


@act
def delete(actor: Actor, ref: str) -> bool:
    """Remove it; nothing where it was gone already."""
    row = _own(actor, ref)
    reader = store.reader_of(actor.ref)
    if row is None or reader is None:
        return False
    remove(reader, row)
    return True


@act
def agree(actor: Actor, given: bool, now: datetime) -> bool:
    """Agree to letters about what fits, or take that back: letters that wait are taken back too. Whether that is new."""
    _may(actor)
    begun = store.begin(actor.ref, actor.locale)
    reader = store.hold(begun.id) or begun
    reader.fits = given
    if given:
        return consents.give(actor, PURPOSE, now)
    store.drop_waiting(reader, store.PROFILE)
    if take_letters_back(reader):
        news_store.untold(reader)
    return consents.take_back(actor, PURPOSE, now)


def keep_for(reader: AlertReader, said: Said, now: datetime, *, confirmed: bool) -> SavedSearch:
    """The search with these filters, kept anew where the reader has none such; BadInput where it would be one too many."""
    rows = store.searches_of(reader)
    for row in rows:
        if store.said_of(row).wanted == said.wanted:
            if confirmed and row.paused:
                store.begin_anew(row, now)
            return row
    if len(rows) >= MOST:
        raise BadInput([Problem("name", wording.TOO_MANY)])
    return store.add_search(reader, said, now, confirmed=confirmed)


def kept_by(reader: AlertReader | None) -> Sequence[Kept]:
    """What this reader keeps, each with how much it finds now."""
    found = []
    for row in store.searches_of(reader) if reader is not None else ():
        said = store.said_of(row)
        count = service.open_count(said.wanted)
        found.append(Kept(row.ref, said.name, said.wanted, row.paused, count, row.confirmed_at is not None))
    return found


def remove(reader: AlertReader, row: SavedSearch) -> None:
    """Remove a search, and what it found and nobody was told."""
    store.drop_waiting(reader, row.id)
    store.delete_search(row)


def _own(actor: Actor, ref: str) -> SavedSearch | None:
    _may(actor)
    reader = store.reader_of(actor.ref)
    if reader is None or store.hold(reader.id) is None:
        return None
    return next((row for row in store.searches_of(reader) if row.ref == ref), None)


def _may(actor: Actor) -> None:
    if not decide(actor, OWN, ObjectFacts(kind="alerts", owner=actor.ref)):
        raise NotTheirs
