"""Reads the reviewed word lists of search from `content/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import yaml

from portal.config import ROOT
from portal.search.rules.lexicon import Lexicon, build

FOLDER = ROOT / "content"


def load_lexicon(
    former_places: Iterable[tuple[str, str]] = (), folder: Path = FOLDER, places: Iterable[str] = ()
) -> Lexicon:
    """The synonyms and stop words of this folder, and from the caller pairs (former, present name) and all provinces."""
    groups = _items(folder / "search_synonyms.yaml")
    stop = {item["id"]: item["words"] for item in _items(folder / "search_stop_words.yaml")}
    return build(groups, stop["always"], stop["marked"], former_places, places)


def place_names(present: Iterable[Item]) -> list[str]:
    """The provinces of today, in Vietnamese."""
    return [item.data["name"]["vi"] for item in present]


class Item(Protocol):
    """A piece of content: what `portal.content.service` gives."""

    @property
    def id(self) -> str: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


def former_places(former: Iterable[Item], present: Iterable[Item]) -> list[tuple[str, str]]:
    """Pairs (former name, present name) of the provinces that were merged, in Vietnamese."""
    names = {item.id: item.data["name"]["vi"] for item in present}
    return [(item.data["name"]["vi"], names[item.data["province"]]) for item in former if item.data["merged"]]


def _items(path: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["items"]
    return items
