"""What every act of this room asks alike: who it is, whether it is their password, what is written where."""

from __future__ import annotations

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.refusals import Refused
from portal.accounts.service import directory
from portal.accounts.service.checks import own_account
from portal.audit import service as audit
from portal.audit.rules.entries import Fact
from portal.mail import service as mail
from portal.privacy import wording
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.storage.held import Subject

OWN, WORK, ANSWER = "privacy.own", "privacy.work", "privacy.answer"


def subject_of(account: str) -> Subject:
    """The account and its addresses; only the ref where it is gone."""
    person = directory.living([account]).get(account)
    return Subject(account) if person is None else Subject(account, person.email, person.phone)


def oneself(actor: Actor) -> Subject | Refused:
    """The actor, if they are still there."""
    account = own_account(actor, OWN)
    return account if isinstance(account, Refused) else subject_of(account.ref)


def read_words(text: str, name: str, *, needed: bool = True) -> str:
    """What somebody wrote, lines kept. Raises BadInput."""
    said = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    wrong: Message | None = wording.TOO_LONG if len(said) > wording.LONGEST else None
    if needed and not said:
        wrong = wording.EMPTY
    if wrong is not None:
        raise BadInput([Problem(name, wrong)])
    return said


def log(actor: Actor, action: str, account: str, **facts: Fact) -> None:
    """One row about this account, which its holder reads; the last thing of an act."""
    audit.record(action, actor=actor.ref, role=actor.role, object_kind="account", object_ref=account, facts=dict(facts))


def write_to(account: str, kind: str, path: str) -> None:
    """A letter that says only that there is something to read; who has no e-mail reads it on the site."""
    person = directory.living([account]).get(account)
    if person is not None and person.email is not None:
        mail.enqueue(person.email, kind, person.locale, {"path": f"/{person.locale}{path}"})
