"""What going abroad really costs: the cost sheet of a market, markets and offers side by side, and the loan guide."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.costs import store
from portal.costs.asked import Typed, read_plan
from portal.costs.service import Sheet, cost_sheet
from portal.shared.clock import today
from portal.web.costs import forms, sheet_presenter
from portal.web.costs.compare_views import MOST_MARKETS, OFFERS, show_comparison
from portal.web.costs.kept import query, typed_texts
from portal.web.costs.loan_views import show_loan
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.evidence import evidence_of
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.wording import pick

blueprint = page_blueprint("costs", __name__)
UNPROCESSABLE = 422
FIRST_MONTHS = "36 tháng"


@blueprint.get("/costs/<market>")
@guard(PUBLIC)
def sheet(market: str) -> ResponseReturnValue:
    """What going to one market costs, item by item, and how many months it takes to earn it back. Nothing is stored."""
    node = store.market(market.upper())
    if node is None:
        abort(404)
    if market != market.lower():
        moved = redirect(url_for("costs.sheet", market=market.lower()), 308)
        moved.data = b""
        return moved
    texts = typed_texts()
    typed = Typed(texts)
    plan = read_plan(typed, node["id"], today())
    found = cost_sheet(plan)
    lines = sheet_presenter.present_lines(found)
    titles = {f"paid_{line.id}": line.title for line in lines}
    errors = forms.errors_of(typed.problems)
    notice = node.get("notice")
    page = render_template(
        "costs/sheet.html",
        market={"code": node["id"].lower(), "name": pick(node["name"]), "suspended": bool(node.get("suspended"))},
        notice={"text": pick(notice["text"]), "evidence": evidence_of(notice)} if notice else None,
        texts=texts,
        asked=bool(set(texts) - {"programme"}),
        sheet=found,
        lines=lines,
        common=sheet_presenter.common_evidence(lines),
        levels=sheet_presenter.present_levels(found),
        errors=errors,
        mistakes=forms.listed(errors, titles),
        label=lambda name: forms.label_of(name, titles),
        programmes=forms.programmes(node["id"]),
        groups=forms.groups(plan.signed_on),
        rate_codes=_rate_codes(found.needs, texts, found.main.wage.currency if found.main else ""),
        loan_address=url_for("costs.loan") + _loan_query(found, texts),
    )
    return page, UNPROCESSABLE if errors else 200


def _loan_query(sheet: Sheet, texts: dict[str, str]) -> str:
    """What the sheet knows of a loan, as the query of the loan guide."""
    outcome = (sheet.main.typed or sheet.main.lawful) if sheet.main else None
    if outcome is None or outcome.payback is None:
        return ""
    costs = outcome.cost + outcome.deposit
    kept = {name: texts.get(name, "") for name in ("yearly", "rate_of")}
    loan = f"{outcome.payback.loan or costs} VND"
    return "?" + query(
        {"costs": f"{costs} VND", "amount": loan, "contract": str(sheet.months), "term": str(sheet.months), **kept}
    )


def _rate_codes(needs: tuple[str, ...], texts: dict[str, str], wage: str) -> list[str]:
    """The currencies whose rate the form asks for: of the wage, those that are missing, and those already typed."""
    typed = [name.removeprefix("rate_") for name in texts if name.startswith("rate_") and len(name) == len("rate_XXX")]
    typed = [code for code in typed if code not in ("day",)]
    return [code for code in dict.fromkeys([wage, *needs, *typed]) if code not in ("", "VND")]


@blueprint.get("/compare")
@guard(PUBLIC)
def compare() -> ResponseReturnValue:
    """Up to four markets side by side."""
    return show_comparison("costs/compare.html", MOST_MARKETS)


@blueprint.get("/compare/offers")
@guard(PUBLIC)
def offers() -> ResponseReturnValue:
    """Two offers side by side."""
    return show_comparison("costs/offers.html", OFFERS)


@blueprint.get("/loan")
@guard(PUBLIC)
def loan() -> ResponseReturnValue:
    """Who lends, how much, and what is paid back."""
    return show_loan()
