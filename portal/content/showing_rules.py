"""Whether a page would show what must not be shown: withheld numbers, unverified values, one side of a contradiction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from portal.content.item import Item
from portal.content.rules import AWAITING, SAID_OF_AWAITING, SOURCED, VERIFIED, WITHHELD, is_figure, publishable, walk
from portal.shared.messages import Message, message

Found = Iterator[tuple[str, Message]]
Numbers = Mapping[re.Pattern[str], str]
"""What each withheld telephone number looks like in a text, and the number as written."""

_NUMBER = re.compile(r"\+?\d[\d\s().-]{2,}")
_SHORTEST = 4


def withheld_numbers(library: Mapping[str, Mapping[str, Item]]) -> Numbers:
    """The numbers (four digits or more, as text) inside withheld figures, however they are spaced."""
    found: dict[re.Pattern[str], str] = {}
    for items in library.values():
        for item in items.values():
            for text in _withheld_texts(item.data):
                for number in (part.strip() for part in text.split("/")):
                    digits = re.sub(r"\D", "", number)
                    if len(digits) >= _SHORTEST and _NUMBER.fullmatch(number):
                        found[re.compile(r"(?<!\d)" + r"[\s-]*".join(digits) + r"(?!\d)")] = number
    return found


def _withheld_texts(node: Any) -> Iterator[str]:
    for _, part in walk(node):
        if isinstance(part, Mapping) and part.get("state") == WITHHELD:
            yield from (text for key in ("number", "value", "amount") if isinstance(text := part.get(key), str))


def leaking(item: Item, withheld: Numbers) -> Found:
    """A withheld number that also stands in a text which a page shows."""
    for path, text in walk(publishable(item.data)):
        if isinstance(text, str):
            for pattern, number in withheld.items():
                if pattern.search(text):
                    yield (
                        path,
                        message("Trang sẽ hiện số đang giữ lại “%(number)s”. Xóa số này khỏi câu.", number=number),
                    )


def showing(item: Item) -> Found:
    """What the filter of every page lets through although it must not."""
    for path, node in walk(publishable(item.data)):
        if not is_figure(node):
            continue
        if node["state"] == WITHHELD:
            yield path, message("Trang sẽ hiện mục đang giữ lại.")
        elif node["state"] == AWAITING:
            for key in node.keys() - SAID_OF_AWAITING:
                if not _only_figures(node[key]):
                    yield f"{path}.{key}", message("Trang sẽ hiện giá trị chưa xác minh như một sự thật.")


def _only_figures(value: Any) -> bool:
    return is_figure(value) or (isinstance(value, list) and all(is_figure(part) for part in value))


def one_sided(item: Item) -> Found:
    """Contradictory figures (the same `conflict` key) of which a page would show only one side."""
    sides: dict[str, list[bool]] = defaultdict(list)
    for _, node in walk(item.data):
        if is_figure(node) and node.get("conflict"):
            sides[node["conflict"]].append(node["state"] in (VERIFIED, SOURCED))
    for key, shown in sides.items():
        if sum(shown) == 1:
            yield (
                "",
                message("Mâu thuẫn “%(key)s” chỉ hiện một phía. Hiện đủ các phía, hoặc không hiện phía nào.", key=key),
            )
