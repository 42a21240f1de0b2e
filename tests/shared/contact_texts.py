"""The texts that tests/data/contact keeps: ways to hide how to be reached, with what must be covered, and fair texts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from portal.shared.contact_details import find

Form = Literal["NFC", "NFD"]
HERE = Path(__file__).resolve().parents[1] / "data" / "contact"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\n")
MOST_LEFT = 2
"""Letters and figures of a number or name that may stay readable: with so few nobody is reached."""


@dataclass(frozen=True)
class Hidden:
    """A text and the places in it (from, to) that must be covered."""

    text: str
    secrets: tuple[tuple[int, int], ...]

    def in_form(self, form: Form) -> Hidden:
        """The same with its letters and marks as one character (NFC) or apart (NFD)."""
        whole = [unicodedata.normalize(form, self.text[:place]) for pair in self.secrets for place in pair]
        places = [len(part) for part in whole]
        return Hidden(unicodedata.normalize(form, self.text), tuple(zip(places[::2], places[1::2], strict=True)))

    def left(self) -> int:
        """Letters and figures of the secrets that can still be read."""
        covered = {place for found in find(self.text) for place in range(found.start, found.end)}
        secret = (place for start, end in self.secrets for place in range(start, end))
        return sum(place not in covered and self.text[place].isalnum() for place in secret)


def hidden(sitting: int) -> list[Hidden]:
    """The hundred of a sitting (1 or 2), or the harder ones (3)."""
    return [_read(line) for line in _lines(f"hidden_{sitting}.txt")]


def fair(sitting: int) -> list[str]:
    """The two hundred and fifty of a sitting (1 or 2), or those near the traps (3)."""
    return _lines(f"fair_{sitting}.txt")


def _lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]


def _read(line: str) -> Hidden:
    parts = re.split("[⟦⟧]", _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else "\n", line))
    text, secrets = "", []
    for number, part in enumerate(parts):
        if number % 2:
            secrets.append((len(text), len(text) + len(part)))
        text += part
    return Hidden(text, tuple(secrets))
