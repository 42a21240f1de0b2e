"""Who may do what: one table of actions by role, and one function that decides. What is not in the table is denied.

A cell names the condition on the object; a condition that needs to know something of the object says no when it is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.accounts.rules.actor import ROLES, STAFF_ROLES, Actor


@dataclass(frozen=True)
class ObjectFacts:
    """What a decision may need to know of the object. Rooms fill in what they have; refs are account refs."""

    kind: str = ""
    owner: str = ""
    """The account that the object is, or belongs to."""
    members: frozenset[str] = frozenset()
    """The accounts that act for the organisation that the object is, or belongs to."""
    state: str = ""
    author: str = ""
    """Who wrote what is now to be approved."""


Condition = Callable[[Actor, ObjectFacts | None], bool]


def always(_actor: Actor, _obj: ObjectFacts | None) -> bool:
    """On every object."""
    return True


def own(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On what is theirs."""
    return obj is not None and obj.owner == actor.ref


def of_another(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On an account that is not theirs: nobody ends their own role or lifts their own suspension."""
    return obj is not None and obj.owner != "" and obj.owner != actor.ref


def of_another_person(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On the account of a person, not of staff and not their own."""
    return of_another(actor, obj) and obj is not None and obj.kind == "person"


def as_member(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On what belongs to an organisation they act for."""
    return obj is not None and actor.ref in obj.members


def as_verified_member(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On what belongs to an organisation they act for, verified and not suspended."""
    return as_member(actor, obj) and obj is not None and obj.state == "verified"


def as_outsider(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On an organisation they have no part in."""
    return obj is not None and actor.ref not in obj.members


def by_another(actor: Actor, obj: ObjectFacts | None) -> bool:
    """On what somebody else asked for: nobody approves their own."""
    return obj is not None and obj.author not in ("", actor.ref)


Row = Mapping[str, Condition]


def _row(*roles: str, condition: Condition = always) -> Row:
    return MappingProxyType(dict.fromkeys(roles, condition))


_EVERYONE = _row(*ROLES)
_SIGNED_IN = tuple(role for role in ROLES if role not in ("anonymous", "system"))
_OWN = _row(*_SIGNED_IN, condition=own)
_MEMBER = _row("employer", "firm", condition=as_member)
_MEMBER_OR_DESK = MappingProxyType({**_MEMBER, **_row("moderator", "admin")})

ACTIONS: Mapping[str, Row] = MappingProxyType(
    {
        "public.read": _EVERYONE,
        # One's own account.
        "account.sign_up": _row("anonymous"),
        "account.sign_in": _EVERYONE,
        "account.use_link": _EVERYONE,
        "account.reset": _EVERYONE,
        "account.read": _OWN,
        "account.change": _OWN,
        "account.delete": _OWN,
        "account.sessions": _OWN,
        "account.log": _OWN,
        # Other people's accounts.
        "account.look_at": _row("moderator", "admin", condition=of_another_person),
        "account.suspend": MappingProxyType({"moderator": of_another_person, "admin": of_another, "system": always}),
        "account.reinstate": MappingProxyType({"moderator": of_another_person, "admin": of_another, "system": always}),
        # Staff.
        "desk.read": _row(*STAFF_ROLES),
        "staff.list": _row("admin", "system"),
        "staff.invite": _row("admin", "system"),
        "staff.change": MappingProxyType({"admin": of_another, "system": always}),
        "staff.end": MappingProxyType({"admin": of_another, "system": always}),
        "staff.reset_second_step": MappingProxyType({"admin": of_another, "system": always}),
        # Organisations: an employer or a firm, its members, its evidence, its state.
        "organisation.mine": _row("employer", "firm"),
        "organisation.join": _row("employer", "firm"),
        "organisation.create": _row("employer", "firm"),
        "organisation.read": _MEMBER_OR_DESK,
        "organisation.change": _MEMBER,
        "organisation.members": _MEMBER,
        "organisation.add_evidence": _MEMBER,
        "organisation.read_evidence": MappingProxyType({**_MEMBER, "moderator": as_outsider}),
        "organisation.queue": _row("moderator", "admin"),
        "organisation.decide": _row("moderator", condition=as_outsider),
        "organisation.suspend": _row("moderator", "admin", condition=as_outsider),
        "organisation.act": _row("employer", "firm", condition=as_verified_member),
        # Recruitment orders that a firm types itself, and whether its approval is true.
        "order.enter": _row("firm", condition=as_verified_member),
        "order.confirm": _row("editor"),
        "correction.propose": _row("firm", condition=as_verified_member),
        "correction.decide": _row("editor"),
        "firm_record.keep": _row("editor"),
        "import.read": _row("editor", "reviewer", "admin"),
        # A worker's questions to firms, and the firm's side of them.
        "enquiry.send": _row("returnee"),
        "enquiry.own": _row("returnee", condition=own),
        "enquiry.answer": _row("firm", condition=as_verified_member),
        "enquiry.settle": _row("moderator"),
        # A returnee's own profile for work at home.
        "profile.own": _row("returnee", condition=own),
        # Letters about vacancies: what a returnee searches for and agreed to.
        "alert.own": _row("returnee", condition=own),
        # A returnee and an employer meet: only a verified organisation asks, only the person answers.
        "meeting.ask": _row("employer", condition=as_verified_member),
        "meeting.own": _row("returnee", condition=own),
        "meeting.settle": _row("moderator"),
        # Work at home: an employer's own vacancies, and who lets them be published.
        "vacancy.draft": _row("employer", condition=as_member),
        "vacancy.enter": _row("employer", condition=as_verified_member),
        "vacancy.moderate": _row("moderator", condition=as_outsider),
        # The content: who writes it, and who looks at it before it is shown. Nobody agrees to their own.
        "content.read": _row("editor", "reviewer", "admin"),
        "content.edit": _row("editor"),
        "content.review": _row("editor", "reviewer", condition=by_another),
        # What waits for a moderator; appeals, which nobody answers who decided first.
        "moderation.work": _row("moderator", "admin"),
        "feedback.read": _row("moderator", "editor", "admin"),
        "feedback.answer": _row("moderator", "editor", "admin"),
        "appeal.read": _row("moderator", "admin"),
        "appeal.decide": _row("moderator", "admin", condition=by_another),
        # One's rights over one's data, requests about them, and incidents. Nobody answers their own request.
        "privacy.own": _OWN,
        "privacy.work": _row("officer", "admin"),
        "privacy.answer": _row("officer", "admin", condition=of_another),
        "breach.keep": _row("officer", "admin", "system"),
        "breach.approve": _row("officer", "admin", condition=by_another),
        # The log and the keys.
        "audit.read": _row("admin"),
        "audit.verify": _row("admin", "system"),
        "keys.rotate": _row("system"),
    }
)


def decide(actor: Actor, action: str, obj: ObjectFacts | None = None) -> bool:
    """Whether this actor may do this to that object. An unknown action, an unknown role, a missing fact: no."""
    row = ACTIONS.get(action, {})
    return any(row[role](actor, obj) for role in actor.roles if role in row)


def may_ever(actor: Actor, action: str) -> bool:
    """Whether some object exists on which the actor could do this: what navigation and route guards ask."""
    return any(role in ACTIONS.get(action, {}) for role in actor.roles)
