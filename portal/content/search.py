"""What of the content can be found: markets, charges, procedures and texts about the site as pages, legal texts as documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.content.editions import library, per_edition, reading
from portal.content.item import Item
from portal.content.places import Place, places
from portal.content.rules import AWAITING, publishable, walk
from portal.content.store import shipped
from portal.search.document import Doc
from portal.search.rules import readings as reading_rules
from portal.search.rules.readings import Readings
from portal.shared.locales import LOCALES, Locale, pick

Node = Mapping[str, Any]
EVERYWHERE = "*"


@dataclass(frozen=True)
class ContentSource:
    """The documents of one kind of search result, made from the content files."""

    kind: str
    docs: Callable[[Locale], Iterable[Doc]]

    def all(self) -> Iterator[Doc]:
        """Every text that pages show, in every language."""
        for locale in LOCALES:
            yield from _read_once(self.docs, locale)

    def shipped(self) -> Iterator[Doc]:
        """The texts that came with the installation, shown or not."""
        with reading(shipped()):
            yield from list(self.all())

    def load(self, ids: Sequence[str]) -> Iterator[Doc]:
        """The texts of these ids."""
        wanted = set(ids)
        return (doc for doc in self.all() if doc.id in wanted)


@per_edition
def readings() -> Readings:
    """What words are read as that no text here uses."""
    kind = "search_reading"
    rows = library().items(kind).values() if kind in library().kinds else ()
    return reading_rules.readings((item.data["asked"], item.data["meant"]) for item in rows)


@per_edition
def _read_once(docs: Callable[[Locale], Iterable[Doc]], locale: Locale) -> tuple[Doc, ...]:
    """The documents of one edition are made once in a process."""
    return tuple(docs(locale))


def _shown(kind: str) -> Iterator[tuple[Item, Node]]:
    if kind in library().kinds:
        for item in library().items(kind).values():
            node = publishable(item.data)
            if node is not None:
                yield item, node


def _pages(locale: Locale) -> Iterator[Doc]:
    yield from (_market(node, locale) for _, node in _shown("market"))
    yield from (_charge(node, locale) for _, node in _shown("fee_rule") if node["state"] != AWAITING)
    yield from (_text(node, locale) for _, node in _shown("page"))
    yield from (_procedure(node, locale) for _, node in _shown("procedure"))
    for kind in ("programme", "scam", "lesson"):
        yield from (_place(place, locale) for place in places(kind))


def _countries(node: Node) -> dict[str, tuple[str, ...]]:
    """The filter of a text: the markets it is about, none where it holds for all of them."""
    named = node.get("markets") or [node["market"]] if "market" in node or "markets" in node else []
    codes = tuple(code for code in named if code != EVERYWHERE)
    return {"market": codes} if codes else {}


def _market(node: Node, locale: Locale) -> Doc:
    programmes = [found for item, found in _shown("programme") if item.data["market"] == node["id"]]
    title = pick(node["name"], locale)
    body = _joined(title, _said((node, programmes), locale))
    return Doc("page", f"markets/{node['id'].lower()}", _rev(), locale, title, body, {"market": (node["id"],)})


def _charge(node: Node, locale: Locale) -> Doc:
    title = pick(node["title"], locale)
    body = _joined(title, [*_said(node, locale), pick(node.get("legal"), locale)])
    return Doc("page", f"fees/{node['id']}", _rev(), locale, title, body, _countries(node.get("applies_to", node)))


def _procedure(node: Node, locale: Locale) -> Doc:
    title = pick(node["title"], locale)
    body = _joined(title, _said(node, locale))
    return Doc("page", f"procedures/{node['id']}", _rev(), locale, title, body, _countries(node))


def _place(place: Place, locale: Locale) -> Doc:
    title = pick(place.title, locale)
    body = _joined(title, _said(place.node, locale))
    return Doc("page", place.path, _rev(), locale, title, body, _countries(place.node))


def _text(node: Node, locale: Locale) -> Doc:
    body = f"{pick(node['summary'], locale)} {pick(node['body'], locale)}"
    return Doc("page", f"pages/{node['id']}", _rev(), locale, pick(node["title"], locale), body)


def _documents(locale: Locale) -> Iterator[Doc]:
    for _, node in _shown("document"):
        number = pick(node.get("number"), locale)
        title = pick(node["title"], locale)
        yield Doc("document", node["id"], _rev(), locale, title, _joined(title, [number, *_said(node, locale)]))


def _joined(title: str, texts: Iterable[str]) -> str:
    """The texts one after the other, the title not again; the dot keeps words of two texts from being read as a pair."""
    return " · ".join(text for text in texts if text and text != title)


def _said(node: object, locale: Locale) -> Iterator[str]:
    """Every text of this node in one language."""
    for _, part in walk(node):
        if isinstance(part, Mapping) and "vi" in part:
            yield pick(part, locale)


def _rev() -> int:
    """Grows with each release (the day of its data) and with each edition since."""
    return shipped().last_look.toordinal() + library().number


SOURCES: list[ContentSource] = [ContentSource("page", _pages), ContentSource("document", _documents)]
