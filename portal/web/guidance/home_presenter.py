"""The way home as its page says it: what to do when, with evidence, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.guidance import service as guidance
from portal.web.guidance.presenters import laws
from portal.web.shell.evidence import Common, Evidence, Node, common_of, evidence_of
from portal.web.shell.wording import pick

Link = tuple[str, str]


@dataclass(frozen=True)
class Point:
    """One thing to do or know; without `evidence` it waits for verification and says only its title."""

    id: str
    title: str
    text: str
    markets: tuple[Link, ...]
    links: tuple[Link, ...]
    evidence: Evidence | None


@dataclass(frozen=True)
class Stage:
    """One stage of the way home; `awaiting` are the titles of what no source told yet."""

    id: str
    title: str
    summary: str
    points: tuple[Point, ...]
    awaiting: tuple[str, ...]
    common: Common | None


def present(stages: Iterable[Node]) -> list[Stage]:
    """The stages in the reader's language."""
    found = []
    for node in stages:
        points = [_point(point) for point in node["points"]]
        found.append(
            Stage(
                id=node["id"],
                title=pick(node["title"]),
                summary=pick(node["summary"]),
                points=tuple(point for point in points if point.evidence is not None),
                awaiting=tuple(point.title for point in points if point.evidence is None),
                common=common_of(point.evidence for point in points),
            )
        )
    return found


def _point(node: Node) -> Point:
    awaits = node["state"] == AWAITING
    return Point(
        id=node["id"],
        title=pick(node["title"]),
        text=pick(node.get("text")),
        markets=tuple(_markets(node.get("markets", ()))),
        links=tuple(_links(node)),
        evidence=None if awaits else evidence_of(node),
    )


def _markets(codes: Iterable[str]) -> Iterable[Link]:
    for code in codes:
        yield pick(content.get("market", code).data["name"]), url_for("content.market", code=code.lower())


def _links(node: Node) -> Iterable[Link]:
    titles, rules = guidance.procedure_titles(), rule_titles()
    own = {
        "refund": (_("Tính tiền dịch vụ được trả lại"), "fees.refund"),
        "support": (_("Tôi được hỗ trợ gì?"), "guidance.support"),
        "jobs": (_("Việc khi về nước"), "jobs.vacancies"),
    }
    if (name := node.get("link")) and own[name][1] in current_app.view_functions:
        yield own[name][0], url_for(own[name][1])
    for id in node.get("procedures", ()):
        yield pick(titles[id]), url_for("guidance.procedure", procedure_id=id)
    for id in node.get("fees", ()):
        if id in rules:
            yield rules[id], url_for("fees.rule", rule_id=id)
    yield from laws(node.get("documents", ()))


def rule_titles() -> Mapping[str, str]:
    """The title of each rule of charges that has a page."""
    shown = (content.shown(item) for item in content.all_of("fee_rule"))
    return {node["id"]: pick(node["title"]) for node in shown if node is not None and node["state"] != AWAITING}
