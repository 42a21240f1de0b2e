"""What somebody typed into a step of their profile, as values: everything that is wrong is collected, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date

from portal.fees.typed import read_months
from portal.guidance.typed import read_span
from portal.jobs.formats.wages import Unclear, wage_of
from portal.jobs.profiles import wording
from portal.shared.contact_details import find, masked
from portal.shared.messages import Message
from portal.shared.problems import BadInput, Problem
from portal.shared.text import fold, nfc

EARLIEST, LATEST = date(1980, 1, 1), date(2060, 12, 31)
MOST_YEARS = 60
WAY, COVER = "way", "cover"
"""The field that says which button was pressed, and the button that keeps a text with ways to reach somebody covered."""
THOUSAND = "thousand"
_NUMBER = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?(?: ?(?:nam|years?))?", re.ASCII)
_A_MONTH = 31


class Typed:
    """The fields of one form. `problems` grows while they are read; `done` raises them all."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self.problems: list[Problem] = []

    def wrong(self, name: str, what: Message) -> None:
        """Note that this field must be mended."""
        self.problems.append(Problem(name, what))

    def done(self) -> None:
        """Raise BadInput where anything is wrong."""
        if self.problems:
            raise BadInput(self.problems)

    def text(self, name: str, most: int, *, needed: bool = False) -> str:
        """A text in one line, without ways to reach somebody: they are refused, or covered where that button was pressed."""
        text = nfc(self.form.get(name, ""))
        if needed and not text:
            self.wrong(name, wording.MISSING)
        return self.fair(name, text, most)

    def fair(self, name: str, text: str, most: int) -> str:
        """This text of the field as it may be kept."""
        if len(text) > most:
            self.wrong(name, wording.too_long(most))
            return ""
        if find(text):
            if self.form.get(WAY) == COVER:
                return masked(text)
            self.wrong(name, wording.CONTACT)
        return text

    def lines(self, name: str) -> list[str]:
        """The lines of a field that hold anything."""
        return [line for raw in self.form.get(name, "").splitlines() if (line := nfc(raw))]

    def years(self, name: str) -> float | None:
        """A time in years (`3`, `2,5`, `18 tháng`, `3 năm 6 tháng`); None where nothing is typed."""
        text = nfc(self.form.get(name, ""))
        if not text:
            return None
        years = read_years(text)
        if years is None:
            self.wrong(name, wording.NOT_YEARS)
        return years

    def day(self, name: str) -> date | None:
        """A day, or the first of a month where only that is typed; None where nothing is."""
        text = nfc(self.form.get(name, ""))
        if not text:
            return None
        span = read_span(text)
        if span is None or (span.last - span.first).days > _A_MONTH:
            self.wrong(name, wording.NOT_A_DAY)
            return None
        if not EARLIEST <= span.first <= LATEST:
            self.wrong(name, wording.out_of_reach(EARLIEST, LATEST))
            return None
        return span.first

    def choice(self, name: str, known: Container[str], *, needed: bool = False) -> str:
        """One of these codes, "" where none is chosen."""
        value = self.form.get(name, "")
        if (value or needed) and value not in known:
            self.wrong(name, wording.NOT_A_CHOICE)
            return ""
        return value

    def wage(self, name: str, meant: str) -> int | None:
        """A wage in dong a month; where the unit cannot be told it is asked back, and field `meant` answers."""
        text = nfc(self.form.get(name, ""))
        try:
            return wage_of(text)
        except Unclear as why:
            thousands = in_thousands(text) if str(why) == "unit" else None
            if thousands is not None and self.form.get(meant) == THOUSAND:
                return thousands
            self.wrong(name, wording.WAGES[str(why)])
            return None


def in_thousands(text: str) -> int | None:
    """What this number is as thousands of dong; None where it is no wage that way either."""
    digits = re.sub(r"[.,\s]", "", fold(text))
    try:
        return wage_of(f"{digits}000") if digits.isdecimal() and digits.isascii() else None
    except Unclear:
        return None


def asked_back(text: str) -> int | None:
    """What the wage may be where its unit cannot be told: so many thousand dong. None where nothing is to be asked."""
    try:
        wage_of(nfc(text))
    except Unclear as why:
        return in_thousands(nfc(text)) if str(why) == "unit" else None
    return None


def read_years(text: str) -> float | None:
    """Years, in hundredths; None where the text says no time that a person works."""
    plain = fold(text).strip()
    if found := _NUMBER.fullmatch(plain):
        years = float(f"{found[1]}.{found[2] or 0}")
    elif (months := read_months(plain)) is not None and not plain.isdecimal():
        years = round(months / 12, 2)
    else:
        return None
    return years if years <= MOST_YEARS else None
