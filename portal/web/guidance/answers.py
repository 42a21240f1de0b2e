"""The answers of the two forms as their pages say them: programmes that fit, do not or may; support that is one's right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from portal.guidance.rules.eligibility import Fit, Standing
from portal.guidance.rules.support import Because, Right
from portal.guidance.service import Handler, MeasureAnswer, ProgrammeAnswer
from portal.guidance.wording import condition_reason, question_of, support_reason
from portal.web.guidance.presenters import laws
from portal.web.shell.evidence import Evidence, Node, evidence_of
from portal.web.shell.wording import pick, say


@dataclass(frozen=True)
class Line:
    """A condition as it stands: its text (or only its name), why, its law and evidence, and the question that would settle it."""

    text: str
    standing: str
    reason: str
    law: str
    evidence: Evidence | None
    question: str


@dataclass(frozen=True)
class ProgrammeCard:
    """One programme of the answer; `decisive` are the lines that decide, `others` the rest, `open` what no source told."""

    id: str
    title: str
    market: str
    address: str
    procedure: str
    decisive: tuple[Line, ...]
    others: tuple[Line, ...]
    open: tuple[str, ...]


def programmes(answers: Iterable[ProgrammeAnswer], names: Mapping[str, str]) -> dict[str, list[ProgrammeCard]]:
    """The programmes by fit, in the order of the content; `names` are the names of the markets."""
    found: dict[str, list[ProgrammeCard]] = {fit.value: [] for fit in Fit}
    for answer in answers:
        found[answer.outcome.fit.value].append(_card(answer, names))
    return found


_DECIDES = {
    Fit.FITS: (Standing.MET, Standing.LATER),
    Fit.DOES_NOT: (Standing.NOT_MET,),
    Fit.CANNOT_TELL: (Standing.UNKNOWN,),
}


def _card(answer: ProgrammeAnswer, names: Mapping[str, str]) -> ProgrammeCard:
    decides = _DECIDES[answer.outcome.fit]
    lines = [(one.standing in decides, _line(answer, place)) for place, one in enumerate(answer.outcome.conditions)]
    return ProgrammeCard(
        id=answer.id,
        title=pick(answer.title),
        market=names[answer.market],
        address=url_for("content.market", code=answer.market.lower(), _anchor=f"programme-{answer.programme.lower()}"),
        procedure=url_for("guidance.procedure", procedure_id=answer.procedure) if answer.procedure else "",
        decisive=tuple(line for decisive, line in lines if decisive),
        others=tuple(line for decisive, line in lines if not decisive),
        open=tuple(pick(node["label"]) for node in answer.open),
    )


def _line(answer: ProgrammeAnswer, place: int) -> Line:
    judged = answer.outcome.conditions[place]
    node = answer.node(judged.condition)
    return Line(
        text=pick(node.get("text") or node["label"]),
        standing=judged.standing.value,
        reason=say(condition_reason(judged)),
        law=pick(node.get("legal")),
        evidence=evidence_of(node) if "text" in node else None,
        question=question_of(judged.condition) if judged.standing is Standing.UNKNOWN else "",
    )


@dataclass(frozen=True)
class MeasureCard:
    """A measure of support: what it is, why it is or is not the reader's, its law, papers, where to go."""

    id: str
    title: str
    text: str
    reason: str
    unsure: str
    law: str
    laws: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]
    papers_await: bool
    go_to: tuple[str, ...]
    ask_at: tuple[str, ...]
    procedures: tuple[str, ...]
    rules: tuple[str, ...]
    evidence: Evidence | None
    groups: tuple[str, ...]


def measures(answers: Iterable[MeasureAnswer], labels: Mapping[str, str]) -> dict[str, list[MeasureCard]]:
    """The measures by right; `labels` are the names of the groups."""
    found: dict[str, list[MeasureCard]] = {right.value: [] for right in Right}
    for answer in answers:
        found[answer.answer.right.value].append(measure(answer, labels))
    return found


def measure(answer: MeasureAnswer, labels: Mapping[str, str]) -> MeasureCard:
    """One measure in the reader's language. What awaits verification has its title only."""
    node, known = answer.node, "text" in answer.node
    papers: Node = node.get("papers", {})
    unsure = answer.answer.because is Because.UNSURE
    return MeasureCard(
        id=node["id"],
        title=pick(node["title"]),
        text=pick(node.get("text")),
        reason=say(support_reason(answer.answer, labels)),
        unsure=pick(node.get("unsure")) if unsure else "",
        law=pick(node.get("legal")),
        laws=laws(node.get("documents", ())),
        papers=tuple(pick(paper) for paper in papers.get("list", ())),
        papers_await=bool(papers) and "list" not in papers,
        go_to=_names(answer.go_to),
        ask_at=_names(answer.ask_at),
        procedures=tuple(node.get("procedures", ())),
        rules=tuple(node.get("fees", ())),
        evidence=evidence_of(node) if known else None,
        groups=tuple(" + ".join(labels[id] for id in one) for one in node.get("for", ())),
    )


def _names(handlers: Sequence[Handler]) -> tuple[str, ...]:
    return tuple(pick(handler.name["name"]) for handler in handlers if handler.name)
