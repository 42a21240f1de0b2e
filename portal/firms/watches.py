"""Letters about a firm or an order, for whoever asks with an address alone: confirmed by a link, ended by one, told once.

Nobody is told who watches, nor how many: no page, no log and no count says it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal, cast

from portal.accounts.rules.names import BadName, LoginName, email
from portal.accounts.rules.origin import Origin, network, one_address
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.transaction import act
from portal.accounts.wording import say_name
from portal.firms import store, watch_store
from portal.firms.cards import firm_card, order_card
from portal.firms.licence_changes import changes_of
from portal.firms.models import Firm, RecruitmentOrder
from portal.firms.rules.licences import order_key
from portal.firms.rules.watching import (
    GONE,
    RAN_OUT,
    UNCONFIRMED_LIFE,
    WITHHELD,
    Facts,
    FirmFacts,
    News,
    OrderFacts,
    news,
)
from portal.firms.watch_models import Watch
from portal.limits import service as limits
from portal.mail import service as mail
from portal.mail.rules.plain import is_plain_name
from portal.shared.clock import now as clock
from portal.shared.clock import today
from portal.shared.locales import Locale
from portal.shared.problems import BadInput, Problem
from portal.storage import tombstones
from portal.storage.db import db
from portal.storage.tombstones import bury

Kind = Literal["firm", "order"]
FIRM: Kind = "firm"
ORDER: Kind = "order"
LETTERS = {
    "licence": "watch_licence", "renamed": "watch_renamed", "order": "watch_order", "order_firm": "watch_order_firm",
}  # fmt: skip
"""Which letter tells which news."""
WATCH = "firm_watch"
"""What tombstones call a watch: whoever ended one gets no letter from an older backup."""


@dataclass(frozen=True)
class Sent:
    """The one answer to everybody who asks: look into your letters."""


@dataclass(frozen=True)
class Watched:
    """What a link of a letter leads to. `name` is the firm's name or the order's reference, `page` its path without language."""

    name: str
    page: str
    confirmed: bool


@act
def ask(kind: Kind, name: str, address: str, locale: Locale, origin: Origin, now: datetime) -> Sent | Refused:
    """Write to this address that somebody, hopefully itself, wants to watch this firm (its ref) or order.

    One answer whoever watches what already. TOO_MANY by where it comes from; an address that had its letters for now gets
    none, and the answer stays the same. LookupError where there is no such firm or order; BadInput (field email).
    """
    about = _about(kind, name)
    login = _read(address)
    hits = [
        ("watch.address", one_address(origin.address)), ("watch.network", network(origin.address)), ("watch.all", ""),
    ]  # fmt: skip
    if not (verdict := limits.hit_all(hits, now)).allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    if limits.hit("watch.recipient", login.key, now).allowed:
        watch = watch_store.wish(kind, _target(about), login, locale, now)
        path = _path(watch, locale)
        said = {"name": _name(about)}
        if watch.confirmed_at is None:
            mail.enqueue(login.written, "watch_confirm", locale, said | {"path": path})
        else:
            mail.enqueue(login.written, "watch_already", locale, said | {"path": path, "stop": path})
    return Sent()


@act
def look(token: str) -> Watched | None:
    """What this link is about, changing nothing: mail programs open links by themselves. None where it is over."""
    watch = watch_store.by_token(token)
    return _shown(watch) if watch is not None else None


@act
def confirm(token: str, now: datetime) -> Watched | None:
    """Watch from now on; what happened before is known. The same answer to the second of two tabs. None where it is over."""
    watch = watch_store.by_token(token)
    if watch is None or (watch.confirmed_at is None and watch.created_at + UNCONFIRMED_LIFE <= now):
        return None
    if watch.confirmed_at is None:
        watch_store.confirm(watch, _written(_facts(watch.kind, watch.target, today())), now)
        db.session.refresh(watch)
    return _shown(watch)


@act
def end(token: str) -> None:
    """Stop, and remove everything of it, letters that wait too; nothing where it was over already."""
    watch = watch_store.by_token(token)
    if watch is not None:
        links = {f"/{locale}/watch/{token}" for locale in ("vi", "en")}
        bury(WATCH, watch.ref, clock())
        watch_store.end(token)
        mail.take_back([*LETTERS.values(), "watch_confirm", "watch_already"], "path", "stop", paths=links)


tombstones.declare(tombstones.Kind(WATCH, watch_store.refs, lambda ref, _now: watch_store.remove(ref)))


def tell(day: date | None = None) -> int:
    """Queue the letters about everything that changed since each watcher was told; returns how many.

    A letter and the note that it was told are one transaction: whatever stops this in between, each change is told once.
    An address that had its letters for now is told the rest later.
    """
    day, count = day or today(), 0
    for kind, target in watch_store.targets():
        now = _facts(kind, target, day)
        for watch in watch_store.watching(kind, target, _written(now)):
            count += _bring_up(watch.ref, now)
    db.session.rollback()
    return count


def sweep(now: datetime) -> int:
    """Forget wishes that nobody confirmed in two days; returns how many."""
    gone = watch_store.forget_unconfirmed(now - UNCONFIRMED_LIFE)
    db.session.commit()
    return gone


def _bring_up(ref: str, now: Facts) -> int:
    count = 0
    while (step := _tell_one(ref, now)) is not None:
        count += 1
        if step == "done":
            return count - 1
    return count


@act
def _tell_one(ref: str, now: Facts) -> str | None:
    """One letter to one watcher: `told`, `done` where nothing was left to tell, None where it must wait or another did it."""
    watch = watch_store.by_ref(ref)
    if watch is None:
        return None
    step: News | None = next(news(_read_facts(watch.kind, watch.known), now), None)
    if not watch_store.told(watch, _written(step.after if step is not None else now)):
        return None
    if step is None:
        return "done"
    if _write_letter(watch, step):
        return "told"
    db.session.rollback()
    return None


def _write_letter(watch: Watch, step: News) -> bool:
    about = _stored(watch.kind, watch.target)
    name = _name(about.firm if step.what == "order_firm" and isinstance(about, RecruitmentOrder) else about)
    locale = cast(Locale, watch.locale)
    values = {"name": name or watch.target, "path": f"/{locale}{_page(about)}", "stop": _path(watch, locale)}
    if step.state:
        values["state"] = step.state
    return mail.enqueue(watch_store.address_of(watch), LETTERS[step.what], locale, values)


def _about(kind: str, name: str) -> Firm | RecruitmentOrder:
    found: Firm | RecruitmentOrder | None = None
    if kind == FIRM:
        found = store.find_firm(name)
    elif (key := order_key(name)).isprintable() and 0 < len(name) <= 200:
        found = watch_store.find_order(name, key)
    if found is None:
        raise LookupError(name)
    return found


def _stored(kind: str, target: str) -> Firm | RecruitmentOrder | None:
    return db.session.get(Firm, int(target)) if kind == FIRM else watch_store.find_order("", target)


def _target(about: Firm | RecruitmentOrder) -> str:
    return str(about.id) if isinstance(about, Firm) else about.ref_key


def _name(about: Firm | RecruitmentOrder | None) -> str:
    """What a letter calls it: its name where that is plain words, else the number of the licence or the order's address."""
    if about is None:
        return ""
    if isinstance(about, Firm):
        name = next(name.name for name in about.names if name.kind == "vi")
        return name if is_plain_name(name) else about.ref
    return about.ref if is_plain_name(about.ref) else about.slug


def _page(about: Firm | RecruitmentOrder | None) -> str:
    if about is None:
        return "/orders"
    return f"/firms/{about.ref}" if isinstance(about, Firm) else f"/orders/{about.slug}"


def _path(watch: Watch, locale: Locale) -> str:
    return f"/{locale}/watch/{watch_store.token_of(watch)}"


def _shown(watch: Watch) -> Watched:
    about = _stored(watch.kind, watch.target)
    return Watched(_name(about) or watch.target, _page(about), watch.confirmed_at is not None)


def _facts(kind: str, target: str, day: date) -> Facts:
    about = _stored(kind, target)
    if kind == FIRM and isinstance(about, Firm):
        found = [
            (f"{change.key} {change.state} {change.told_on}", RAN_OUT if change.by_date else change.state)
            for change in changes_of(about, day)
        ]
        name = next(name.name for name in about.names if name.kind == "vi")
        return FirmFacts(name, tuple(found), about.unlisted_on is None)
    if not isinstance(about, RecruitmentOrder) or about.taken_back_on is not None:
        return OrderFacts(GONE, "")
    state = order_card(about, day).state if about.published else WITHHELD
    return OrderFacts(state, firm_card(about.firm, day).status)


def _written(facts: Facts) -> str:
    return json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True)


def _read_facts(kind: str, known: str) -> Facts:
    told = json.loads(known)
    if kind != FIRM:
        return OrderFacts(**told)
    changes: Sequence[tuple[str, str]] = [(key, state) for key, state in told["changes"]]
    return FirmFacts(told["name"], tuple(changes), told["listed"])


def _read(address: str) -> LoginName:
    try:
        return email(address[:1000])
    except BadName as bad:
        raise BadInput([Problem("email", say_name(bad))]) from None
