"""Whether an English text still says what its Vietnamese says: it was made from these very words, or they changed since.

A ledger holds pairs of digests: of each English text, and of the Vietnamese it was made from. It needs no paths, so texts
may move and be renamed. An English text that the ledger knows beside other Vietnamese words is behind; one that it does not
know is new, and taken as made from what stands beside it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from portal.content.item import Item
from portal.content.rules import claims_nothing, walk

PAGE = "page"
Library = Mapping[str, Mapping[str, Item]]
Pair = tuple[str, str]
"""Digest of the English, digest of the Vietnamese."""


def digest(text: str) -> str:
    """Twelve hexadecimal characters of SHA-256: enough for some ten thousand texts."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def texts(library: Library) -> Iterator[tuple[Item, str, str, str]]:
    """Every text in two languages: item, path, Vietnamese, English."""
    for kind, items in library.items():
        if claims_nothing(kind) and kind != PAGE:
            continue
        for item in items.values():
            for path, vi, en in texts_in(item.data):
                yield item, path, vi, en


def texts_in(data: object) -> Iterator[tuple[str, str, str]]:
    """Every text of one item in two languages: path, Vietnamese, English."""
    for path, node in walk(data):
        if isinstance(node, Mapping) and isinstance(node.get("vi"), str) and isinstance(node.get("en"), str):
            yield path, node["vi"], node["en"]


def behind(library: Library, ledger: Iterable[Pair]) -> list[tuple[Item, str, str]]:
    """Item, path and English text of each translation whose Vietnamese has changed since."""
    made_from: dict[str, set[str]] = defaultdict(set)
    for english, vietnamese in ledger:
        made_from[english].add(vietnamese)
    return [
        (item, path, en)
        for item, path, vi, en in texts(library)
        if (known := made_from.get(digest(en))) and digest(vi) not in known
    ]


def accepted(library: Library) -> list[Pair]:
    """The ledger of this content: every English text taken as made from the Vietnamese beside it."""
    return sorted({(digest(en), digest(vi)) for _item, _path, vi, en in texts(library)})
