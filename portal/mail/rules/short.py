"""How a message to a phone is made: one of 160 plain letters, so that every phone shows it and it costs one message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.mail.rules.letters import BadLetter
from portal.shared.locales import Locale, Text

LONGEST = 160
"""Letters of the GSM alphabet in one message."""
_E164 = re.compile(r"\+[1-9][0-9]{7,14}")
_DIGITS = re.compile(r"[0-9]{4,10}")
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;!?()/+-]*")


@dataclass(frozen=True)
class Short:
    """One kind of message; `sent` is False for what only takes its turn and goes nowhere."""

    name: str
    values: Sequence[str]
    text: Text
    sent: bool = True


def check_phone(number: str) -> None:
    """Raise BadLetter unless this is one number in E.164."""
    if not _E164.fullmatch(number):
        raise BadLetter("recipient: not one phone number")


def write_short(kind: Short, locale: Locale, values: Mapping[str, str]) -> str:
    """The message in this language; raises BadLetter for values that are not digits, or a text that is not one message."""
    if set(values) != set(kind.values) or not all(_DIGITS.fullmatch(value) for value in values.values()):
        raise BadLetter(f"{kind.name}: needs digits for {sorted(kind.values)}")
    text = kind.text[locale] % dict(values)
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        raise BadLetter(f"{kind.name}: not one message of plain letters")
    return text
