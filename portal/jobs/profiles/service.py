"""One's own profile: what is kept of it, and each step saved at once, in the order of changes that rankings follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.jobs import consents, store
from portal.jobs.cards import profile_facts
from portal.jobs.consents import Entry
from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.readings import employer_key
from portal.jobs.models import Profile
from portal.jobs.profiles.lists import MOST
from portal.jobs.profiles.mine import Mine, Values
from portal.storage.db import db

OWN = "profile.own"
Change = Callable[[Mine], Values]
"""What a step makes of the profile as it stands once nobody else writes."""


class NotTheirs(Exception):
    """The actor has no profile and may not have one."""


@act
def mine(actor: Actor) -> Mine:
    """What is kept of the actor; an empty profile where nothing is kept yet."""
    _may(actor)
    return _mine(actor, store.profile_of(actor.ref))


@act
def save(actor: Actor, change: Change, moment: datetime) -> Mine:
    """Make this change, and nothing where it changes nothing. Whatever the change raises leaves all as it was."""
    _may(actor)
    store.begin_changes()
    row = store.profile_of(actor.ref)
    before = _mine(actor, row)
    values = change(before)
    if row is None:
        row = _begin(actor, moment)
    _set(actor, row, values, moment)
    return _mine(actor, row)


def hide_from(actor: Actor, employers: Sequence[str], moment: datetime) -> bool:
    """Hide the profile from employers of these names, in the caller's transaction; False where the list is full."""
    row = _held(actor)
    known = {employer_key(name) for name in row.hidden_employers}
    new = {employer_key(name): name for name in employers}
    names = [*row.hidden_employers, *(name for key, name in new.items() if key not in known)]
    if len(names) > MOST["hidden"]:
        return False
    _set(actor, row, {"hidden_employers": names}, moment)
    return True


def show_to(actor: Actor, employers: Sequence[str], moment: datetime) -> None:
    """Hide from employers of these names no longer, in the caller's transaction."""
    row = _held(actor)
    keys = {employer_key(name) for name in employers}
    _set(actor, row, {"hidden_employers": [n for n in row.hidden_employers if employer_key(n) not in keys]}, moment)


def _held(actor: Actor) -> Profile:
    """The actor's profile while nobody else changes it. NotTheirs where there is none."""
    _may(actor)
    store.begin_changes()
    row = store.profile_of(actor.ref)
    if row is None:
        raise NotTheirs
    return row


@act
def agree(actor: Actor, given: bool, moment: datetime) -> bool:
    """Let verified employers see the profile, or no longer; whether that is new. It is written into the ledger."""
    _may(actor)
    store.begin_changes()
    row = store.profile_of(actor.ref) or _begin(actor, moment)
    new = consents.give(actor, "be_seen", moment) if given else consents.take_back(actor, "be_seen", moment)
    _set(actor, row, {"consented": given}, moment)
    return new


def _no_longer(account: str, _matter: str, moment: datetime) -> None:
    """See consents.when_taken_back_again."""
    store.begin_changes()
    row = store.profile_of(account)
    if row is not None:
        row.consented, row.changed_at = False, moment
        store.note_changes("profile", [row.id], moment)


consents.when_taken_back_again("be_seen", _no_longer)


@act
def agreed(actor: Actor) -> tuple[bool, list[Entry]]:
    """Whether verified employers may see the profile, and all that was agreed to and taken back, newest first."""
    _may(actor)
    return consents.stands(actor.ref, "be_seen"), [
        one for one in consents.ledger(actor.ref) if one.purpose == "be_seen"
    ]


def _may(actor: Actor) -> None:
    if not decide(actor, OWN, ObjectFacts(kind="profile", owner=actor.ref)):
        raise NotTheirs


def _mine(actor: Actor, row: Profile | None) -> Mine:
    if row is None:
        return Mine(actor.ref, ProfileFacts("", consented=False))
    return Mine(actor.ref, profile_facts(row), row.programme, row.home_on, True, row.illustrative)


def _begin(actor: Actor, moment: datetime) -> Profile:
    """An empty profile: looking for work, seen by nobody."""
    row = Profile(
        ref=new_ref(), account=actor.ref, headline="", summary="", skills=[], languages=[], experience=[],
        certificates=[], provinces=[], relocate=False, active=True, consented=False, hidden_employers=[],
        illustrative=False, not_mine=[], changed_at=moment,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    store.note_changes("profile", [row.id], moment)
    _log(actor, "profile.begun")
    return row


def _set(actor: Actor, row: Profile, values: Values, moment: datetime) -> None:
    """Set what differs; a change is written down for the rankings, a pause in the log as well."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.changed_at = moment
    db.session.flush()
    store.note_changes("profile", [row.id], moment)
    if "active" in changed:
        _log(actor, "profile.resumed" if row.active else "profile.paused")


def _log(actor: Actor, action: str) -> None:
    audit.record(action, actor=actor.ref, role=actor.role, object_kind="account", object_ref=actor.ref)
