"""As of which day a page is asked for: `?as_of=01/05/2026` in the address, today where nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import request

from portal.fees.typed import read_day
from portal.shared.clock import today
from portal.shared.messages import Message, message
from portal.shared.text import nfc

FIELD = "as_of"
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
"""Outside of these no law of ours and no plan of anybody's says anything: most likely a slip of the finger."""
_LONGEST = 40
NOT_A_DAY = message("Không đọc được ngày. Hãy ghi như 01/05/2026.")
OUT_OF_REACH = message("Hãy chọn một ngày từ %(first)s đến %(last)s.", first=EARLIEST, last=LATEST)


@dataclass(frozen=True)
class AsOf:
    """The day to answer for. `typed` is what stands in the form again; `mistake` says why today is shown instead."""

    day: date
    typed: str = ""
    mistake: Message | None = None

    @property
    def asked(self) -> bool:
        """Whether the reader chose a day of their own and it was understood."""
        return bool(self.typed) and self.mistake is None


def asked_day() -> AsOf:
    """The day in the address of this request. What cannot be read is today, with the mistake beside it."""
    typed = "".join(char for char in nfc(request.args.get(FIELD, "")[:_LONGEST]) if char.isprintable()).strip()
    if not typed:
        return AsOf(today())
    day = read_day(typed)
    if day is None:
        return AsOf(today(), typed, NOT_A_DAY)
    if not EARLIEST <= day <= LATEST:
        return AsOf(today(), typed, OUT_OF_REACH)
    return AsOf(day, typed)
