"""What a firm's account types into the order form, turned into the cells of the import: one reader judges both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.fees.sums import decimal_of
from portal.fees.typed import read_day, read_money, read_months
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import nfc

PLAIN = ("ref", "market", "programme", "occupation", "employer", "positions", "approval_no")
DAYS = ("approved_on", "opens_on", "closes_on")
OTHER_ROWS = 5
FIELDS = frozenset(
    {*PLAIN, *DAYS, "contract_months", "wage", "service"}
    | {f"{part}_{n}" for n in range(1, OTHER_ROWS + 1) for part in ("kind", "fee")}
)
_OF_COLUMN = {
    "wage_amount": "wage", "wage_currency": "wage", "service_fee_amount": "service", "service_fee_currency": "service",
    "other_fees": "fee_1", "licence_no": "ref",
}  # fmt: skip


def cells_of(form: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """The cells of one row, and by field of the form what could not be read: such a cell is left empty."""
    problems: list[Problem] = []

    def money(field: str) -> tuple[str, str]:
        text = nfc(form[field])
        if not text:
            return "", ""
        typed = read_money(text)
        if typed.mistake is not None or typed.value is None or typed.currency is None:
            problems.append(Problem(field, typed.mistake or NOT_READ))
            return "", ""
        return format(decimal_of(typed.value), "f"), typed.currency

    cells = {name: form[name] for name in PLAIN}
    for name in DAYS:
        found = read_day(form[name])
        cells[name] = found.isoformat() if found else ""
        if found is None and form[name].strip():
            problems.append(Problem(name, NOT_A_DAY))
    if not form["market"]:
        problems.append(Problem("market", NO_MARKET))
    months = read_months(form["contract_months"]) if form["contract_months"].strip() else None
    cells["contract_months"] = str(months) if months is not None else form["contract_months"]
    cells["wage_amount"], cells["wage_currency"] = money("wage")
    cells["service_fee_amount"], cells["service_fee_currency"] = money("service")
    others = []
    for n in range(1, OTHER_ROWS + 1):
        amount, currency = money(f"fee_{n}")
        if amount:
            others.append(f"{form[f'kind_{n}'] or 'other'}={amount} {currency}")
    cells["other_fees"] = "; ".join(others)
    return cells, problems


def by_field(error: BadInput) -> list[Problem]:
    """The mistakes of the row by the fields of the form."""
    named = [(problem.field.rpartition(".")[2], problem.message) for problem in error.problems]
    return [Problem(_OF_COLUMN.get(name, name), text) for name, text in named]


def all_mistakes(typed: Iterable[Problem], of_row: Iterable[Problem]) -> BadInput:
    """Every mistake once for its field, in the order of the form; what was said of the typed text goes first."""
    found = {problem.field: problem for problem in [*of_row, *typed]}
    return BadInput(sorted(found.values(), key=lambda problem: _PLACES.get(problem.field, len(_PLACES))))


NOT_READ = message("Không đọc được số tiền")
NOT_A_DAY = message("Không đọc được ngày này. Hãy ghi như 15/01/2026.")
NO_MARKET = message("Chưa chọn nước đến.")
_PLACES = {
    name: place
    for place, name in enumerate([
        "ref", "market", "programme", "occupation", "employer", "positions", "wage", "contract_months", "approval_no",
        "approved_on", "opens_on", "closes_on", "service",
        *(f"{part}_{n}" for n in range(1, OTHER_ROWS + 1) for part in ("kind", "fee")),
    ])
}  # fmt: skip
"""Where each field stands in the form."""
