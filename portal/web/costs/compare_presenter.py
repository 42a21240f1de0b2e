"""Markets or offers side by side: what each costs and leaves, its contract, language, risks and people, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from portal.content.rules import AWAITING, SUPERSEDED
from portal.costs import store
from portal.costs.service import Sheet
from portal.web.costs.sheet_presenter import Level, Line, Told, present_levels, present_lines
from portal.web.shell.evidence import Evidence, evidence_of
from portal.web.shell.wording import number, pick

Node = Mapping[str, Any]
_NOT_SHOWN = (AWAITING, SUPERSEDED)


@dataclass(frozen=True)
class People:
    """People of one period: what each source says, and the range where they contradict each other."""

    period: str
    told: tuple[Told, ...]
    between: str


@dataclass(frozen=True)
class Column:
    """One market or offer; `n` is its place in the form, `title` the visitor's own name for it."""

    n: int
    code: str
    name: str
    title: str
    suspended: bool
    notice: Told | None
    sheet: Sheet
    level: Level | None
    service: Line
    deposit: Line
    contract: tuple[Told, ...]
    language: tuple[Told, ...]
    risks: tuple[str, ...]
    people: tuple[People, ...]

    @property
    def months(self) -> Decimal | None:
        """Months to pay back, for the chart."""
        case = self.sheet.main
        outcome = (case.typed or case.lawful) if case else None
        return outcome.payback.months if outcome and outcome.payback else None


def present_column(n: int, sheet: Sheet, title: str = "") -> Column:
    """One column from its sheet; `title` is the visitor's own name for an offer."""
    market = sheet.market
    levels = {case.level: level for case, level in zip(sheet.cases, present_levels(sheet), strict=True)}
    lines = {line.id: line for line in present_lines(sheet)}
    notice = market.get("notice")
    return Column(
        n=n,
        code=market["id"],
        name=pick(market["name"]),
        title=title,
        suspended=bool(market.get("suspended")),
        notice=Told(pick(notice["text"]), evidence_of(notice)) if notice else None,
        sheet=sheet,
        level=levels[sheet.main.level] if sheet.main else None,
        service=lines["service-fee"],
        deposit=lines["deposit"],
        contract=_claims(sheet, "contract"),
        language=_claims(sheet, "language"),
        risks=tuple(pick(risk["text"]) for risk in market.get("warnings", ())),
        people=tuple(_people(node) for node in store.people(market["id"])),
    )


def evidence_in(columns: Iterable[Column]) -> list[Evidence]:
    """The evidence of everything that a comparison shows."""
    found: list[Evidence] = []
    for c in columns:
        figure = c.level.figure if c.level else None
        told = [
            *c.contract,
            *c.language,
            *(told for people in c.people for told in people.told),
            *(part for part in (c.notice, figure) if part is not None),
        ]
        found += [part.evidence for part in told]
        found += [line.evidence for line in (c.service, c.deposit) if line.evidence is not None]
    return found


def _claims(sheet: Sheet, about: str) -> tuple[Told, ...]:
    """What sources say of the chosen programme, else of each programme of the market by its name."""
    chosen = sheet.plan.programme
    found = []
    for node in store.programmes(sheet.plan.market):
        if chosen not in (None, node["id"]):
            continue
        for claim in node["claims"]:
            if claim["about"] == about and claim["state"] not in _NOT_SHOWN:
                text = pick(claim["text"])
                found.append(Told(text if chosen else f"{pick(node['name'])}: {text}", evidence_of(claim)))
    general = sheet.market.get(about)
    if about == "language" and general and general["state"] not in _NOT_SHOWN:
        found.append(Told(pick(general["text"]), evidence_of(general)))
    return tuple(found)


def _people(node: Node) -> People:
    known = [value for value in node["values"] if value["state"] not in _NOT_SHOWN]
    numbers = [Decimal(str(value["value"])) for value in known]
    months = str(node["period"]).removesuffix("m")
    words = _("%(months)s tháng đầu năm %(year)s", months=months, year=node["year"])
    return People(
        period=str(_("năm %(year)s", year=node["year"]) if node["period"] == "year" else words),
        told=tuple(Told(_count(value), evidence_of(value, dated=False)) for value in known),
        between=f"{number(min(numbers))}–{number(max(numbers))}" if len(set(numbers)) > 1 else "",
    )


def _count(value: Node) -> str:
    said = number(Decimal(str(value["value"])))
    if value.get("bound") == "at_least":
        return str(_("trên %(number)s", number=said))
    return str(_("khoảng %(number)s", number=said)) if value.get("approx") else said
