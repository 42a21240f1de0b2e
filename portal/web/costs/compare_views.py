"""Up to four markets, or two offers, side by side; everything typed stands in the address and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.costs import store, wording
from portal.costs.asked import Typed, read_column
from portal.costs.service import Sheet, cost_sheet
from portal.shared.clock import today
from portal.web.costs import forms
from portal.web.costs.compare_presenter import Column, evidence_in, present_column
from portal.web.costs.kept import typed_texts
from portal.web.shell.evidence import common_of

MOST_MARKETS, OFFERS = 4, 2
UNPROCESSABLE = 422
_OWN = ("market", "programme", "months", "wage", "tax", "living", "service", "deposit", "rest", "name")


@dataclass(frozen=True)
class Side:
    """One column of the form: its place, and the programmes of the market that stands in it."""

    n: int
    market: str
    programmes: list[tuple[str, str]]


def show_comparison(template: str, most: int) -> ResponseReturnValue:
    """The page of a comparison of at most so many columns; 422 where something typed cannot be read."""
    texts = typed_texts()
    shared = Typed(texts)
    columns: list[Column] = []
    problems = []
    for n in range(1, most + 1):
        typed = Typed(texts, f"_{n}")
        sheet = _sheet(typed, shared, most)
        problems += typed.problems
        if sheet is not None:
            columns.append(present_column(n, sheet, typed.text("name")))
    errors = forms.errors_of([*problems, *shared.problems])
    rates = _rate_codes(columns, texts)
    page = render_template(
        template,
        texts=texts,
        columns=columns if not errors else [],
        common=common_of(evidence_in(columns)),
        bars=_bars(columns, most),
        sides=[_side(n, texts) for n in range(1, most + 1)],
        asked=bool(texts),
        needs=list(dict.fromkeys(code for column in columns for code in column.sheet.needs)),
        errors=errors,
        mistakes=forms.listed(errors, {}),
        label=lambda name: forms.label_of(name, {}),
        markets=forms.markets(),
        groups=forms.groups(today()),
        rate_codes=rates,
    )
    return page, UNPROCESSABLE if errors else 200


def _sheet(typed: Typed, shared: Typed, most: int) -> Sheet | None:
    code = typed.text("market").upper()
    if not code:
        if most == OFFERS and any(typed.text(name) for name in _OWN):
            typed.wrong("market", wording.NOT_A_MARKET)
        return None
    if store.market(code) is None:
        typed.wrong("market", wording.NOT_A_MARKET)
        return None
    return cost_sheet(read_column(typed, shared, code, today()))


def _side(n: int, texts: dict[str, str]) -> Side:
    code = texts.get(f"market_{n}", "").upper()
    known = code if store.market(code) is not None else ""
    return Side(n, known, forms.programmes(known) if known else [])


def _rate_codes(columns: list[Column], texts: dict[str, str]) -> list[str]:
    """The currencies whose rate the form asks for: of the wages, those that are missing, those already typed."""
    used = [column.sheet.main.wage.currency for column in columns if column.sheet.main]
    missing = [code for column in columns for code in column.sheet.needs]
    typed = [name.removeprefix("rate_") for name in texts if name.startswith("rate_") and name[5:].isupper()]
    return [code for code in dict.fromkeys([*used, *missing, *typed]) if len(code) == 3 and code != "VND"]


def _bars(columns: list[Column], most: int) -> list[tuple[str, Decimal]]:
    """Months to pay back of every column that has an answer; offers by their number, since a name has its own language."""
    return [
        (str(_("Lời mời %(n)s", n=column.n)) + f", {column.name}" if most == OFFERS else column.name, column.months)
        for column in columns
        if column.months is not None
    ]
