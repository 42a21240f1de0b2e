"""The cells of an import as a person reads them: columns and codes in words, days and sums as people write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.fees.wording import KINDS as CHARGES
from portal.firms import import_wording as words
from portal.firms.import_desk import Charge, Line
from portal.shared.messages import Message
from portal.shared.money import Money
from portal.web.firms.presenters import market_name
from portal.web.shell.wording import day, money, number, say


@dataclass(frozen=True)
class Cell:
    """A cell in words; "" where nothing stands. `typed`: the words are those of the file, in Vietnamese."""

    label: str
    before: str
    after: str
    typed: bool


@dataclass(frozen=True)
class Told:
    """A line, its cells and its charges in words."""

    line: Line
    cells: Sequence[Cell]
    charges: Sequence[str]


def in_words(line: Line) -> Told:
    """What a line says."""
    cells = [
        Cell(
            say(words.COLUMNS[cell.column]) if cell.column in words.COLUMNS else cell.column,
            _value(cell.column, cell.before),
            _value(cell.column, cell.after),
            not _has_words(cell.column),
        )
        for cell in line.cells
    ]
    return Told(line, cells, [_charge(charge) for charge in line.charges])


def _has_words(column: str) -> bool:
    return column in words.CODES or column in words.COUNTRIES or column == "other_fees"


def _value(column: str, text: str) -> str:
    """A cell as people write it; what cannot be read so stands as it was typed."""
    if not text:
        return ""
    if column in words.CODES:
        said: Mapping[str, Message] = words.CODES[column]
        return say(said[text]) if text in said else text
    ways: list[tuple[bool, Callable[[str], str]]] = [
        (column in words.DAYS, day),
        (column in words.SUMS, _digits),
        (column in words.COUNTRIES, _countries),
        (column == "other_fees", _fees),
    ]
    return next((way(text) for holds, way in ways if holds), text)


def _digits(text: str) -> str:
    return number(Decimal(text)) if text.replace(".", "", 1).isdigit() else text


def _countries(text: str) -> str:
    return ", ".join(market_name(code.strip()) for code in text.split(";"))


def _fees(text: str) -> str:
    """“training=5800000 VND; …” in words."""
    return "; ".join(_fee(part.strip()) for part in text.split(";"))


def _fee(part: str) -> str:
    kind, _, sum_ = part.partition("=")
    amount, _, currency = sum_.partition(" ")
    return _sum(kind, amount, currency) if kind in CHARGES and amount.replace(".", "", 1).isdigit() else part


def _charge(charge: Charge) -> str:
    said = f"{_sum(charge.kind, charge.amount, charge.currency)}: {say(words.REASONS[charge.verdict])}"
    return f"{said} ({charge.article})" if charge.article else said


def _sum(kind: str, amount: str, currency: str) -> str:
    return f"{say(CHARGES[kind])} {money(Money(Decimal(amount), currency))}"
