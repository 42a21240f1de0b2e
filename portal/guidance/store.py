"""How guidance is read from content: the raw rows for the rules, and the copies that a page may show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content import service as content
from portal.content.rules import AWAITING, SOURCED, VERIFIED, covers, publishable
from portal.guidance.rules.eligibility import Condition
from portal.guidance.rules.support import Measure

Node = Mapping[str, Any]
EVERY = "*"


@dataclass(frozen=True)
class Target:
    """A programme as the eligibility questions see it. `shown` holds what a page may say of each condition, by its id."""

    id: str
    programme: str
    title: Mapping[str, str] | None
    procedure: str
    conditions: tuple[Condition, ...]
    shown: Mapping[str, Node]
    open: tuple[Node, ...]


def targets(day: date) -> tuple[tuple[Condition, ...], Mapping[str, Node], tuple[Target, ...]]:
    """The conditions of every programme with what may be shown of them, and each programme with its own, as of a day."""
    found = [_target(item, day) for item in content.all_of("eligibility_target")]
    general = [target for target in found if target.programme == EVERY]
    return (
        tuple(condition for target in general for condition in target.conditions),
        {id: node for target in general for id, node in target.shown.items()},
        tuple(target for target in found if target.programme != EVERY),
    )


def _target(item: content.Item, day: date) -> Target:
    data = item.data
    rows = [row for row in data["conditions"] if _counts(row, day)]
    return Target(
        id=item.id,
        programme=data["programme"],
        title=data.get("title"),
        procedure=data.get("procedure", ""),
        conditions=tuple(_condition(row) for row in rows),
        shown={row["id"]: publishable(row) for row in rows},
        open=tuple(publishable(row) for row in data["open"]),
    )


def _counts(row: Node, day: date) -> bool:
    """Superseded and withheld rows never do; an opening date does before its day, to say that it is not yet."""
    return row["state"] in (VERIFIED, SOURCED, AWAITING) and (row["asks"] == "day" or covers(row, day))


def _condition(row: Node) -> Condition:
    return Condition(
        id=row["id"],
        asks=row["asks"],
        needs=row["needs"],
        usual=row.get("usual", False),
        after_acceptance=row.get("after_acceptance", False),
        unless=row.get("unless"),
        sourced=row["state"] != AWAITING,
    )


def measures(day: date) -> Iterator[tuple[Measure, Node]]:
    """Every measure of support that may be named, with what may be shown of it."""
    for item in content.all_of("support_measure", day):
        shown = content.shown(item)
        if shown is not None:
            yield _measure(item.data), shown


def _measure(data: Node) -> Measure:
    return Measure(
        id=data["id"],
        stages=frozenset(data.get("stages", ())),
        events=frozenset(data.get("events", ())),
        routes=frozenset(data.get("routes", ())),
        groups=tuple(frozenset(one) for one in data.get("for", ())),
        unsure_for=frozenset(data.get("unsure_for", ())),
        unsure="unsure" in data and "unsure_for" not in data,
        sourced=data["state"] in (VERIFIED, SOURCED),
        direction=data["kind"] == "direction",
    )


def groups() -> tuple[Node, ...]:
    """The groups that support is for, as a page may show them."""
    return tuple(node for item in content.all_of("support_group") if (node := content.shown(item)) is not None)


def procedures() -> Iterator[Node]:
    """Every procedure that may be shown, in order."""
    for item in content.all_of("procedure"):
        if (node := content.shown(item)) is not None:
            yield node


def procedure(id: str) -> Node | None:
    """One procedure as a page may show it; None where there is none or it is withheld."""
    item = content.find("procedure", id)
    return content.shown(item) if item is not None else None


def fee_rule(id: str) -> Node | None:
    """A rule of charges as a page may show it."""
    item = content.find("fee_rule", id)
    return content.shown(item) if item is not None else None


def agency_name(id: str, day: date) -> Node | None:
    """What this body is called on this day, with evidence; None where no source says."""
    for name in content.get("agency", id).data["names"]:
        if name["state"] != AWAITING and covers(name, day):
            kept: Node = publishable(name)
            return kept
    return None


def return_stages() -> tuple[Node, ...]:
    """The stages of the way home."""
    return tuple(content.shown(item) or {} for item in content.all_of("return_stage"))


def language_levels(language: str) -> Iterator[tuple[str, str, int]]:
    """(test, level, CEFR rank) of the tests in this language whose table has a source; the lowest rank of a level counts."""
    for item in content.all_of("language_test"):
        node = content.shown(item)
        if node is None or language not in node.get("languages", ()) or node["state"] == AWAITING:
            continue
        ranks: dict[str, int] = {}
        for level in node.get("levels", ()):
            if level.get("cefr_rank") is not None:
                ranks[level["code"]] = min(level["cefr_rank"], ranks.get(level["code"], level["cefr_rank"]))
        yield from ((item.id, code, rank) for code, rank in ranks.items())
