"""Incidents: opened when they are detected, with a record that the law asks for, and the list of people they concern.

The people are counted for one member of staff and named only where a second one approved (`rules/breaches.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service import directory
from portal.accounts.service.directory import Person
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.audit.rules.entries import Fact
from portal.organisations.service import directory as organisations
from portal.privacy import store, wording
from portal.privacy.models import Breach, BreachList
from portal.privacy.results import BreachView, ListView
from portal.privacy.rules.breaches import SCOPES, is_late, may_take, tell_by
from portal.privacy.service.common import read_words
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db

KEEP, APPROVE = "breach.keep", "breach.approve"
MARKS = ("told", "people_told", "closed")
WORDS = ("what", "data", "measures")


@act
def open_(actor: Actor, detected: datetime, words: dict[str, str], now: datetime) -> int | None:
    """Open an incident; its number. `words`: what happened, which data, what was done. Raises BadInput (those names, detected)."""
    if not decide(actor, KEEP):
        return None
    if detected > now:
        raise BadInput([Problem("detected", wording.NOT_YET)])
    said = {name: read_words(words[name], name, needed=name != "measures") for name in WORDS}
    ref = new_ref()
    columns = {f"{name}_sealed": store.sealed(store.BREACH, name, ref, text) for name, text in said.items()}
    row = Breach(ref=ref, detected_at=detected, opened_by=actor.ref, opened_at=now, **columns)
    db.session.add(row)
    db.session.flush()
    number = row.id
    _log(actor, "opened", row)
    return number


@act
def listed(actor: Actor, now: datetime) -> Sequence[BreachView] | None:
    """Every incident, newest first."""
    return [_view(row, actor, now) for row in store.breaches()] if decide(actor, KEEP) else None


@act
def look(actor: Actor, number: int, now: datetime) -> BreachView | None:
    """One incident with its lists."""
    row = _kept(actor, number)
    return None if row is None else _view(row, actor, now)


@act
def mark(actor: Actor, number: int, deed: str, measures: str, now: datetime) -> bool | None:
    """Note that the authority or the people were told, that it is closed, or (`measures`) what else was done. False: it was so."""
    row = _kept(actor, number)
    if row is None or deed not in (*MARKS, "measures"):
        return None
    if deed == "measures":
        said = read_words(measures, "measures")
        row.measures_sealed = store.sealed(store.BREACH, "measures", row.ref, said)
    elif getattr(row, f"{deed}_at") is not None:
        return False
    else:
        setattr(row, f"{deed}_at", now)
    db.session.flush()
    _log(actor, deed, row)
    return True


@act
def ask_list(
    actor: Actor, number: int, scope: str, scope_ref: str, since: datetime, until: datetime, now: datetime
) -> bool | None:
    """Ask for the list of people; another must approve it. Raises BadInput (fields scope, scope_ref, until)."""
    row = _kept(actor, number)
    if row is None:
        return None
    problems = [] if scope in SCOPES else [Problem("scope", wording.CHOOSE_SCOPE)]
    if scope in SCOPES[1:] and not _name_of(scope, scope_ref):
        problems.append(Problem("scope_ref", wording.NO_SUCH_VIEWER))
    if until < since:
        problems.append(Problem("until", wording.ENDS_BEFORE))
    if problems:
        raise BadInput(problems)
    of_whom = "" if scope == SCOPES[0] else scope_ref
    asked = BreachList(
        ref=new_ref(), breach_id=row.id, scope=scope, scope_ref=of_whom, since=since, until=until,
        asked_by=actor.ref, asked_at=now,
    )  # fmt: skip
    db.session.add(asked)
    db.session.flush()
    _log(actor, "list_asked", row, scope=scope)
    return True


@act
def approve_list(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Approve a list that somebody else asked for; None where there is none, or it is their own; False where it was approved."""
    row = store.find_list(ref)
    if row is None or not decide(actor, APPROVE, ObjectFacts(author=row.asked_by)):
        return None
    if not store.approve(row, actor.ref, now):
        return False
    _log(actor, "list_approved", row.breach, scope=row.scope)
    return True


def count(scope: str, scope_ref: str, since: datetime, until: datetime) -> int:
    """How many people with an account are concerned."""
    return len(_people(scope, scope_ref, since, until))


@act
def take_list(actor: Actor, ref: str, now: datetime) -> list[Person] | None:
    """The people of an approved list, by ref; one row in the log. None where there is none, or nobody else approved it."""
    row = store.find_list(ref)
    if row is None or not decide(actor, KEEP) or not may_take(row.asked_by, row.approved_by):
        return None
    found = _people(row.scope, row.scope_ref, row.since, row.until)
    row.taken_at = row.taken_at or now
    db.session.flush()
    _log(actor, "list_taken", row.breach, scope=row.scope, people=len(found))
    return [found[ref] for ref in sorted(found)]


def _people(scope: str, scope_ref: str, since: datetime, until: datetime) -> dict[str, Person]:
    refs = store.accounts_there(until) if scope == SCOPES[0] else store.seen_by(scope_ref, since, until)
    return directory.living(refs)


def _kept(actor: Actor, number: int) -> Breach | None:
    return store.find_breach(number) if decide(actor, KEEP) else None


def _name_of(scope: str, ref: str) -> str:
    """What the organisation is called; of staff that there is such an account."""
    if scope == "organisation":
        return organisations.names_of([ref]).get(ref, "")
    return "staff" if store.is_staff(ref) else ""


def _view(row: Breach, actor: Actor, now: datetime) -> BreachView:
    return BreachView(
        number=row.id,
        detected_at=row.detected_at,
        opened_at=row.opened_at,
        tell_by=tell_by(row.detected_at),
        late=is_late(row.detected_at, row.told_at, now),
        **{name: store.opened(row, name) for name in WORDS},
        told_at=row.told_at,
        people_told_at=row.people_told_at,
        closed_at=row.closed_at,
        lists=tuple(_list_view(each, actor) for each in row.lists),
    )


def _list_view(row: BreachList, actor: Actor) -> ListView:
    return ListView(
        ref=row.ref,
        scope=row.scope,
        scope_ref=row.scope_ref,
        scope_name=_name_of(row.scope, row.scope_ref) if row.scope == "organisation" else "",
        since=row.since,
        until=row.until,
        asked_at=row.asked_at,
        people=count(row.scope, row.scope_ref, row.since, row.until),
        mine=row.asked_by == actor.ref,
        approved_at=row.approved_at,
        taken_at=row.taken_at,
    )


def _log(actor: Actor, deed: str, row: Breach, **facts: Fact) -> None:
    audit.record(
        f"breach.{deed}", actor=actor.ref, role=actor.role, object_kind="breach", object_ref=row.ref,
        facts={"number": row.id, **facts},
    )  # fmt: skip
