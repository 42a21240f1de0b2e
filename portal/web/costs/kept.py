"""What stands in the address of a cost page, kept as it was typed, so that the form can show it again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from flask import request

from portal.shared.text import nfc

_LONGEST = 200
_NAME = re.compile(r"[a-z]+(_[A-Za-z0-9-]+)*", re.ASCII)
_MOST = 120


def typed_texts() -> dict[str, str]:
    """The fields of this request: the first value of each, composed, without characters that no text has."""
    found = {}
    for name in list(request.args)[:_MOST]:
        if _NAME.fullmatch(name):
            text = request.args.get(name, "")[: 4 * _LONGEST]
            found[name] = "".join(char for char in nfc(text) if char.isprintable())[:_LONGEST]
    return found


def query(texts: Mapping[str, str], **more: str) -> str:
    """These fields as the query of an address, without the empty ones."""
    return urlencode({name: text for name, text in {**texts, **more}.items() if text})
