"""Saved searches of an address without an account: agreed to by a link in a letter, ended by one, and nobody else is told of them.

One answer whoever keeps what already; no row of the log and no count says who looks for what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.rules.names import BadName, LoginName, email
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.transaction import act
from portal.accounts.wording import say_name
from portal.jobs.alerts import store, typed
from portal.jobs.alerts.models import AlertReader, SavedSearch
from portal.jobs.alerts.rules.letters import UNCONFIRMED_LIFE
from portal.jobs.alerts.searches import Kept, keep_for, kept_by, remove
from portal.jobs.alerts.stopping import path_of
from portal.limits import service as limits
from portal.mail import service as mail
from portal.shared.locales import Locale
from portal.shared.problems import BadInput, Problem


@dataclass(frozen=True)
class Sent:
    """The one answer to everybody who asks: look into your letters."""


@dataclass(frozen=True)
class Page:
    """What the link of a letter leads to. `searches`: of an address without an account; an account's stand in the account."""

    searches: Sequence[Kept]


@act
def ask(form: dict[str, str], locale: Locale, origin: Origin, now: datetime) -> Sent | Refused:
    """Write to the address in this form (`email`, and the filters) that somebody, hopefully itself, wants letters about this search.

    TOO_MANY by where it comes from; an address that had its letters for now, or keeps twenty searches, gets none, and the
    answer stays the same. BadInput (email, and the filters).
    """
    said, login = _read(form)
    hits = [
        ("watch.address", one_address(origin.address)), ("watch.network", network(origin.address)), ("watch.all", ""),
    ]  # fmt: skip
    if not (verdict := limits.hit_all(hits, now)).allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if limits.hit("watch.recipient", login.key, now).allowed:
        begun = store.begin_address(login, locale)
        reader = store.hold(begun.id) or begun
        try:
            keep_for(reader, said, now, confirmed=False)
        except BadInput:
            return Sent()  # it keeps as many as it may: that is its own affair
        mail.enqueue(login.written, "search_confirm", locale, {"path": path_of(reader, locale)})
    return Sent()


@act
def look(token: str, now: datetime) -> Page:
    """What this link is about, changing nothing. A link that is none looks like an account's."""
    reader = _reader(token)
    if reader is None:
        return Page(())
    dead = {row.ref for row in store.searches_of(reader) if _is_dead(row, now)}
    return Page([kept for kept in kept_by(reader) if kept.ref not in dead])


@act
def agree(token: str, ref: str, now: datetime) -> bool:
    """Let this search of the address count from now on; False where it is over. The same answer to the second of two tabs."""
    row = _search(token, ref)
    if row is None or _is_dead(row, now):
        return False
    if row.confirmed_at is None:
        row.confirmed_at = now
        store.begin_anew(row, now)
    return True


@act
def delete(token: str, ref: str) -> bool:
    """Remove this search, and with the last of them the address; False where it was gone."""
    row = _search(token, ref)
    reader = _reader(token)
    if row is None or reader is None:
        return False
    remove(reader, row)
    if not store.searches_of(reader):
        store.forget(reader)
    return True


def _search(token: str, ref: str) -> SavedSearch | None:
    reader = _reader(token)
    if reader is None or store.hold(reader.id) is None:
        return None
    return next((row for row in store.searches_of(reader) if row.ref == ref), None)


def _reader(token: str) -> AlertReader | None:
    found = store.by_token(token)
    return found if found is not None and found.account is None else None


def _is_dead(row: SavedSearch, now: datetime) -> bool:
    return row.confirmed_at is None and row.created_at + UNCONFIRMED_LIFE <= now


def _read(form: dict[str, str]) -> tuple[store.Said, LoginName]:
    """The search and the address; every mistake at once."""
    problems: list[Problem] = []
    login: LoginName | None = None
    said: store.Said | None = None
    try:
        said = typed.read(form | {"name": "-"})
    except BadInput as bad:
        problems += bad.problems
    try:
        login = email(form["email"][:1000])
    except BadName as bad_name:
        problems.append(Problem("email", say_name(bad_name)))
    if problems or said is None or login is None:
        raise BadInput(problems)
    return said, login
