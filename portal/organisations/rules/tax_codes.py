"""What a Vietnamese tax code of an organisation is, and whether its check digit fits."""

from __future__ import annotations

import re
from enum import StrEnum

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""By which the first nine digits are multiplied; the tenth is 10 − (sum mod 11). As the open checkers of such numbers do
(stdnum, vn/mst); the legal text: chưa đối chiếu."""
PERSONAL_LENGTH = 12
"""A personal identity number, which is no number of an organisation."""
_FILLING = re.compile(r"[\s.\-–]")
_SHAPE = re.compile(r"([0-9]{10})([0-9]{3})?")


class TaxCodeFault(StrEnum):
    """What is wrong with a tax code."""

    EMPTY = "empty"
    SHAPE = "shape"
    PERSONAL = "personal"
    CHECK_DIGIT = "check_digit"


class BadTaxCode(ValueError):
    """The text is no tax code of an organisation."""

    def __init__(self, fault: TaxCodeFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def read_tax_code(text: str) -> str:
    """`0101234567` or, for a branch, `0101234567-001`; typed with or without spaces, dots, dashes. Raises BadTaxCode.

    A check of the form only: 10 digits, the last of them a check digit; 13 for a dependent unit. The article that says so:
    chưa đối chiếu. Whether the code was ever given, the moderator looks up.
    """
    digits = _FILLING.sub("", text)
    if not digits:
        raise BadTaxCode(TaxCodeFault.EMPTY)
    if re.fullmatch(rf"[0-9]{{{PERSONAL_LENGTH}}}", digits):
        raise BadTaxCode(TaxCodeFault.PERSONAL)
    match = _SHAPE.fullmatch(digits)
    if match is None or match[2] == "000":
        raise BadTaxCode(TaxCodeFault.SHAPE)
    if check_digit(match[1]) != match[1][9]:
        raise BadTaxCode(TaxCodeFault.CHECK_DIGIT)
    return f"{match[1]}-{match[2]}" if match[2] else match[1]


def check_digit(digits: str) -> str:
    """The digit that must stand tenth after these nine (more are not looked at); `10` where no digit fits."""
    return str(10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11)
