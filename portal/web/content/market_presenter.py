"""A market as its page shows it: figures in force, programmes, counts of people, and what still awaits verification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.content import service as content
from portal.content.rules import AWAITING, SUPERSEDED, covers
from portal.web.content.counts import Counts, counts_of
from portal.web.shell.evidence import Common, Evidence, Node, SourceLink, common_of, evidence_of, source_links
from portal.web.shell.wording import money, pick

ABOUT = {
    "contract": lazy_gettext("Hợp đồng"),
    "language": lazy_gettext("Ngoại ngữ"),
    "age": lazy_gettext("Tuổi"),
    "education": lazy_gettext("Học vấn"),
    "wage": lazy_gettext("Lương"),
    "quota": lazy_gettext("Số người"),
    "training": lazy_gettext("Đào tạo"),
    "conditions": lazy_gettext("Điều kiện"),
    "fields": lazy_gettext("Ngành"),
    "start": lazy_gettext("Bắt đầu"),
    "transfer": lazy_gettext("Đổi chủ"),
    "applications": lazy_gettext("Nộp đơn"),
    "cost": lazy_gettext("Chi phí"),
    "note": lazy_gettext("Cần biết"),
    "sending": lazy_gettext("Đơn vị đưa đi"),
    "status": lazy_gettext("Tình trạng"),
}
CONDITIONS = {
    "hours": lazy_gettext("Giờ làm"),
    "language": lazy_gettext("Ngoại ngữ"),
    "age": lazy_gettext("Tuổi"),
    "typical_wage": lazy_gettext("Lương thường gặp"),
    "wage_note": lazy_gettext("Về lương tối thiểu"),
}


@dataclass(frozen=True)
class Fact:
    """One figure or claim in words, with its evidence (None where the group says it once)."""

    label: str
    value: str
    evidence: Evidence | None
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Facts shown together, and what their evidence has in common."""

    facts: tuple[Fact, ...]
    common: Common | None


@dataclass(frozen=True)
class Programme:
    """A programme: its claims, and the evidence of the whole; a claim says only in what its own differs."""

    id: str
    name: str
    awaiting: bool
    facts: tuple[Fact, ...]
    evidence: Evidence | None


@dataclass(frozen=True)
class Wages:
    """Minimum wages in force or decided for later, earlier ones, and what is deducted by law."""

    now: Group
    earlier: Group
    deductions: Group


@dataclass(frozen=True)
class Market:
    """All that the page of one market says."""

    code: str
    name: str
    summary: str
    suspended: bool
    notice: Fact | None
    wages: Wages
    conditions: Group
    programmes: tuple[Programme, ...]
    deployed: Counts
    stock: Counts
    occupations: tuple[str, ...]
    warnings: tuple[Fact, ...]
    hotlines: Group
    awaiting: tuple[str, ...]
    sources: tuple[SourceLink, ...]


def present_market(code: str, today: date) -> Market | None:
    """The page of this market in the reader's language as of today, or None where there is no such market."""
    item = content.find("market", code)
    data = content.shown(item) if item else None
    if data is None:
        return None
    programmes = _programme_nodes(code)
    return Market(
        code=data["id"],
        name=pick(data["name"]),
        summary=pick(data["summary"]),
        suspended=bool(data.get("suspended")),
        notice=_told(data["notice"]) if "notice" in data else None,
        wages=_wages(data, today),
        conditions=_conditions(data),
        programmes=tuple(_programme(node) for node in programmes),
        deployed=counts_of(data.get("deployed", ())),
        stock=counts_of(data.get("stock", ())),
        occupations=tuple(pick(text) for text in data["occupations"]),
        warnings=tuple(_told(node) for node in data["warnings"]),
        hotlines=_group(Fact(pick(n["name"]), n["number"], evidence_of(n)) for n in data["hotlines"] if _known(n)),
        awaiting=tuple(_awaiting(data, programmes)),
        sources=source_links(data, programmes),
    )


def money_a(node: Node) -> str:
    """An amount for a period: 1.121 JPY/giờ, 29.500 TWD/tháng."""
    amount = money(node["value"], node["currency"])
    return str(_("%(amount)s/giờ", amount=amount) if node["per"] == "hour" else _("%(amount)s/tháng", amount=amount))


def wages_now(data: Node, today: date) -> list[Node]:
    """The minimum wages that hold today, the main one first."""
    return [node for node in data.get("minimum_wage", ()) if _known(node) and covers(node, today)]


def wage_fact(node: Node) -> Fact:
    """A minimum wage or deduction with its evidence."""
    return Fact(pick(node["label"]), money_a(node), evidence_of(node), pick(node.get("note")))


def _wages(data: Node, today: date) -> Wages:
    wages: Sequence[Node] = data.get("minimum_wage", ())
    later = [node for node in wages if _known(node) and not covers(node, today)]
    earlier = [node for node in wages if node["state"] == SUPERSEDED]
    deductions = [node for node in data.get("deductions", ()) if _known(node)]
    return Wages(
        now=_group(wage_fact(node) for node in wages_now(data, today) + later),
        earlier=_group(wage_fact(node) for node in earlier),
        deductions=_group(wage_fact(node) for node in deductions),
    )


def _group(facts: Iterable[Fact]) -> Group:
    found = tuple(facts)
    return Group(found, common_of(fact.evidence for fact in found))


def _conditions(data: Node) -> Group:
    return _group(
        Fact(str(label), pick(data[key]["text"]), evidence_of(data[key]))
        for key, label in CONDITIONS.items()
        if key in data and _known(data[key])
    )


def _programme_nodes(code: str) -> list[Node]:
    found = (content.shown(item) for item in content.all_of("programme") if item.data["market"] == code)
    return [node for node in found if node is not None]


def _programme(node: Node) -> Programme:
    facts = []
    shared = None if node["state"] == AWAITING else evidence_of(node)
    for claim in node["claims"]:
        if _known(claim):
            facts.append(Fact(_about(claim), pick(claim["text"]), _own(evidence_of(claim), shared)))
    return Programme(node["id"], pick(node["name"]), node["state"] == AWAITING, tuple(facts), shared if facts else None)


def _own(evidence: Evidence, shared: Evidence | None) -> Evidence | None:
    """The evidence of a claim, without what the programme says for all: nothing, the date alone, or all of it."""
    if shared is None or replace(evidence, since=shared.since) != shared:
        return evidence
    return replace(evidence, sources=(), state="") if evidence.since != shared.since else None


def _about(claim: Node) -> str:
    return pick(claim["label"]) if "label" in claim else str(ABOUT[claim["about"]])


def _told(node: Node) -> Fact:
    return Fact("", pick(node["text"]), evidence_of(node) if "state" in node else None)


def _known(node: Node) -> bool:
    return node["state"] not in (AWAITING, SUPERSEDED)


def _awaiting(data: Node, programmes: Iterable[Node]) -> Iterable[str]:
    for node in data.get("minimum_wage", ()):
        if node["state"] == AWAITING:
            yield _("Lương tối thiểu: %(what)s", what=pick(node["label"]))
    for key, label in CONDITIONS.items():
        if key in data and data[key]["state"] == AWAITING:
            yield str(label)
    for node in data.get("deployed", ()):
        if node["state"] == AWAITING:
            yield _("Số người đi năm %(year)s", year=node["year"])
    for programme in programmes:
        for claim in programme["claims"]:
            if claim["state"] == AWAITING:
                yield f"{pick(programme['name'])}: {_about(claim)}"
