"""Whether what a question is read as can be read: words on both sides, each asked once, and nothing read as itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal.content.item import Item
from portal.search.rules.tokens import clean, tokens
from portal.shared.messages import Message, message

READING = "search_reading"
LONGEST, MOST_WORDS = 60, 8
Library = Mapping[str, Mapping[str, Item]]


def misread(item: Item, library: Library) -> Iterator[tuple[str, Message]]:
    """What is wrong with a reading."""
    if item.kind != READING:
        return
    for name in ("asked", "meant"):
        text = item.data.get(name)
        if not isinstance(text, str) or len(text) > LONGEST or not 1 <= len(_words(text)) <= MOST_WORDS:
            yield (
                name,
                message("Viết từ 1 đến %(words)s chữ, không quá %(signs)s ký tự.", words=MOST_WORDS, signs=LONGEST),
            )
            return
    asked, meant = _words(item.data["asked"]), _words(item.data["meant"])
    if f" {' '.join(asked)} " in f" {' '.join(meant)} ":
        yield "meant", message("Ghi từ khác: từ được hiểu không thể chứa chính từ được hỏi.")
    for other in library.get(READING, {}).values():
        if other.id != item.id and isinstance(other.data.get("asked"), str) and _words(other.data["asked"]) == asked:
            yield "asked", message("Mục “%(other)s” đã nói từ này được hiểu là gì.", other=other.id)


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokens(clean(text)))
