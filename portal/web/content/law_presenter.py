"""Law that a worker in a market meets, from the rules and fines we hold: charges of the host country, fines of our own law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.content.rules import AWAITING, covers
from portal.web.shell.evidence import Evidence, Node, evidence_of
from portal.web.shell.wording import money, pick


@dataclass(frozen=True)
class Point:
    """One thing that the law says: its name, what it says, its page where it has one, its article, its evidence."""

    title: str
    text: str
    address: str
    article: str
    evidence: Evidence


@dataclass(frozen=True)
class Law:
    """What the host country's law says of charges, and for what our law fines a worker."""

    host: tuple[Point, ...]
    fines: tuple[Point, ...]


def present_law(code: str, day: date) -> Law:
    """The law for workers in this market as of a day: only what is sourced."""
    return Law(
        host=tuple(
            _rule(node) for node in _shown("fee_rule", day) if node.get("rank") == "host" and _is_for(node, code)
        ),
        fines=tuple(_fine(node) for node in _shown("penalty", day) if node.get("payer") == "worker"),
    )


def _shown(kind: str, day: date) -> list[Node]:
    found = (content.shown(item) for item in content.all_of(kind, day))
    return [node for node in found if node is not None and node["state"] != AWAITING and covers(node, day)]


def _is_for(node: Node, code: str) -> bool:
    scopes: list[Any] = [node.get("applies_to"), *(part.get("applies_to") for part in node.get("items", ()))]
    return any(code in scope.get("markets", ()) for scope in scopes if scope)


def _rule(node: Node) -> Point:
    address = url_for("fees.rule", rule_id=node["id"])
    return Point(pick(node["title"]), pick(node["summary"]), address, node.get("legal", ""), evidence_of(node))


def _fine(node: Node) -> Point:
    fine = node["fine"]
    low, high = (money(fine[end], fine["currency"]) if end in fine else "" for end in ("from", "to"))
    amount = _("phạt từ %(low)s đến %(high)s", low=low, high=high) if low else _("phạt tới %(high)s", high=high)
    return Point(pick(node["behaviour"]), str(amount), "", node.get("legal", ""), evidence_of(node))
