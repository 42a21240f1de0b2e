"""The loan guide: who lends and on what terms, the steps, and what a loan of one's own comes to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.costs.asked import Typed
from portal.costs.borrowing import Loan, read_loan
from portal.costs.rules.loan import ANNUITY, EQUAL_PRINCIPAL
from portal.fees.loans import deposit_terms
from portal.fees.sums import decimal_of
from portal.shared.clock import today
from portal.shared.messages import message
from portal.web.costs import forms
from portal.web.costs.kept import typed_texts
from portal.web.costs.sheet_presenter import Told
from portal.web.shell.evidence import evidence_of
from portal.web.shell.wording import number, pick, say

UNPROCESSABLE = 422
PROCEDURES = ("loan-2026", "eps-deposit-loan")
METHODS = {
    EQUAL_PRINCIPAL: message("Mỗi tháng trả gốc như nhau"),
    ANNUITY: message("Mỗi tháng trả gốc và lãi như nhau"),
}
_YEAR = 12


@dataclass(frozen=True)
class Step:
    """One step of borrowing: its evidence is None while it waits for verification."""

    title: str
    told: Told | None


@dataclass(frozen=True)
class Guide:
    """The steps of one procedure."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Year:
    """What one year of the loan costs, VND."""

    n: int
    interest: int
    principal: int
    owed: int


def show_loan() -> ResponseReturnValue:
    """The page; 422 where something typed cannot be read."""
    texts = typed_texts()
    typed = Typed(texts)
    terms, found = read_loan(typed, today())
    errors = forms.errors_of(typed.problems)
    page = render_template(
        "costs/loan.html",
        texts=texts,
        asked=bool(texts),
        terms=terms,
        evidence=evidence_of(terms.item.data) if terms.item else None,
        eps=deposit_terms(today()),
        eps_evidence=_evidence_of_deposit_loan(),
        loan=found,
        percent=lambda share: number(decimal_of(share * 100)),
        method=say(METHODS[found.method]) if found else "",
        years=_years(found) if found else [],
        guides=[_guide(id) for id in PROCEDURES],
        errors=errors,
        mistakes=forms.listed(errors, {}),
        label=lambda name: forms.label_of(name, {}),
        groups=forms.groups(today()),
        methods=[(code, say(text)) for code, text in METHODS.items()],
    )
    return page, UNPROCESSABLE if errors else 200


def _evidence_of_deposit_loan() -> object:
    item = deposit_terms(today()).loan_item
    return evidence_of(item.data) if item else None


def _guide(id: str) -> Guide:
    item = content.get("procedure", id)
    node = content.shown(item) or {}
    return Guide(id, pick(node["title"]), tuple(_step(step) for step in node["steps"]))


def _step(step: dict[str, object]) -> Step:
    waiting = step["state"] == "needs_verification"
    text = step.get("text")
    said = pick(text) if isinstance(text, dict) and "fee" not in step else ""  # what it costs stands above
    told = None if waiting else Told(said, evidence_of(step))
    return Step(pick(step["title"]), told)  # type: ignore[arg-type]


def _years(loan: Loan) -> list[Year]:
    """The payments by year, the last one perhaps shorter."""
    payments = loan.schedule.payments
    found = []
    for first in range(0, len(payments), _YEAR):
        part = payments[first : first + _YEAR]
        found.append(
            Year(first // _YEAR + 1, sum(p.interest for p in part), sum(p.principal for p in part), part[-1].owed)
        )
    return found
