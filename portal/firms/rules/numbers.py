"""Which firm does a licence number or a tax code belong to, and is there one inside a longer text?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from portal.firms.rules.licences import LICENCE, TAX_CODE, is_label, licence_key, number_part, tax_key, without_labels
from portal.shared.text import nfc

_LONGEST = 5
"""Words a licence number may be written in: `7001 / LĐTBXH - GP`."""
_AT_THE_ENDS = " /.,:;-–()"


class Numbers:
    """The licence numbers and tax codes of all listed firms."""

    def __init__(self) -> None:
        self._licences: dict[tuple[str, ...], int] = {}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._taxes: dict[str, list[int]] = defaultdict(list)

    def add(self, firm_id: int, licence_no: str, tax_code: str | None) -> None:
        """Keep the numbers of a firm."""
        self._licences[licence_key(licence_no)] = firm_id
        self._numbers[number_part(licence_no)].append(firm_id)
        if tax_code and (tax := tax_key(tax_code)):
            self._taxes[tax].append(firm_id)

    def holders(self, text: str) -> Sequence[int] | None:
        """The firms of this licence number, number part or tax code, labels before it aside; None where it is no number."""
        for number in without_labels(text):
            if (firm_id := self._licensed(number)) is not None:
                return [firm_id]
            bare = nfc(number).strip(_AT_THE_ENDS)
            digits = re.sub(r"[\s.\-–]", "", bare)
            if digits.isascii() and digits.isdigit():
                found = self._taxes.get(digits) or (self._numbers.get(bare) if bare.isdigit() else None)
                return list(dict.fromkeys(found or []))
        return None

    def inside(self, text: str) -> str | None:
        """A licence number or tax code that stands in the text: one that looks like it, or that a firm has."""
        if (licence := LICENCE.search(text)) is not None:
            return licence.group()
        for found in TAX_CODE.finditer(text):
            if tax_key(found.group()):
                return found.group()
        return next((part for part in _ends(text) if self._licensed(part) is not None), None)

    def _licensed(self, text: str) -> int | None:
        key = licence_key(text)
        if len(key) < 2:
            return None
        firm_id = self._licences.get(key)
        return firm_id if firm_id is not None else self._licences.get((*key[:-1], key[-1] + "gp"))


def is_number_alone(text: str, number: str) -> bool:
    """Whether the text is this number and nothing more, labels aside."""
    return any(rest.strip(_AT_THE_ENDS) == number for rest in without_labels(text))


def name_beside(text: str, number: str) -> str:
    """What stands around a number in a text, without the words that announce the number."""
    before, _, after = text.partition(number)
    first, last = before.split(), after.split()
    while first and is_label(first[-1]):
        first.pop()
    while last and is_label(last[0]):
        last.pop(0)
    return " ".join([*first, *last])


def _ends(text: str) -> Iterator[str]:
    """The first and last few words of a text, those with a digit among them."""
    words = text.split()
    for length in range(1, min(_LONGEST, len(words)) + 1):
        for part in (words[-length:], words[:length]):
            joined = " ".join(part)
            if any(char.isdigit() for char in joined):
                yield joined
