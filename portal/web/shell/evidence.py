"""How the evidence of a figure is said on a page: since when, from which sources, in what state, when last looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from flask_babel import gettext as _

from portal.content import service as content
from portal.content.overdue_rules import CLAIM, overdue
from portal.content.rules import UNKNOWN, first_day
from portal.shared.clock import today
from portal.shared.locales import SOURCE
from portal.web.shell.links import link_to
from portal.web.shell.locale import current_locale

Node = Mapping[str, Any]


@dataclass(frozen=True)
class SourceLink:
    """A source as a link: its title and where it is, outside or in the legal library."""

    title: str
    lang: str
    address: str
    outside: bool


@dataclass(frozen=True)
class Evidence:
    """What stands below a figure. `since` is an ISO day, a month or year in words, `unknown`, or empty to say nothing.

    `overdue`: it should have been looked at again by today, so it turns grey and says so.
    """

    state: str
    since: str
    sources: tuple[SourceLink, ...]
    last_verified: str
    overdue: bool = False


@dataclass(frozen=True)
class Common:
    """What every figure of a group shares, said once for the group; `since` is empty where it differs."""

    state: str
    since: str
    last_verified: str


def common_of(evidence: Iterable[Evidence | None]) -> Common | None:
    """What all of these share, or None where state or last check differ or there are none."""
    parts = [part for part in evidence if part is not None]
    if len({(part.state, part.last_verified) for part in parts}) != 1:
        return None
    since = {part.since for part in parts}
    return Common(parts[0].state, since.pop() if len(since) == 1 else "", parts[0].last_verified)


def evidence_of(node: Node, *, dated: bool = True, kind: str = CLAIM) -> Evidence:
    """The evidence of this figure; `dated` False where the figure is named after its own period.

    `kind` (of portal.content.overdue_rules) decides how long it may stand without being looked at again.
    """
    since = say_since(str(node.get("effective", UNKNOWN))) if dated else ""
    late = overdue(node, kind, today())
    return Evidence(node["state"], since, source_links(node), node["last_verified"], late)


def source_links(*nodes: object) -> tuple[SourceLink, ...]:
    """Links to every source named in these nodes, each once."""
    found = []
    for source in content.sources_of(*nodes):
        address = source.address or link_to("document", source.document or "")
        if address:
            found.append(SourceLink(source.title, source.lang, address, outside=source.address is not None))
    return tuple(found)


def say_since(effective: str) -> str:
    """`2026-01-01` and `unknown` stay for the template; `2025-10` becomes 10/2025 or Oct 2025, `2026` a year in words."""
    if effective == UNKNOWN or len(effective) == len("2026-01-01"):
        return effective
    if len(effective) == len("2026"):
        return str(_("năm %(year)s", year=effective))
    locale = current_locale()
    return format_date(first_day(effective), "MM/yyyy" if locale == SOURCE else "MMM yyyy", locale=locale)
