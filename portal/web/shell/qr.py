"""A QR code as one SVG path: drawn in the page itself, because the CSP lets no picture in from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

import segno

QUIET = 4
"""Light modules around the code (ISO/IEC 18004)."""


@dataclass(frozen=True)
class QrCode:
    """`size` modules each way, the quiet zone with it; `path` draws the dark ones."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code that says this text. A phone's camera reads it up to 15 % damaged (level M): it hangs on walls."""
    rows = ["".join(map(str, row)) for row in segno.make(text, error="m", micro=False).matrix]
    runs = ((run.start(), y, run.end() - run.start()) for y, row in enumerate(rows) for run in re.finditer("1+", row))
    path = "".join(f"M{x + QUIET} {y + QUIET}h{long}v1h-{long}z" for x, y, long in runs)
    return QrCode(len(rows) + 2 * QUIET, path)
