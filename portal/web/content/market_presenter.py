"""A market as its page shows it as of a day: what holds, what comes, its programmes, people, law, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.content import service as content
from portal.content.gap_rules import missing_of_market
from portal.content.overdue_rules import TELEPHONE
from portal.content.rules import AWAITING, covers
from portal.web.content.changes import Change, changes_after
from portal.web.content.counts import Counts, awaiting_of, counts_of, items_of
from portal.web.content.figures import (
    CONDITIONS,
    Fact,
    Group,
    claim_label,
    group_of,
    known,
    told,
    wage_fact,
    wages_on,
)
from portal.web.content.law_presenter import Law, present_law
from portal.web.content.programme_presenter import Card, present_card, programme_nodes
from portal.web.shell.evidence import Node, SourceLink, evidence_of, source_links
from portal.web.shell.wording import pick, untranslated

SENT, STOCK = "deployed", "stock_vietnamese_workers_host_count"


@dataclass(frozen=True)
class Wages:
    """Minimum wages that hold, later and earlier ones, what is deducted by law; `newer_awaits`: see series_rules."""

    now: Group
    later: Group
    earlier: Group
    deductions: Group
    newer_awaits: bool


@dataclass(frozen=True)
class Market:
    """All that the page of one market says."""

    code: str
    name: str
    summary: str
    untranslated: bool
    suspended: bool
    notice: Fact | None
    changes: tuple[Change, ...]
    wages: Wages
    conditions: Group
    programmes: tuple[Card, ...]
    deployed: Counts
    stock: Counts
    occupations: tuple[str, ...]
    warnings: tuple[Fact, ...]
    hotlines: Group
    law: Law
    missing: tuple[str, ...]
    awaiting: tuple[str, ...]
    sources: tuple[SourceLink, ...]


def present_market(code: str, day: date) -> Market | None:
    """The page of this market in the reader's language as of a day, or None where there is no such market."""
    item = content.find("market", code)
    data = content.shown(item) if item else None
    if data is None:
        return None
    programmes = programme_nodes(code)
    sent, stock = items_of(SENT, code, day), items_of(STOCK, code, day)
    return Market(
        code=data["id"],
        name=pick(data["name"]),
        summary=pick(data["summary"]),
        untranslated=untranslated(data, programmes, sent, stock),
        suspended=bool(data.get("suspended")),
        notice=told(data["notice"]) if "notice" in data else None,
        changes=changes_after(data, programmes, day),
        wages=_wages(data, day),
        conditions=_conditions(data),
        programmes=tuple(present_card(node, day) for node in programmes),
        deployed=counts_of(sent),
        stock=counts_of(stock),
        occupations=tuple(pick(text) for text in data["occupations"]),
        warnings=tuple(told(node) for node in data["warnings"]),
        hotlines=group_of(_hotline(node) for node in data["hotlines"] if known(node)),
        law=present_law(code, day),
        missing=tuple(_missing(data)),
        awaiting=tuple(_awaiting(data, programmes, sent)),
        sources=source_links(data, programmes, sent, stock),
    )


def _hotline(node: Node) -> Fact:
    return Fact(pick(node["name"]), node["number"], evidence_of(node, kind=TELEPHONE))


def _wages(data: Node, day: date) -> Wages:
    wages = wages_on(data, day)
    deductions = (node for node in data.get("deductions", ()) if known(node) and covers(node, day))
    return Wages(
        now=group_of(wage_fact(node) for node in wages.held),
        later=group_of(wage_fact(node) for node in wages.later),
        earlier=group_of(wage_fact(node) for node in wages.earlier),
        deductions=group_of(wage_fact(node) for node in deductions),
        newer_awaits=wages.newer_awaits,
    )


def _conditions(data: Node) -> Group:
    return group_of(
        Fact(str(label), pick(data[key]["text"]), evidence_of(data[key]))
        for key, label in CONDITIONS.items()
        if key in data and known(data[key])
    )


def _missing(data: Node) -> Iterable[str]:
    """What a worker asks of every market and no source has told us, in words."""
    names = {
        **CONDITIONS,
        "minimum_wage": _("Lương tối thiểu"),
        "customs": _("Phong tục, điều nên và không nên"),
    }
    return (str(names[key]) for key in missing_of_market(data))


def _awaiting(data: Node, programmes: Iterable[Node], sent: Iterable[Node]) -> Iterable[str]:
    for node in data.get("minimum_wage", ()):
        if node["state"] == AWAITING:
            yield _("Lương tối thiểu: %(what)s", what=pick(node["label"]))
    for key, label in CONDITIONS.items():
        if key in data and data[key]["state"] == AWAITING:
            yield str(label)
    for period in awaiting_of(sent):
        yield _("Số người đi: %(period)s", period=period)
    for programme in programmes:
        if not programme["claims"]:
            yield pick(programme["name"])
        for claim in programme["claims"]:
            if claim["state"] == AWAITING:
                yield f"{pick(programme['name'])}: {claim_label(claim)}"
