"""What one entry of the log may say: codes, numbers and opaque references, never anything that tells who a person is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Fact = str | int | bool | None
Facts = Mapping[str, Fact | list[Fact]]

NOBODY = ("system", "anonymous")
"""Actors without an account: the installation's own commands, and somebody who has not signed in."""
LARGEST_NUMBER = 10**8
"""Numbers below it are counts and amounts; from nine digits on a number may be a phone or an identity card."""
LONGEST_FACTS = 1000
_ACTION = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_OPAQUE = re.compile(r"(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{20,64}")
_HEX = "[0-9a-f]"
_RANDOM = re.compile(
    rf"(?=.*[a-f]){_HEX}{{32,64}}|{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"
    r"|(?=.*[a-z])(?=.*[A-Z])([A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{43})"
)
"""128 or 256 random bits as hex, UUID or base64url: a run of digits in them is chance, not a phone."""
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}(/\d+)?|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:./]*")
_DIGITS = re.compile(r"\d{8}")


class NotForTheLog(ValueError):
    """The entry holds what may be personal data or is no code; the message names the field, never the value."""


@dataclass(frozen=True)
class Entry:
    """Who (account ref, role) did what to what, and when; `facts` is canonical JSON text. `seq` counts from 1."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    object_kind: str
    object_ref: str
    facts: str


def check(action: str, actor: str, role: str, object_kind: str, object_ref: str) -> None:
    """Raise NotForTheLog unless each part is a code or an opaque reference."""
    if not _ACTION.fullmatch(action):
        raise NotForTheLog("action: write matter.act in lower case")
    if actor not in NOBODY and not (_OPAQUE.fullmatch(actor) and is_code(actor)):
        raise NotForTheLog("actor: an opaque account ref, system or anonymous")
    if not _NAME.fullmatch(role):
        raise NotForTheLog("role: a role by name")
    if object_kind and not _NAME.fullmatch(object_kind):
        raise NotForTheLog("object_kind: a kind by name")
    if object_ref and not is_code(object_ref):
        raise NotForTheLog("object_ref: a reference without personal data")


def canonical_facts(facts: Facts | None) -> str:
    """The facts as JSON that is written in one way only; raises NotForTheLog."""
    for name, value in (facts or {}).items():
        if not _NAME.fullmatch(name):
            raise NotForTheLog("facts: names are lower-case words joined by _")
        items = value if isinstance(value, list) else [value]
        if not all(_is_fact(item) for item in items):
            raise NotForTheLog(f"facts.{name}: only codes, numbers below {LARGEST_NUMBER}, yes or no, nothing")
    text = json.dumps(facts or {}, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if len(text) > LONGEST_FACTS:
        raise NotForTheLog(f"facts: longer than {LONGEST_FACTS} characters")
    return text


def is_code(text: str) -> bool:
    """Whether the text is a short ASCII code or a random reference: no mail or network address, no phone, no sentence."""
    if _RANDOM.fullmatch(text):
        return True
    if not (_CODE.fullmatch(text) or _OPAQUE.fullmatch(text)) or _ADDRESS.fullmatch(text):
        return False
    return not _DIGITS.search(re.sub(r"[._:/-]", "", text))


def _is_fact(value: object) -> bool:
    if isinstance(value, str):
        return is_code(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return -LARGEST_NUMBER < value < LARGEST_NUMBER
    return value is None or isinstance(value, bool)
