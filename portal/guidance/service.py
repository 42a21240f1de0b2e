"""What a reader asks guidance: which programmes fit, which support is theirs, the way home. Answers are used once and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content import service as content
from portal.guidance import procedures, store
from portal.guidance.procedures import Handler, Procedure, Step
from portal.guidance.rules.answers import Person, Situation
from portal.guidance.rules.eligibility import Condition, Outcome, judge
from portal.guidance.rules.support import Answer, judge_all

__all__ = [
    "Handler",
    "MeasureAnswer",
    "Procedure",
    "ProgrammeAnswer",
    "Step",
    "conditions",
    "eligibility",
    "every_procedure",
    "find_procedure",
    "groups",
    "language_levels",
    "procedure_titles",
    "return_stages",
    "support",
    "withheld_procedures",
]  # fmt: skip

Node = Mapping[str, Any]


@dataclass(frozen=True)
class ProgrammeAnswer:
    """A programme with its answer. `shown`: what may be said of each condition by id; `open`: what no source told."""

    id: str
    programme: str
    market: str
    title: Mapping[str, str]
    procedure: str
    outcome: Outcome
    shown: Mapping[str, Node]
    open: tuple[Node, ...]

    def node(self, condition: Condition) -> Node:
        """What may be shown of this condition."""
        return self.shown[condition.id]


@dataclass(frozen=True)
class MeasureAnswer:
    """A measure of support with its answer, who handles it and whom to ask first."""

    answer: Answer
    node: Node
    go_to: tuple[Handler, ...]
    ask_at: tuple[Handler, ...]


def every_procedure(day: date) -> tuple[Procedure, ...]:
    """All procedures that may be shown, in order, with the names of this day."""
    return procedures.every(day)


def find_procedure(id: str, day: date) -> Procedure | None:
    """One procedure, or None where there is none or it is withheld."""
    return procedures.find(id, day)


def withheld_procedures() -> int:
    """How many procedures wait for an editor before anything of them may be shown."""
    return len(content.all_of("procedure")) - sum(1 for _ in store.procedures())


def eligibility(person: Person, day: date, market: str = "") -> tuple[ProgrammeAnswer, ...]:
    """Every programme (of one market, by ISO 3166 code, where given) judged for this person on this day."""
    general, shown, targets = store.targets(day)
    found = []
    for target in targets:
        programme = content.get("programme", target.programme).data
        if market in ("", programme["market"]):
            outcome = judge(target.conditions, general, person, day)
            title = target.title or programme["name"]
            node = {**shown, **target.shown}
            found.append(
                ProgrammeAnswer(
                    target.id,
                    target.programme,
                    programme["market"],
                    title,
                    target.procedure,
                    outcome,
                    node,
                    _open(target, outcome, node),
                )
            )
    return tuple(found)


def conditions(day: date) -> tuple[ProgrammeAnswer, ...]:
    """Every programme with its conditions and nobody's answers: for those who would rather read than answer."""
    return eligibility(Person(), day)


def _open(target: store.Target, outcome: Outcome, shown: Mapping[str, Node]) -> tuple[Node, ...]:
    """What no source told: the open points, and the unsourced conditions that were not answered."""
    judged = {one.condition.id for one in outcome.conditions}
    left = tuple(shown[one.id] for one in target.conditions if not one.sourced and one.id not in judged)
    return (*target.open, *left)


def support(situation: Situation, day: date) -> tuple[MeasureAnswer, ...]:
    """Every measure of support judged for this situation, with the law and the names of this day."""
    pairs = list(store.measures(day))
    answers = judge_all([measure for measure, _ in pairs], situation)
    return tuple(
        MeasureAnswer(answer, node, _handlers(node, "go_to", day), _handlers(node, "ask_at", day))
        for answer, (_, node) in zip(answers, pairs, strict=True)
    )


def _handlers(node: Node, key: str, day: date) -> tuple[Handler, ...]:
    return tuple(Handler(id, store.agency_name(id, day)) for id in node.get(key, ()))


def groups() -> tuple[Node, ...]:
    """The groups that support is for."""
    return store.groups()


def return_stages() -> tuple[Node, ...]:
    """The way home, stage by stage."""
    return store.return_stages()


def language_levels(language: str) -> tuple[tuple[str, str, int], ...]:
    """(test, level, CEFR rank) of each sourced level of this language's tests."""
    return tuple(store.language_levels(language))


def procedure_titles() -> Mapping[str, Mapping[str, str]]:
    """The title of each procedure that has a page."""
    return {node["id"]: node["title"] for node in store.procedures()}
