"""A programme as its page shows it: a short answer to what a worker asks first, then the rest, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from portal.content import service as content
from portal.content.rules import AWAITING, UNKNOWN, covers
from portal.content.series_rules import begins
from portal.shared.clock import today
from portal.web.content.changes import Change, changes_after
from portal.web.content.figures import (
    ABOUT,
    CONDITIONS,
    Fact,
    claim_fact,
    claim_label,
    claims_on,
    known,
    told,
    wage_fact,
    wages_on,
)
from portal.web.content.levels import Level, levels_of
from portal.web.shell.evidence import Evidence, Node, SourceLink, evidence_of, source_links
from portal.web.shell.wording import pick, untranslated

TOLD, WAITS, MISSING = "told", "awaiting", "missing"
_FIRST = ("wage", "hours", "contract", "language", "age", "sending")
_ASKED = {**{about: ABOUT[about] for about in _FIRST if about in ABOUT}, "hours": CONDITIONS["hours"]}
_SHORT = ("wage", "contract", "language", "age")


@dataclass(frozen=True)
class Answer:
    """What a worker asks first and what is known: `state` is told, awaiting (a value nobody verified) or missing.

    `of_market`: the programme itself says nothing, this holds for the whole market.
    """

    about: str
    label: str
    state: str
    facts: tuple[Fact, ...]
    of_market: bool = False


@dataclass(frozen=True)
class Card:
    """A programme in the list of its market: its name, its page, and the shortest of its answers."""

    id: str
    slug: str
    name: str
    awaiting: bool
    starts: date | None
    facts: tuple[Fact, ...]
    evidence: Evidence | None


@dataclass(frozen=True)
class Link:
    """Another programme: its name and slug."""

    slug: str
    name: str


@dataclass(frozen=True)
class Programme:
    """All that the page of one programme says. `starts` is the day it begins where that is after the day asked for."""

    id: str
    slug: str
    name: str
    code: str
    market: str
    summary: str
    untranslated: bool
    suspended: bool
    notice: Fact | None
    starts: date | None
    awaiting: bool
    answers: tuple[Answer, ...]
    more: tuple[Fact, ...]
    earlier: tuple[Fact, ...]
    evidence: Evidence | None
    levels: tuple[Level, ...]
    occupations: tuple[str, ...]
    changes: tuple[Change, ...]
    followed_by: Link | None
    follows: tuple[Link, ...]
    waiting: tuple[str, ...]
    ask: str
    sources: tuple[SourceLink, ...]


def programme_nodes(code: str) -> list[Node]:
    """The programmes of a market as they may be shown, in the order of the content."""
    found = (content.shown(item) for item in content.all_of("programme") if item.data["market"] == code)
    return [node for node in found if node is not None]


def present_card(node: Node, day: date) -> Card:
    """A programme for the list of its market as of a day."""
    shared = _shared(node)
    claims = claims_on(node, day)
    shown = [claim for claim in (*claims.held, *claims.later) if known(claim) and claim["about"] in _SHORT]
    facts = tuple(_without_shared(claim_fact(claim), shared) for claim in shown)
    evidence = shared if any(claim["state"] != AWAITING for claim in shown) else None
    return Card(
        node["id"], slug_of(node), pick(node["name"]), _nothing_known(node), _starts(node, day), facts, evidence
    )


def present_programme(programme_id: str, day: date) -> Programme | None:
    """The page of this programme in the reader's language as of a day, or None where there is none."""
    item = content.find("programme", programme_id)
    node = content.shown(item) if item else None
    market = content.shown(content.get("market", node["market"])) if node else None
    if node is None or market is None:
        return None
    shared, starts = _shared(node), _starts(node, day)
    claims = claims_on(node, day)
    now = [*claims.held, *(claims.later if starts else ())]
    facts = [(claim["about"], _without_shared(claim_fact(claim), shared)) for claim in now]
    waiting = tuple(claim_label(claim) for claim in node["claims"] if claim["state"] == AWAITING)
    return Programme(
        id=node["id"],
        slug=slug_of(node),
        name=pick(node["name"]),
        code=market["id"],
        market=pick(market["name"]),
        summary=pick(market["summary"]),
        untranslated=untranslated(node, market),
        suspended=bool(market.get("suspended")),
        notice=told(market["notice"]) if "notice" in market else None,
        starts=starts,
        awaiting=_nothing_known(node),
        answers=tuple(_answers(node, market, facts, day)),
        more=tuple(fact for about, fact in facts if about not in _FIRST),
        earlier=tuple(claim_fact(claim) for claim in claims.earlier),
        evidence=shared if now else None,
        levels=tuple(levels_of(now)),
        occupations=tuple(pick(text) for text in market["occupations"]),
        changes=() if starts else changes_after(market, [node], day),
        followed_by=_link(node["followed_by"]) if "followed_by" in node else None,
        follows=tuple(
            Link(slug_of(other), pick(other["name"]))
            for other in programme_nodes(node["market"])
            if other.get("followed_by") == node["id"]
        ),
        waiting=waiting,
        ask=_office(today()),
        sources=source_links(node, market.get("minimum_wage", ()), market.get("hours", ())),
    )


def _office(day: date) -> str:
    """The office to ask about work abroad, under the name it has on this day."""
    names = content.get("agency", "dolab").data["names"]
    return next((pick(name["name"]) for name in reversed(names) if known(name) and covers(name, day)), "")


def slug_of(node: Node) -> str:
    """The permanent last part of the address."""
    return str(node["id"]).lower()


def _link(programme_id: str) -> Link:
    data = content.get("programme", programme_id).data
    return Link(slug_of(data), pick(data["name"]))


def _nothing_known(node: Node) -> bool:
    return all(claim["state"] == AWAITING for claim in node["claims"])


def _starts(node: Node, day: date) -> date | None:
    start = begins(node) if node["state"] != AWAITING and node.get("effective") != UNKNOWN else None
    return start if start is not None and start > day else None


def _shared(node: Node) -> Evidence | None:
    return None if node["state"] == AWAITING else evidence_of(node)


def _without_shared(fact: Fact, shared: Evidence | None) -> Fact:
    """The claim without what the programme says once for all: no evidence, the date alone, or all of it."""
    own = fact.evidence
    if shared is None or own is None or replace(own, since=shared.since) != shared:
        return fact
    return replace(fact, evidence=replace(own, sources=(), state="") if own.since != shared.since else None)


def _answers(node: Node, market: Node, facts: list[tuple[str, Fact]], day: date) -> Iterable[Answer]:
    for about in _FIRST:
        own = tuple(
            replace(fact, label="") if fact.label == str(_ASKED[about]) else fact for a, fact in facts if a == about
        )
        found = own or tuple(_of_market(about, market, day))
        waits = any(c["about"] == about and c["state"] == AWAITING for c in node["claims"])
        waits = waits or (about in market and market[about]["state"] == AWAITING)
        state = TOLD if found else WAITS if waits else MISSING
        yield Answer(about, str(_ASKED[about]), state, found, of_market=not own)


def _of_market(about: str, market: Node, day: date) -> Iterable[Fact]:
    """What holds for the whole market where the programme itself says nothing."""
    if about == "wage":
        for wage in wages_on(market, day).held[:1]:  # the main one; the market's page has the others
            fact = wage_fact(wage)
            yield replace(fact, label=str(_("Lương tối thiểu: %(label)s", label=fact.label)), note="")
    elif about in market and known(market[about]):
        yield Fact("", pick(market[about]["text"]), evidence_of(market[about]))
