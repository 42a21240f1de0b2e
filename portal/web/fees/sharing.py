"""An answer to send on: an address without a word that may name a person, and the same as a QR code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import segno
from flask import current_app, url_for

from portal.fees.service import QuoteVerdict, check_quote
from portal.shared.problems import BadInput
from portal.shared.text import fold
from portal.web.fees import choices, forms
from portal.web.fees.asked import Asked

_QUIET = 4
"""Light modules around the code (ISO/IEC 18004)."""
LONGEST_CODE = 400
"""Characters: longer ones make a code too fine for a cheap camera and a cheap printer."""


@dataclass(frozen=True)
class Code:
    """A QR code: `size` modules each way, the quiet zone with it; `path` draws the dark ones."""

    size: int
    path: str


@dataclass(frozen=True)
class Shared:
    """`dropped`: words of the person's own were left out; `differs`: without them the answer is another."""

    address: str
    dropped: bool
    differs: bool
    code: Code | None


def shared(asked: Asked, verdict: QuoteVerdict) -> Shared | None:
    """The answer to send on, or None where an address does not hold it."""
    clean = asked.without_own_words()
    if fold(asked.occupation) in choices.known_occupations():
        clean = replace(clean, occupation=asked.occupation)
    if not clean.fits_an_address():
        return None
    dropped = clean.occupation != asked.occupation or any(row.label for row in asked.rows)
    path = f"{url_for('fees.quote')}?{clean.query()}"
    address = f"{current_app.extensions['settings'].site_url.rstrip('/')}{path}"
    code = _code(address) if len(address) <= LONGEST_CODE else None
    return Shared(address, dropped, dropped and _verdicts(clean) != [line.verdict for line in verdict.lines], code)


def _verdicts(asked: Asked) -> list[str] | None:
    try:
        return [line.verdict for line in check_quote(forms.quote_of(asked).data).lines]
    except BadInput:
        return None


def _code(text: str) -> Code:
    rows = ["".join(map(str, row)) for row in segno.make(text, error="l", micro=False).matrix]
    runs = ((run.start(), y, run.end() - run.start()) for y, row in enumerate(rows) for run in re.finditer("1+", row))
    path = "".join(f"M{x + _QUIET} {y + _QUIET}h{long}v1h-{long}z" for x, y, long in runs)
    return Code(len(rows) + 2 * _QUIET, path)
