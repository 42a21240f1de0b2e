"""How the site signs what it said, so that it can tell later that a paper is its own to the letter.

An HMAC under a key of its own for each purpose, derived from the installation's newest key; the code names the key's version,
so that older papers stay genuine after `flask keys rotate`.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from portal.shared.clock import now
from portal.storage.encryption import KeyMissing, vault

_BYTES = 15
_CODE = re.compile(r"([0-9]{1,4})-([A-Z2-7]{24})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")


def this_minute() -> str:
    """Now, to the minute, in UTC, as papers write it."""
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def moment_of(at: str) -> datetime | None:
    """The moment a paper names; None where the text is none."""
    try:
        return datetime.strptime(at, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC) if _MOMENT.fullmatch(at) else None
    except ValueError:
        return None


def sign(purpose: str, parts: Sequence[str]) -> str:
    """The code of these parts under the newest key: its version, a dash, 24 letters and digits that can be read out."""
    version = vault().newest
    return f"{version}-{_mac(purpose, parts, version)}"


def genuine(purpose: str, parts: Sequence[str], code: str) -> str | None:
    """The code as it was written, where it is that of these parts; None where it is not."""
    written = _CODE.fullmatch(code.strip().upper().replace(" ", ""))
    if written is None:
        return None
    try:
        own = _mac(purpose, parts, int(written[1]))
    except KeyMissing:
        return None
    return written.group() if hmac.compare_digest(own, written[2]) else None


def _mac(purpose: str, parts: Sequence[str], version: int) -> str:
    """120 bits in base32. Each part goes in with its length, so that no two can be run together."""
    text = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode("utf-8", "replace") for part in parts))
    return base64.b32encode(hmac.digest(vault().key(purpose, version), text, "sha256")[:_BYTES]).decode()
