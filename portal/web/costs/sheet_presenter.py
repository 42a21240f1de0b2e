"""The cost sheet as its page shows it: items with what the law allows and what was typed, and each wage with its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.content import service as content
from portal.costs import wording
from portal.costs.ceilings import A_MONTH, AT_MOST, FORBIDDEN, PERHAPS_LESS, WAGE_NEEDED
from portal.costs.service import Case, Outcome, Row, Sheet, dong_of
from portal.fees.sums import decimal_of, money_of
from portal.shared.messages import Message
from portal.shared.money import Money
from portal.web.shell.evidence import Common, Evidence, common_of, evidence_of
from portal.web.shell.wording import money, pick, say

Node = Mapping[str, Any]
PAYERS = {
    "worker": lazy_gettext("Bạn"),
    "receiving_side": lazy_gettext("Công ty hoặc bên nhận, không phải bạn"),
    "by_contract": lazy_gettext("Theo hợp đồng"),
}
BACK = {"none": lazy_gettext("Không"), "part": lazy_gettext("Một phần"), "whole": lazy_gettext("Có")}


@dataclass(frozen=True)
class Told:
    """A claim in words with its evidence."""

    text: str
    evidence: Evidence


@dataclass(frozen=True)
class Line:
    """One item. `cap` in words (None: nothing is known), `cap_vnd` the same in dong, `step` how it came about."""

    id: str
    title: str
    state: str
    payer: str
    back: str
    due: Told | None
    returned: Told | None
    cap: str | None
    cap_vnd: Money | None
    step: Message | None
    why: tuple[Message, ...]
    summary: str
    article: str | None
    rule_id: str | None
    evidence: Evidence | None
    above: bool | None
    monthly: bool


@dataclass(frozen=True)
class Way:
    """One way to count, as a table shows it."""

    cost: Money
    deposit: Money
    months: Message | None
    cleared: Decimal | None
    state: Message
    tone: str
    interest: Money | None
    ratio: Decimal | None
    missing: tuple[str, ...]
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class Level:
    """One wage with what is left of it and both ways to count."""

    name: Message
    wage: Money
    figure: Told | None
    gross: Money | None
    taken: Money
    living: Money
    net: Money | None
    deductions: tuple[Told, ...]
    lawful: Way | None
    typed: Way | None


def present_lines(sheet: Sheet) -> tuple[Line, ...]:
    """The items of the sheet in order."""
    return tuple(_line(row, sheet) for row in sheet.rows)


def common_evidence(lines: tuple[Line, ...]) -> Common | None:
    """What the evidence of all items shares, to be said once below them."""
    claims = [told.evidence for line in lines for told in (line.due, line.returned) if told is not None]
    return common_of([*(line.evidence for line in lines), *claims])


def present_levels(sheet: Sheet) -> tuple[Level, ...]:
    """The wages of the sheet, the lowest first."""
    return tuple(_level(case, sheet) for case in sheet.cases)


def _line(row: Row, sheet: Sheet) -> Line:
    rule = _rule_of(row)
    barred = row.ceiling.state == FORBIDDEN
    awaiting = rule is not None and rule["state"] == "needs_verification"
    shown = rule if rule is not None and not awaiting else None
    return Line(
        id=row.item["id"],
        title=pick(row.item["title"]),
        state=row.ceiling.state,
        payer=str(PAYERS["receiving_side" if barred else row.item["payer"]]),
        back="–" if barred else str(BACK[row.item["back"]]),
        due=None if barred else _told(row.item.get("due")),
        returned=None if barred else _told(row.item.get("returned")),
        cap=_cap(row),
        cap_vnd=_in_dong(row, sheet),
        step=_step(row, sheet),
        why=row.ceiling.why if row.item["basis"] != "unsourced" else (),
        summary=pick(shown["summary"]) if shown is not None and row.item["basis"] in ("programme", "forbidden") else "",
        article=shown.get("legal") if shown is not None else None,
        rule_id=rule["id"] if rule is not None else None,
        evidence=evidence_of(shown) if shown is not None else None,
        above=row.above,
        monthly=row.monthly,
    )


def _rule_of(row: Row) -> Node | None:
    """The rule that decides, else the first that speaks of this item; nothing that is withheld."""
    for id in (row.ceiling.rule_id, *row.item.get("fees", ())):
        item = content.find("fee_rule", id) if id else None
        if item is not None and item.data["state"] != "withheld":
            return item.data
    return None


def _told(node: Node | None) -> Told | None:
    return Told(pick(node["text"]), evidence_of(node)) if node is not None else None


def _cap(row: Row) -> str | None:
    ceiling = row.ceiling
    if ceiling.state == A_MONTH:
        monthly = [money(money_of(amount)) for amount in ceiling.by_year]
        if len(monthly) == 1:
            return str(_("%(amount)s mỗi tháng", amount=monthly[0]))
        years = [str(_("năm %(n)s: %(amount)s", n=n, amount=amount)) for n, amount in enumerate(monthly[:-1], 1)]
        last = str(_("từ năm %(n)s: %(amount)s", n=len(monthly), amount=monthly[-1]))
        return str(_("mỗi tháng, %(years)s", years="; ".join([*years, last])))
    if ceiling.state == WAGE_NEEDED and ceiling.wage_months is not None:
        return say(wording.only_months_of_wage(decimal_of(ceiling.wage_months)))
    if ceiling.state in (AT_MOST, PERHAPS_LESS, FORBIDDEN) and ceiling.cap is not None:
        return money(money_of(ceiling.cap))
    return None


def _in_dong(row: Row, sheet: Sheet) -> Money | None:
    cap = row.ceiling.cap
    if cap is None or not cap.value or cap.currency == "VND":
        return None
    dong = dong_of(cap, sheet.plan)
    return Money.vnd(dong) if dong is not None else None


def _step(row: Row, sheet: Sheet) -> Message | None:
    ceiling, main = row.ceiling, sheet.main
    if ceiling.cap is None or ceiling.wage_months is None or main is None:
        return None
    return wording.of_wage(decimal_of(ceiling.wage_months), money_of(main.wage), money_of(ceiling.cap))


def _level(case: Case, sheet: Sheet) -> Level:
    sourced = case.sourced
    return Level(
        name=wording.LEVELS[case.level],
        wage=money_of(case.wage),
        figure=Told(_of_minimum(case), evidence_of(sourced.figure)) if sourced else None,
        gross=Money.vnd(case.gross) if case.gross is not None else None,
        taken=Money.vnd(case.taken),
        living=Money.vnd(case.living),
        net=Money.vnd(case.net) if case.net is not None else None,
        deductions=tuple(Told(pick(node["label"]), evidence_of(node)) for node in case.deductions),
        lawful=_way(case.lawful, sheet),
        typed=_way(case.typed, sheet),
    )


def _of_minimum(case: Case) -> str:
    """What the sourced wage is: its name, and the sum if it was worked out from an hour."""
    if case.sourced is None:
        return ""
    label = pick(case.sourced.figure["label"])
    if case.sourced.hours is None:
        return str(_("lương tối thiểu: %(label)s", label=label))
    hours = case.sourced.hours["hours_a_week"]
    hourly = money(Money(Decimal(case.sourced.figure["value"]), case.sourced.figure["currency"]))
    return str(_("lương tối thiểu: %(hourly)s một giờ × %(hours)s giờ một tuần × 52 ÷ 12", hourly=hourly, hours=hours))


def _way(outcome: Outcome | None, sheet: Sheet) -> Way | None:
    if outcome is None or outcome.payback is None:
        return None
    found = outcome.payback
    return Way(
        cost=Money.vnd(outcome.cost),
        deposit=Money.vnd(outcome.deposit),
        months=wording.months(found.months, at_least=outcome.at_least) if found.months is not None else None,
        cleared=found.cleared,
        state=wording.STATES[found.state],
        tone=wording.TONES[found.state],
        interest=Money.vnd(found.interest) if found.loan and found.months is not None else None,
        ratio=outcome.ratio,
        missing=tuple(pick(item["title"]) for item in outcome.missing),
        notes=outcome.notes,
    )
