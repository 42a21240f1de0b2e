"""The kinds of letters and their texts, read once from texts.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from portal.mail.rules.letters import BadLetter, Frame, Kind

FILE = Path(__file__).with_name("texts.yaml")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by name."""
    return {name: Kind(name, **entry) for name, entry in _file()["kinds"].items()}


@lru_cache(maxsize=1)
def frame() -> Frame:
    """What all letters share."""
    everything = _file()
    return Frame(everything["greeting"], everything["copy"], everything["closing"])


def get_kind(name: str) -> Kind:
    """The kind of this name; raises BadLetter."""
    if name not in kinds():
        raise BadLetter(f"no letter of the kind {name!r}")
    return kinds()[name]


def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
