"""What changes soon for a market: everything sourced that begins after the day asked for, soonest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.content.series_rules import begins
from portal.web.content.figures import claims_on, wage_fact, wages_on
from portal.web.shell.evidence import Evidence, Node, evidence_of
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Change:
    """One thing that comes: from when, what, where it is told in full, and where it was read."""

    day: date
    what: str
    address: str
    evidence: Evidence


def changes_after(market: Node, programmes: Iterable[Node], day: date) -> tuple[Change, ...]:
    """Later wages, programmes that begin or give way, and rules about money, after the day."""
    found = [*_wages(market, day), *_rules(market["id"], day)]
    for programme in programmes:
        found += _of_programme(programme, day)
    return tuple(sorted(found, key=lambda change: (change.day, change.what)))


def _wages(market: Node, day: date) -> Iterator[Change]:
    address = url_for("content.market", code=market["id"].lower()) + "#wage"
    for node in wages_on(market, day).later:
        fact = wage_fact(node)
        what = _("Lương tối thiểu mới: %(value)s (%(label)s)", value=fact.value, label=fact.label)
        yield Change(_begin(node), str(what), address, evidence_of(node))


def _of_programme(programme: Node, day: date) -> list[Change]:
    code, slug = programme["market"].lower(), programme["id"].lower()
    address, name = url_for("content.programme", code=code, programme=slug), pick(programme["name"])
    start = begins(programme)
    if start is not None and start > day and programme["state"] != AWAITING:
        return [Change(start, str(_("Bắt đầu chương trình: %(name)s", name=name)), address, evidence_of(programme))]
    return [
        Change(_begin(claim), f"{name}: {_said(claim)}", address, evidence_of(claim))
        for claim in claims_on(programme, day).later
    ]


def _said(claim: Node) -> str:
    text = pick(claim["text"])
    return f"{pick(claim['label'])}: {text}" if "label" in claim else text


def _rules(market: str, day: date) -> Iterator[Change]:
    for item in content.all_of("fee_rule"):
        node = content.shown(item)
        if node is None or node["state"] == AWAITING or market not in node.get("applies_to", {}).get("markets", ()):
            continue
        start = begins(node)
        if start is not None and start > day:
            address = url_for("fees.rule", rule_id=item.id)
            yield Change(
                start, str(_("Tiền phải trả: %(title)s", title=pick(node["title"]))), address, evidence_of(node)
            )


def _begin(node: Node) -> date:
    return begins(node) or date.max
