"""A worker asks a firm: sees first what the firm will see, agrees, reads the answer here, takes it back whenever they like."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import BadName, phone
from portal.accounts.rules.permissions import ObjectFacts, decide
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.audit import service as audit
from portal.firms import enquiry_store, enquiry_wording, store, watch_store
from portal.firms.cards import FirmCard, firm_card
from portal.firms.enquiry_checks import around, read_text
from portal.firms.enquiry_models import Enquiry
from portal.firms.models import Firm
from portal.firms.rules.enquiries import LIFE, REPORTED, WITHDRAWN, Shown, closed_for, consent
from portal.firms.rules.licences import licence_key, order_key
from portal.limits import service as limits
from portal.mail import service as mail
from portal.organisations.service import directory as organisations
from portal.shared.clock import today
from portal.shared.contact_details import masked
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.storage.encryption import blind

SEND, OWN = "enquiry.send", "enquiry.own"


@dataclass(frozen=True)
class Typed:
    """What a worker typed. `seen` is the mark of what they were shown, `agreed` their tick below it; "" for neither."""

    text: str = field(repr=False)
    phone: str = field(default="", repr=False)
    show_name: bool = False
    show_contact: bool = False
    order: str = ""
    agreed: bool = False
    seen: str = ""


@dataclass(frozen=True)
class Preview:
    """Exactly what the firm will see, and its mark. `covered`: something in the text was covered."""

    firm: FirmCard
    shown: Shown
    covered: bool
    seen: str


@dataclass(frozen=True)
class Sent:
    """The enquiry that waits for the firm now; `before` where it was sent earlier."""

    ref: str
    before: bool = False


@dataclass(frozen=True)
class Mine:
    """An enquiry as its worker reads it. `over` says in words why the firm sees nothing of it any more."""

    ref: str
    firm: FirmCard
    shown: Shown
    consent: str
    locale: str
    sent_at: datetime
    expires_at: datetime
    reads: int
    answer: str | None
    answered_at: datetime | None
    reported: bool
    over: Message | None
    illustrative: bool


def organisation_of(firm: Firm) -> str | None:
    """The verified organisation that answers for this firm; None where there is none, or two claim it."""
    key = licence_key(firm.licence_no)
    found = [one.ref for one in organisations.verified_firms() if licence_key(one.licence_no) == key]
    return found[0] if len(found) == 1 and firm_card(firm, today()).status == "valid" else None


@act
def can_be_asked(firm_ref: str) -> bool:
    """Whether this firm can be asked here: licensed today, with a verified account."""
    firm = store.find_firm(firm_ref)
    return firm is not None and organisation_of(firm) is not None


@act
def own_contact(actor: Actor) -> tuple[str | None, str | None]:
    """The actor's own name and phone number, to be offered in the form."""
    person = directory.living([actor.ref]).get(actor.ref)
    return (person.name, person.phone) if person is not None else (None, None)


@act
def preview(actor: Actor, firm_ref: str, typed: Typed) -> Preview | None:
    """What the firm would see; nothing is kept. None where the firm cannot be asked. BadInput (text, phone, show_name)."""
    firm = store.find_firm(firm_ref)
    if firm is None or not decide(actor, SEND) or (organisation := organisation_of(firm)) is None:
        return None
    return _preview(actor, firm, organisation, typed)


@act
def send(actor: Actor, firm_ref: str, typed: Typed, now: datetime) -> Sent | Preview | Refused | None:
    """Send what was seen and agreed to. A Preview where it is no longer what was seen. None where the firm cannot be asked.

    Sent with `before` where a question of theirs waits at this firm already. BadInput (as in preview, and agreed).
    """
    firm = store.find_firm(firm_ref)
    if firm is None or not decide(actor, SEND) or (organisation := organisation_of(firm)) is None:
        return None
    if (waits := enquiry_store.waiting(actor.ref, organisation)) is not None:
        return Sent(waits.ref, before=True)
    seen = _preview(actor, firm, organisation, typed)
    if seen.seen != typed.seen:
        return seen
    if not typed.agreed:
        raise BadInput([Problem("agreed", enquiry_wording.AGREE)])
    verdict = limits.hit_all([("enquiry.worker", actor.ref), ("enquiry.organisation", organisation)], now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    return _keep(actor, firm, organisation, typed, seen.shown, now)


@act
def mine(actor: Actor) -> Sequence[Mine]:
    """What the actor asked, newest first."""
    if not decide(actor, OWN, ObjectFacts(owner=actor.ref)):
        return ()
    return [_mine(row) for row in enquiry_store.of_worker(actor.ref)]


@act
def look(actor: Actor, ref: str) -> Mine | None:
    """One of them; absent and another's are one answer."""
    row = _own(actor, ref)
    return _mine(row) if row is not None else None


@act
def withdraw(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Take it back: from this moment on the firm sees nothing of it. False where it was over; None where it is not theirs."""
    row = _own(actor, ref)
    if row is None:
        return None
    if not enquiry_store.end(row, "withdrawn", WITHDRAWN, now):
        return False
    _log(actor, "withdrawn", row)
    return True


@act
def report(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Tell the moderators, and close it. False where that was done; None where it is not theirs."""
    row = _own(actor, ref)
    if row is None:
        return None
    told = enquiry_store.report(row, "worker", now)
    enquiry_store.end(row, "closed", REPORTED, now)
    if told:
        _log(actor, "reported", row)
    return told


def _preview(actor: Actor, firm: Firm, organisation: str, typed: Typed) -> Preview:
    problems: list[Problem] = []
    said = read_text(typed.text, "text", problems)
    person = directory.living([actor.ref]).get(actor.ref)
    name = person.name if person is not None and typed.show_name else None
    if typed.show_name and not name:
        problems.append(Problem("show_name", enquiry_wording.NO_NAME))
    number = _number(typed, problems)
    if problems:
        raise BadInput(problems)
    text = said if typed.show_contact else masked(said)
    shown = Shown(text, name, number, _order(firm, typed.order))
    agreed = consent(name=typed.show_name, contact=typed.show_contact)
    marked = json.dumps([actor.ref, organisation, agreed, asdict(shown)], sort_keys=True)
    return Preview(firm_card(firm, today()), shown, text != said, blind("enquiry preview", marked))


def _number(typed: Typed, problems: list[Problem]) -> str | None:
    if not typed.show_contact or not typed.phone.strip():
        return None
    try:
        return phone(typed.phone).written
    except BadName:
        problems.append(Problem("phone", enquiry_wording.NO_PHONE))
        return None


def _order(firm: Firm, name: str) -> str | None:
    """The reference of an order of this firm that everybody may see; None for any other."""
    key = order_key(name[:200])
    order = watch_store.find_order(name, key) if name and key.isprintable() else None
    return order.ref if order is not None and order.firm_id == firm.id and order.published else None


def _keep(actor: Actor, firm: Firm, organisation: str, typed: Typed, shown: Shown, now: datetime) -> Sent:
    ref = new_ref()
    row = Enquiry(
        ref=ref,
        firm_id=firm.id,
        organisation=organisation,
        worker=actor.ref,
        order_ref=shown.order_ref,
        asked_sealed=enquiry_store.sealed(ref, "asked", shown.text) or "",
        name_sealed=enquiry_store.sealed(ref, "name", shown.name),
        phone_sealed=enquiry_store.sealed(ref, "phone", shown.phone),
        consent=consent(name=typed.show_name, contact=typed.show_contact),
        locale=actor.locale,
        sent_at=now,
        state="open",
        reads=0,
        illustrative=firm.illustrative,
    )
    if not enquiry_store.add(row):
        waits = enquiry_store.waiting(actor.ref, organisation)
        return Sent(waits.ref if waits is not None else "", before=True)
    for person in organisations.members_of(organisation):
        if person.email is not None:
            path = f"/{person.locale}/my-firm/enquiries/{ref}"
            mail.enqueue(person.email, "enquiry_arrived", person.locale, {"path": path})
    _log(actor, "sent", row)
    return Sent(ref)


def _own(actor: Actor, ref: str) -> Enquiry | None:
    row = enquiry_store.find(ref)
    return row if row is not None and decide(actor, OWN, ObjectFacts(owner=row.worker)) else None


def _mine(row: Enquiry) -> Mine:
    why = row.ended_for if row.state != "open" else closed_for(around(row))
    return Mine(
        ref=row.ref,
        firm=firm_card(row.firm, today()),
        shown=enquiry_store.shown(row),
        consent=row.consent,
        locale=row.locale,
        sent_at=row.sent_at,
        expires_at=row.sent_at + LIFE,
        reads=row.reads,
        answer=enquiry_store.answer_of(row),
        answered_at=row.answered_at,
        reported=row.reported_at is not None,
        over=enquiry_wording.CLOSED.get(why) if why else None,
        illustrative=row.illustrative,
    )


def _log(actor: Actor, deed: str, row: Enquiry) -> None:
    audit.record(
        f"enquiry.{deed}",
        actor=actor.ref,
        role=actor.role,
        object_kind="enquiry",
        object_ref=row.ref,
        facts={"organisation": row.organisation, "consent": row.consent.replace("+", ".")},
    )
