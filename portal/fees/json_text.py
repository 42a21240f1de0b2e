"""What a JSON text says, read strictly: one value for each name, no number that JSON does not know, nothing that cannot be said again."""

from __future__ import annotations

import json
from typing import Any

from portal.fees import wording
from portal.fees.fields import LONGEST_TEXT, printable
from portal.shared.problems import BadInput, Problem


class NotJson(Exception):
    """The bytes are no JSON text."""


class _Twice(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_json(raw: bytes) -> Any:
    """The value in a JSON text (UTF-8, also UTF-16 or UTF-32, with or without a byte order mark).

    NotJson if it is none; BadInput if an object names one field twice, for nobody can know which value was meant.
    `NaN` and `Infinity`, which some programs write, become texts: the field that holds one is refused by its name.
    """
    try:
        text = raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff")
        data = json.loads(text, parse_constant=str, object_pairs_hook=_object)
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no character
    except _Twice as error:
        raise BadInput([Problem(printable(error.name)[:LONGEST_TEXT], wording.TWICE)]) from error
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found
