"""What a person typed into the price check, kept as typed, from an address or a form, and said again as an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from portal.fees.fields import currencies
from portal.fees.typed import Typed, read_money
from portal.shared.text import nfc

LONGEST = 200
LUMP = "lump"
"""The kind of a line that nobody has split: one sum for everything. To the rules it is a charge of kind `other`."""
FIRST_ROWS = ("service_fee", "brokerage", "training")
MOST_ROWS = 200
MOST_AT_ONCE = 20
LONGEST_ADDRESS = 2800
"""Bytes of a query that every server on the way takes with room to spare; longer offers travel in the body of a form."""
VND = "VND"
_NOT_SENT = ("add", "remove", "way")
_RATE = re.compile(r"rate_([A-Z]{3})", re.ASCII)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One line of the form; `typed` is what was understood of its amount."""

    kind: str
    label: str
    amount: str
    typed: Typed

    @property
    def is_empty(self) -> bool:
        """Nothing was typed into it: it is skipped."""
        return not self.amount.strip() and not self.label.strip()


@dataclass(frozen=True)
class Asked:
    """The whole form. `sent`: the person asked for an answer; otherwise the form is new or only got another line.

    `quick`: only the short form was filled in. `today`: the day that fills an absent date of signing.
    """

    market: str
    programme: str
    occupation: str
    months: str
    wage: str
    signed_on: str
    event: str
    rows: tuple[Row, ...]
    rates: dict[str, str]
    sent: bool
    too_many: bool
    quick: bool
    today: date

    def currencies(self) -> list[str]:
        """The foreign currencies that were typed, in order of the alphabet."""
        found = {row.typed.currency for row in self.filled()} | {read_money(self.wage).currency}
        return sorted(code for code in found if code and code != VND)

    def filled(self) -> tuple[Row, ...]:
        """The lines in which something was typed."""
        return tuple(row for row in self.rows if not row.is_empty)

    def is_lump(self) -> bool:
        """Whether one sum for everything is among the lines."""
        return any(row.kind == LUMP for row in self.filled())

    def pairs(self, *, without: tuple[str, ...] = (), empty_rows: bool = False) -> Pairs:
        """The form as names and values, for an address or hidden fields; `without` leaves fields out by name."""
        fields = [(name, getattr(self, name)) for name in _FIELDS if name not in without]
        rows = self.rows if empty_rows else self.filled()
        lines = [] if "rows" in without else [pair for row in rows for pair in pairs_of(row)]
        rates = [] if "rates" in without else [(f"rate_{code}", text) for code, text in self.rates.items()]
        return [(name, value) for name, value in fields if value] + lines + [pair for pair in rates if pair[1]]

    def query(self, more: Mapping[str, str] | None = None, *, empty_rows: bool = False) -> str:
        """The form as the query of an address, with what else has a value."""
        others = [(name, value) for name, value in (more or {}).items() if value]
        return urlencode([*self.pairs(empty_rows=empty_rows), *others])

    def fits_an_address(self) -> bool:
        """Whether an address holds it."""
        return len(self.query(empty_rows=True)) <= LONGEST_ADDRESS

    def without_own_words(self) -> Asked:
        """The same offer without what a person may have put a name into: labels, and an occupation in their own words."""
        rows = tuple(replace(row, label="") for row in self.filled())
        return replace(self, rows=rows, occupation="")


_FIELDS = ("market", "programme", "occupation", "months", "signed_on", "event", "wage")


def pairs_of(row: Row) -> Pairs:
    """One line as names and values."""
    return [("kind", row.kind), ("amount", row.amount), ("label", row.label)]


def read(values: MultiDict[str, str], today: date) -> Asked:
    """The form as it was typed; `today` fills the date of signing where the form has none."""
    fresh = "kind" not in values

    def one(name: str) -> str:
        return _kept(values.get(name, ""))

    kinds = values.getlist("kind")
    rows = _rows(values)
    return Asked(
        market=one("market"),
        programme=one("programme"),
        occupation=one("occupation"),
        months=one("months"),
        wage=one("wage"),
        signed_on=one("signed_on") if "signed_on" in values else today.strftime("%d/%m/%Y"),
        event=one("event"),
        rows=rows or tuple(row(kind, "", "") for kind in FIRST_ROWS),
        rates=_rates(values),
        sent=not fresh and not any(name in values for name in _NOT_SENT),
        too_many=len(kinds) > MOST_ROWS,
        quick="quick" in values,
        today=today,
    )


def row(kind: str, amount: str, label: str) -> Row:
    """A line with what is understood of its amount."""
    return Row(kind, label, amount, read_money(amount))


def _rows(values: MultiDict[str, str]) -> tuple[Row, ...]:
    kinds, labels, amounts = (values.getlist(name) for name in ("kind", "label", "amount"))
    rows = [row(_kept(kind), _at(amounts, i), _at(labels, i)) for i, kind in enumerate(kinds[:MOST_ROWS])]
    if (place := _number(values.get("remove"))) is not None:
        rows = [one for i, one in enumerate(rows) if i != place]
    if "add" in values:
        more = min(max(_number(values.get("add")) or 1, 1), MOST_AT_ONCE)
        rows += [row("", "", "")] * min(more, MOST_ROWS - len(rows))
    return tuple(rows)


def _rates(values: MultiDict[str, str]) -> dict[str, str]:
    return {
        match[1]: _kept(value)
        for name, value in values.items()
        if (match := _RATE.fullmatch(name)) and match[1] in currencies()
    }


def _at(values: list[str], place: int) -> str:
    return _kept(values[place]) if place < len(values) else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,3}", text, re.ASCII) else None


def _kept(text: str) -> str:
    """What was typed, to be shown again: no control characters (HTML has none), no needless spaces, not endless."""
    return "".join(char for char in nfc(text[: 4 * LONGEST]) if char.isprintable())[:LONGEST]
