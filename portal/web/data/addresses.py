"""Every public address of the site: what the sitemap lists, the feed tells of and the offline copy may keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask import current_app

from portal.content import places
from portal.content import service as content
from portal.search.engine import Engine
from portal.shared.clock import now, today
from portal.web.shell.blueprints import PAGES_PREFIX
from portal.web.shell.guards import PUBLIC, guard_of
from portal.web.shell.links import link_to

UNLISTED = frozenset(
    {"search.results", "search.suggestions", "desk.goodbye", "data.offline", "jobs.people", "fees.refund_letter"}
    | {"watch.firm", "watch.order", "watch.link", "enquiries.contact"}
    | {"jobs.letters", "meetings.stop_asking", "moderation.answer"}
)
"""Public pages that are no place of their own: results, a farewell, the page without a network, what answers make."""
CONTENT, FIRMS, ORDERS, VACANCIES = "content", "firms", "orders", "vacancies"
PARTS = (CONTENT, FIRMS, ORDERS, VACANCIES)
_KINDS = {FIRMS: "firm", ORDERS: "order", VACANCIES: "vacancy"}
_TAXONOMY = (("skills", "skill"), ("certificates", "certificate"))
"""Pages of the taxonomy: too many and too alike for the feed and the site search."""
MOST = 25_000
"""Addresses in one part: a sitemap takes 50,000, and each of these stands there in two languages."""
_REFRESH = 600


@dataclass(frozen=True)
class Address:
    """A public page: its path below the language, without a slash in front (`markets/jp`; "" is the home page)."""

    path: str
    changed: date


def of_content() -> tuple[Address, ...]:
    """The pages that need no database: those without a parameter, then those of each item of the content."""
    newest = content.last_updated()
    fixed = [Address(path, newest) for path in _fixed()]
    items = [Address(place.path, place.changed) for place in places.places() if _has_route(place.path)]
    markets = places.places("market")
    more = [Address(f"{room}/{m.id.lower()}", m.changed) for room in places.OF_MARKETS for m in markets]
    more += [Address(f"{room}/{i.id}", places.changed(i)) for room, kind in _TAXONOMY for i in content.all_of(kind)]
    return tuple(
        {address.path: address for address in [*fixed, *items, *(a for a in more if _has_route(a.path))]}.values()
    )


def of_register(part: str) -> tuple[Address, ...]:
    """The firms, orders or open vacancies that have a page, as the database lists them within the last ten minutes."""
    return _listed(current_app.extensions["search"], _KINDS[part], int(now().timestamp()) // _REFRESH)


def of_part(part: str) -> tuple[Address, ...]:
    """One part of the sitemap. KeyError for a part there is not."""
    return of_content() if part == CONTENT else of_register(part)


@lru_cache(maxsize=4)
def _listed(engine: Engine, kind: str, _period: int) -> tuple[Address, ...]:
    source = engine.sources.get(kind)
    ids = sorted(doc.id for doc in source.all())[:MOST] if source else []
    addresses = (link_to(kind, ident, "vi") or "" for ident in ids)
    return tuple(Address(address.removeprefix("/vi/"), today()) for address in addresses)


def _fixed() -> list[str]:
    """Paths of the public pages that have no parameter but the language."""
    rules = [
        rule
        for rule in current_app.url_map.iter_rules()
        if rule.arguments == {"locale"}
        and "GET" in (rule.methods or ())
        and guard_of(current_app, rule.endpoint) == PUBLIC
        and rule.endpoint not in UNLISTED
        and "." not in rule.rule.rpartition("/")[2]
    ]
    return [rule.rule.removeprefix(PAGES_PREFIX + "/") for rule in rules]


def _has_route(path: str) -> bool:
    return bool(current_app.url_map.bind("").test(f"/vi/{path}", method="GET"))
