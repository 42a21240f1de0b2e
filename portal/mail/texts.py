"""The kinds of letters and messages to phones and their texts, read once from texts.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from portal.mail.rules.letters import BadLetter, Frame, Kind
from portal.mail.rules.short import Short

FILE = Path(__file__).with_name("texts.yaml")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by name."""
    everything = _file()
    return {name: Kind(name, words=everything["words"], **entry) for name, entry in everything["kinds"].items()}


@lru_cache(maxsize=1)
def shorts() -> Mapping[str, Short]:
    """Every kind of message to a phone, by name."""
    return {name: Short(name, **entry) for name, entry in _file()["messages"].items()}


@lru_cache(maxsize=1)
def frame() -> Frame:
    """What all letters share."""
    everything = _file()
    return Frame(
        everything["greeting"], everything["copy"], everything["closing"], everything["stop"], everything["offers"]
    )


def get_kind(name: str) -> Kind:
    """The kind of this name; raises BadLetter."""
    if name not in kinds():
        raise BadLetter(f"no letter of the kind {name!r}")
    return kinds()[name]


def get_short(name: str) -> Short:
    """The kind of message to a phone of this name; raises BadLetter."""
    if name not in shorts():
        raise BadLetter(f"no message of the kind {name!r}")
    return shorts()[name]


def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded
