"""Whether the patterns of lures and of unlawful requirements can be read, say what follows, and do what their examples say."""

from __future__ import annotations

from collections.abc import Iterator

from portal.content.item import Item
from portal.shared.messages import Message, message
from portal.shared.phrases import BadPhrase, Pattern, caught, pattern

LURE, UNLAWFUL = "lure_pattern", "unlawful_requirement"
LEVELS = ("refuse", "highlight")


def phrased(item: Item) -> Iterator[tuple[str, Message]]:
    """What is wrong with a pattern."""
    if item.kind not in (LURE, UNLAWFUL):
        return
    data = item.data
    if item.kind == LURE and data.get("level") not in LEVELS:
        yield "level", message("Ghi level là một trong: %(all)s", all=LEVELS)
    if item.kind == UNLAWFUL and not isinstance(data.get("excusable"), bool):
        yield "excusable", message("Ghi excusable là yes hoặc no.")
    if item.kind == UNLAWFUL and not data.get("legal") and not data.get("house"):
        yield "legal", message("Ghi điều luật, hoặc house: yes nếu là quy định của trang.")
    try:
        made = pattern(data.get("phrases") or (), data.get("unless") or (), deniable=data.get("deniable", True))
    except (BadPhrase, AttributeError) as why:
        yield "phrases", message("Không đọc được cụm từ “%(text)s”.", text=str(why))
        return
    if not made.phrases:
        yield "phrases", message("Thiếu cụm từ.")
    yield from _tried(item, made)


def _tried(item: Item, made: Pattern) -> Iterator[tuple[str, Message]]:
    for name, wanted in (("caught", True), ("left", False)):
        if not item.data.get(name):
            yield name, message("Thiếu câu thử.")
        for place, text in enumerate(item.data.get(name) or ()):
            if any(True for _ in caught(text, [made])) is not wanted:
                yield f"{name}[{place}]", message("Câu thử này cho kết quả khác: “%(text)s”", text=text)
