"""One tombstone, and how it is written as a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE = re.compile(r"([a-z][a-z_]{0,39}) (0|[1-9][0-9]{0,3}) ([0-9a-f]{64}) ([0-9T:Z-]{20}) ([0-9a-f]{32})")
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Tombstone:
    """Something of this kind was erased at `buried_at` (whole seconds, UTC).

    `digest` is an HMAC of its name under the key of `key_version`, `proof` one of all the rest, so that no line can be altered.
    """

    kind: str
    key_version: int
    digest: str
    buried_at: datetime
    proof: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key_version} {self.digest} {self.buried_at.strftime(_MOMENT)} {self.proof}"


def read_line(line: str) -> Tombstone | None:
    """The tombstone of a line, or None for anything else."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[4], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Tombstone(match[1], int(match[2]), match[3], moment, match[5])
