"""Typed values out of a record that somebody else wrote: what is wrong is collected, with the line and the field."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.jobs.formats.wages import HIGHEST_WAGE, Unclear, wage_of
from portal.shared.messages import Message, message
from portal.shared.problems import Problem
from portal.shared.text import nfc

LONGEST_TEXT = 20_000
MOST_ITEMS = 300
_BROKEN = re.compile("[\x00\ud800-\udfff]")
"""Characters that JSON can write and that neither UTF-8 nor PostgreSQL can hold."""

_WAGES = {
    "number": message("phải là số"),
    "range": message("phải từ %(low)s đến %(high)s", low=0, high=HIGHEST_WAGE),
    "unit": message("không rõ là đồng hay triệu đồng: hãy ghi 12000000 hoặc 12"),
    "whole": message("phải là số nguyên"),
}


class Record:
    """One record of a file; `problems` grows while its fields are taken. Missing and null are alike."""

    def __init__(
        self, values: Mapping[str, Any], line: int, path: str = "", problems: list[Problem] | None = None
    ) -> None:
        self.values = values
        self.line = line
        self._path = path
        self.problems: list[Problem] = [] if problems is None else problems

    def wrong(self, name: str, what: Message) -> None:
        """Note that this field cannot be used."""
        field = f"{self._path}{name}"
        text = message("Dòng %(line)s, %(field)s: %(what)s", line=str(self.line), field=field, what=what)
        self.problems.append(Problem(f"{self.line}:{field}", text))

    def text(self, name: str, required: bool = False) -> str:
        """A text, "" where missing. A number is taken as it is written."""
        value = self.values.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            self.wrong(name, message("phải là chữ"))
            return ""
        text = nfc(_BROKEN.sub("\ufffd", value or ""))
        if required and not text:
            self.wrong(name, message("còn thiếu"))
        if len(text) > LONGEST_TEXT:
            self.wrong(name, message("dài quá %(most)s ký tự", most=LONGEST_TEXT))
            return ""
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty ones are dropped."""
        found = []
        for place, value in enumerate(self._list(name)):
            if isinstance(value, str):
                found.append(Record({name: value}, self.line, self._path, self.problems).text(name))
            elif value is not None:
                self.wrong(f"{name}[{place}]", message("phải là chữ"))
        return tuple(text for text in found if text)

    def records(self, name: str, text_as: str | None = None) -> list[Record]:
        """A list of records; with `text_as` a bare text stands for a record that has only this field."""
        found = []
        for place, value in enumerate(self._list(name)):
            if isinstance(value, str) and text_as is not None:
                value = {text_as: value}
            if isinstance(value, Mapping):
                found.append(Record(value, self.line, f"{self._path}{name}[{place}].", self.problems))
            else:
                self.wrong(f"{name}[{place}]", message("phải là một nhóm trường"))
        return found

    def _list(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(name, message("phải là danh sách"))
            return []
        if len(value) > MOST_ITEMS:
            self.wrong(name, message("có quá %(most)s mục", most=MOST_ITEMS))
            return []
        return value

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number between these (both included)."""
        number = self.number(name, low, high)
        if number is not None and number != int(number):
            self.wrong(name, message("phải là số nguyên"))
            return None
        return None if number is None else int(number)

    def number(self, name: str, low: float, high: float) -> float | None:
        """A number between these (both included); one that was written as a text is taken too ("12000000", "1,5")."""
        value = self.values.get(name)
        if isinstance(value, str):
            value = _as_number(value)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.wrong(name, message("phải là số"))
            return None
        if not low <= value <= high:
            self.wrong(name, message("phải từ %(low)s đến %(high)s", low=low, high=high))
            return None
        return value

    def wage(self, name: str) -> int | None:
        """A monthly wage in dong, however it is written; None where none is named."""
        try:
            return wage_of(self.values.get(name))
        except Unclear as why:
            self.wrong(name, _WAGES[str(why)])
            return None

    def flag(self, name: str, missing: bool = False) -> bool:
        """True or false; `missing` where nothing is said."""
        value = self.values.get(name)
        if value is None:
            return missing
        if not isinstance(value, bool):
            self.wrong(name, message("phải là true hoặc false"))
            return False
        return value

    def day(self, name: str) -> date | None:
        """A date written as 2027-01-31."""
        text = self.text(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(name, message("phải là ngày dạng 2027-01-31"))
            return None


def _as_number(text: str) -> Any:
    """What this text says as a number; None where it says nothing, the text itself where it is no number."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(-?[0-9]{1,15})(?:[.,]([0-9]{1,2}))?\s*", text)
    return text if found is None else float(f"{found[1]}.{found[2]}") if found[2] else int(found[1])
