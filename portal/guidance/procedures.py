"""A procedure as it is walked: its steps, all its papers, how long it keeps a person waiting and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.content.rules import AWAITING
from portal.guidance import store
from portal.guidance.rules.totals import DAYS, WORKING_DAYS, Charge, Cost, Duration, Wait, total_cost, total_time

Node = Mapping[str, Any]
_UNITS = (WORKING_DAYS, DAYS, "months", "years")
_RECEIVED = ("fund_support", "loan")
"""Kinds of fee rules that bring a person money instead of costing it."""


@dataclass(frozen=True)
class Handler:
    """Who handles a step: the name of the day with its evidence; None where no source says who it is."""

    id: str
    name: Node | None


@dataclass(frozen=True)
class Step:
    """One step. `node` is what a page may say of it; `awaits`: only its title may be said. `rule`: the charge it costs."""

    id: str
    node: Node
    awaits: bool
    handlers: tuple[Handler, ...]
    rule: Node | None


@dataclass(frozen=True)
class Procedure:
    """One procedure. `charges` and `received` are fee rules, `papers` (text) every paper of all steps, each once."""

    id: str
    node: Node
    steps: tuple[Step, ...]
    papers: tuple[Mapping[str, str], ...]
    papers_unknown: tuple[str, ...]
    duration: Duration
    charges: tuple[Node, ...]
    received: tuple[Node, ...]
    cost: Cost
    cost_unknown: tuple[str, ...]


def every(day: date) -> tuple[Procedure, ...]:
    """All procedures that may be shown, with the names of this day."""
    return tuple(_procedure(node, day) for node in store.procedures())


def find(id: str, day: date) -> Procedure | None:
    """One procedure, or None."""
    node = store.procedure(id)
    return _procedure(node, day) if node is not None else None


def _procedure(node: Node, day: date) -> Procedure:
    steps = tuple(_step(row, day) for row in node["steps"])
    rules = tuple(_rules(node, steps))
    charges = tuple(rule for rule in rules if not _is_received(rule))
    return Procedure(
        id=node["id"],
        node=node,
        steps=steps,
        papers=tuple(_papers(steps)),
        papers_unknown=tuple(step.id for step in steps if step.awaits or _waits(step.node.get("papers"))),
        duration=total_time([wait for step in steps for wait in _waits_of(step)]),
        charges=charges,
        received=tuple(rule for rule in rules if _is_received(rule)),
        cost=total_cost([_charge(rule) for rule in charges]),
        cost_unknown=tuple(step.id for step in steps if _cost_unknown(step)),
    )


def _step(row: Node, day: date) -> Step:
    handlers = tuple(Handler(id, store.agency_name(id, day)) for id in row.get("handled_by", ()))
    rule = row.get("fee", {}).get("rule")
    return Step(row["id"], row, row["state"] == AWAITING, handlers, store.fee_rule(rule) if rule else None)


def _papers(steps: Sequence[Step]) -> Iterator[Mapping[str, str]]:
    seen = set()
    for step in steps:
        for paper in step.node.get("papers", {}).get("list", ()):
            if paper["vi"] not in seen:
                seen.add(paper["vi"])
                yield paper


def _waits(node: Node | None) -> bool:
    return node is not None and node.get("state") == AWAITING


def _waits_of(step: Step) -> Iterator[Wait]:
    """What this step adds: nothing where only the person's own pace counts, a gap where no time has a source."""
    takes = [limit for limit in step.node.get("limits", ()) if limit.get("kind") == "takes" or _waits(limit)]
    for limit in takes:
        yield Wait(step.id, known=False) if _waits(limit) else _wait(step.id, limit)
    if not takes and not step.node.get("own_pace"):
        yield Wait(step.id, known=False)


def _wait(step: str, limit: Node) -> Wait:
    unit = next(unit for unit in _UNITS if unit in limit)
    least = limit[unit]
    return Wait(step, unit, 0 if limit.get("at_most") else least, limit.get(f"to_{unit}", least))


def _rules(node: Node, steps: Sequence[Step]) -> Iterator[Node]:
    """The rules of the steps, then the further ones of the procedure, each once."""
    ids = [step.node["fee"]["rule"] for step in steps if step.node.get("fee", {}).get("rule")]
    for id in dict.fromkeys([*ids, *node.get("fees", ())]):
        if (rule := store.fee_rule(id)) is not None:
            yield rule


def _is_received(rule: Node) -> bool:
    return rule.get("kind") in _RECEIVED or rule.get("payer") == "employer"


def _charge(rule: Node) -> Charge:
    formula = rule.get("formula", {}) if rule["state"] != AWAITING else {}
    if formula.get("type") == "fixed":
        return Charge(rule["id"], Decimal(formula["amount"]), formula["currency"], bool(rule.get("refundable")))
    if formula.get("type") == "zero":
        return Charge(rule["id"], Decimal(0), "VND")
    return Charge(rule["id"])


def _cost_unknown(step: Step) -> bool:
    """Whether nothing that was read says if this step costs money."""
    fee = step.node.get("fee")
    return step.awaits or fee is None or _waits(fee) or (step.rule is not None and step.rule["state"] == AWAITING)
