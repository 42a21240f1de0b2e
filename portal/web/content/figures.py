"""Figures and claims of a market in words: a wage for a period, a claim with its label, groups that share their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.content.overdue_rules import CLAIM, WAGE
from portal.content.rules import AWAITING
from portal.content.series_rules import Series, series_on
from portal.web.shell.evidence import Common, Evidence, Node, common_of, evidence_of
from portal.web.shell.wording import money, pick

ABOUT = {
    "wage": lazy_gettext("Lương"),
    "contract": lazy_gettext("Hợp đồng"),
    "language": lazy_gettext("Ngoại ngữ"),
    "age": lazy_gettext("Tuổi"),
    "education": lazy_gettext("Học vấn"),
    "conditions": lazy_gettext("Điều kiện"),
    "sending": lazy_gettext("Ai đưa đi"),
    "fields": lazy_gettext("Ngành"),
    "quota": lazy_gettext("Số người"),
    "training": lazy_gettext("Đào tạo"),
    "start": lazy_gettext("Bắt đầu"),
    "transfer": lazy_gettext("Đổi chủ"),
    "applications": lazy_gettext("Nộp đơn"),
    "cost": lazy_gettext("Chi phí"),
    "note": lazy_gettext("Cần biết"),
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

    def __bool__(self) -> bool:
        return bool(self.facts)


def group_of(facts: Iterable[Fact]) -> Group:
    """These facts with what they share."""
    found = tuple(facts)
    return Group(found, common_of(fact.evidence for fact in found))


def known(node: Node) -> bool:
    """Whether the figure may be told with its value."""
    return bool(node["state"] != AWAITING)


def told(node: Node) -> Fact:
    """A sentence with its evidence, None where it claims nothing that has any."""
    return Fact("", pick(node["text"]), evidence_of(node) if "state" in node else None)


def money_a(node: Node) -> str:
    """An amount for a period: 1.121 JPY/giờ, 29.500 TWD/tháng."""
    amount = money(node["value"], node["currency"])
    return str(_("%(amount)s/giờ", amount=amount) if node["per"] == "hour" else _("%(amount)s/tháng", amount=amount))


def wage_fact(node: Node) -> Fact:
    """A minimum wage or deduction with its evidence."""
    return Fact(pick(node["label"]), money_a(node), evidence_of(node, kind=WAGE), pick(node.get("note")))


def wages_on(data: Node, day: date) -> Series:
    """The minimum wages of a market as of a day; those of one label follow each other."""
    return series_on(data.get("minimum_wage", ()), day, lambda node: node["label"]["vi"])


def claims_on(data: Node, day: date) -> Series:
    """The claims of a programme as of a day; those about one thing under one label follow each other."""
    names: dict[int, object] = {}
    for place, claim in enumerate(data["claims"]):
        follows = "label" in claim or claim["about"] == "quota"
        names[id(claim)] = (claim["about"], pick(claim.get("label"))) if follows else place
    return series_on(data["claims"], day, lambda n: names[id(n)])


def claim_label(claim: Node) -> str:
    """What a claim is about."""
    return pick(claim["label"]) if "label" in claim else str(ABOUT[claim["about"]])


def claim_fact(claim: Node) -> Fact:
    """A claim with its evidence."""
    return Fact(claim_label(claim), pick(claim["text"]), evidence_of(claim, kind=CLAIM))
