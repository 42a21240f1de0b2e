"""What a licence number is, whether a licence is in force on a day, and how references of orders compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.firms.rules.characters import is_foreign
from portal.shared.text import fold, nfc

Status = Literal["valid", "suspended", "revoked", "expired", "handed_back", "not_yet", "unlisted"]
OrderState = Literal["registered", "closed", "other_firm", "not_registered", "not_asked"]

_RUNS = re.compile(r"[a-z]+|[0-9]+")
_LABELS = frozenset(
    {"giay", "phep", "so", "gp", "gpkd", "license", "licence", "no", "number", "ma", "thue", "mst", "tax", "code"}
    | {"doanh", "nghiep", "msdn", "dkkd"}
)
_GLUED = re.compile(r"([a-zđ]+)[.:]*([0-9].*)", re.IGNORECASE)
LICENCE = re.compile(r"(?<![0-9A-Za-z])[0-9]{1,6} ?/ ?[A-ZĐa-zđ]{2,12} ?[-–] ?[Gg][Pp](?![0-9A-Za-z])")
"""A licence number inside a longer text. Newer forms are not known yet, so a whole query is never judged by this."""
TAX_CODE = re.compile(r"(?<![0-9])(?:[0-9]{10}(?:-?[0-9]{3})?|[0-9]{2,4}(?:[ .–-][0-9]{2,4}){2,4})(?![0-9])")
"""What may be a tax code inside a longer text; `tax_key` says whether it has as many digits."""
TAX_CODE_LENGTHS = (10, 13)


@dataclass(frozen=True)
class StateRow:
    """One row of a licence's history: the register's state, from and to which day (inclusive), None where not said."""

    state: str
    starts_on: date | None
    runs_to: date | None


def licence_key(text: str) -> tuple[str, ...]:
    """Runs of digits and runs of letters, folded: `9030/BNV-GP`, `9030 bnv gp` and `9030bnvgp` are one licence number.

    Empty where a letter or digit is foreign: such a number is not the one it imitates.
    """
    typed = nfc(text)
    if any(is_foreign(char) for char in typed):
        return ()
    key: list[str] = []
    for run in _RUNS.findall(fold(typed)):
        if key and run.isalpha() and key[-1].isalpha():
            key[-1] += run
        else:
            key.append(run)
    return tuple(key)


def number_part(licence_no: str) -> str:
    """The digits a licence number begins with: `9030/BNV-GP` → `9030`; empty where there are none."""
    return next((run for run in licence_key(licence_no) if run.isdigit()), "")


def without_labels(text: str) -> Iterator[str]:
    """The text, and what remains as the words that announce a number are taken off its beginning, one after the other.

    “giấy phép số 9030/BNV-GP” gives that, then “phép số …”, “số …”, “9030/BNV-GP”; “GP9030” and “MST:01…” are taken apart.
    """
    words = nfc(text).replace(":", " ").split()
    yield " ".join(words)
    for place, found in enumerate(words):
        if not is_label(found):
            glued = _GLUED.fullmatch(found)
            if glued and is_label(glued.group(1)):
                yield " ".join([glued.group(2), *words[place + 1 :]])
            return
        if rest := words[place + 1 :]:
            yield " ".join(rest)


def is_label(word: str) -> bool:
    """A word that announces a number (“giấy”, “phép”, “số”), or a sign between them."""
    bare = fold(word).strip(".,:;()[]-–")
    return not bare or bare in _LABELS


def tax_key(text: str) -> str:
    """The digits of a tax code (10, or 13 for a branch), or nothing where the text is none."""
    digits = re.sub(r"[\s.\-–]", "", nfc(text))
    return digits if digits.isascii() and digits.isdigit() and len(digits) in TAX_CODE_LENGTHS else ""


def status_on(history: Sequence[StateRow], day: date) -> Status:
    """The state of a licence on a day, by the newest row of its history.

    `valid` holds from its first day to its last, both included; after it the licence is expired. A suspension that ran out
    does not make a licence valid again: the register has to say so.
    """
    if not history:
        return "not_yet"
    newest = history[-1]
    if newest.state != "valid":
        return newest.state  # type: ignore[return-value]
    if newest.starts_on and day < newest.starts_on:
        return "not_yet"
    if newest.runs_to and day > newest.runs_to:
        return "expired"
    return "valid"


def order_key(ref: str) -> str:
    """What two order references compare by: case, marks, đ, spaces and dashes aside, every character counts."""
    return "".join(c for c in fold(nfc(ref)) if not c.isspace() and unicodedata.category(c) != "Pd" and c != "−")


def order_is_registered(approval_no: str | None, approved_on: date | None, day: date) -> bool:
    """An order counts as registered once its approval has a number and a date that has come (gold format; Law 69/2020)."""
    return bool(approval_no) and approved_on is not None and approved_on <= day


def order_is_closed(closes_on: date | None, day: date) -> bool:
    """An order takes applications to its closing day, that day included."""
    return closes_on is not None and day > closes_on
