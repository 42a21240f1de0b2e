"""What rests on a legal text: every piece of content that names it or was read in it, and the line of texts that replaced each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from portal.content.editions import library
from portal.content.item import Item
from portal.content.rules import AWAITING, UNKNOWN, WITHHELD, first_day, last_day, walk
from portal.content.store import Library

RESTS, READ_IN, ENDED_BY = "rests", "read_in", "ended_by"
_KEYS = {"document": RESTS, "documents": RESTS, "amended_by": RESTS, "replaced_by": ENDED_BY}
_BESIDE_ARTICLE = ("document", "documents")
_NOT_RESTING = ("document", "source", "ministry")


@dataclass(frozen=True)
class Reference:
    """A piece of content that names a legal text: it rests on it, was read in it, or was ended by it; and the articles it names."""

    item: Item
    how: str
    articles: tuple[str, ...]


def resting_on(document_id: str) -> tuple[Reference, ...]:
    """Every piece of content that names this text, by kind and in the order of the files; nothing that is withheld."""
    return references_in(library()).get(document_id, ())


def successors(document_id: str) -> tuple[str, ...]:
    """The texts that replaced this one, and those that replaced them, nearest first."""
    return _line(document_id, replacements_in(library())[0])


def predecessors(document_id: str) -> tuple[str, ...]:
    """The texts that this one replaced, and those that they had replaced, nearest first."""
    return _line(document_id, replacements_in(library())[1])


def must_be_looked_at(reference: Reference, document: Mapping[str, Any], today: date) -> bool:
    """Whether content still stands on a text that no longer holds: the text has ended, the content has not.

    Content that already names what replaced the text was brought up to date and only tells its history.
    """
    if reference.how != RESTS or reference.item.data.get("status") in ("superseded", "historical"):
        return False
    if any(reference.item is other.item for id in successors(document["id"]) for other in resting_on(id)):
        return False
    ended = document.get("status") in ("replaced", "repealed") or _over(document, today)
    begun = document.get("effective") in (None, UNKNOWN) or first_day(str(document["effective"])) <= today
    return ended and begun and not _over(reference.item.data, today)


def _over(node: Mapping[str, Any], today: date) -> bool:
    end = node.get("effective_to")
    return node.get("state") == "superseded" or (end not in (None, UNKNOWN) and last_day(str(end)) < today)


@lru_cache(maxsize=4)
def references_in(books: Library) -> Mapping[str, tuple[Reference, ...]]:
    """Every reference to a legal text in this content, by the text's id."""
    read_in = {item.id: item.data["document"] for item in books.items("source").values() if item.data.get("document")}
    found: dict[str, list[Reference]] = defaultdict(list)
    for kind in books.kinds:
        if kind in _NOT_RESTING:
            continue
        for item in books.items(kind).values():
            named: dict[str, tuple[str, list[str]]] = {}
            for id, how, article in _named(item.data, read_in):
                known, articles = named.setdefault(id, (how, []))
                named[id] = (RESTS if RESTS in (known, how) else known, articles)
                if article and article not in articles:
                    articles.append(article)
            for id, (how, articles) in named.items():
                found[id].append(Reference(item, how, tuple(articles)))
    return {id: tuple(references) for id, references in found.items()}


def _named(data: Mapping[str, Any], read_in: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each mention of a document in this item: its id, how it is named, the legal reference that stands beside it."""
    if data.get("state") == WITHHELD:
        return
    for _, node in walk(data):
        if not isinstance(node, Mapping) or node.get("state") == WITHHELD:
            continue
        legal = "" if node.get("state") == AWAITING else node.get("legal", "")
        article = legal.get("vi", "") if isinstance(legal, Mapping) else str(legal)
        for key, how in _KEYS.items():
            for id in _ids(node.get(key)):
                yield id, how, article if key in _BESIDE_ARTICLE else ""
        for source in _ids(node.get("source")):
            if source in read_in:
                yield read_in[source], READ_IN, ""


def _ids(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


@lru_cache(maxsize=4)
def replacements_in(books: Library) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """What replaced each text and what each replaced; either side of the pair may have written it down."""
    later: dict[str, list[str]] = defaultdict(list)
    for item in books.items("document").values():
        for new in _ids(item.data.get("replaced_by")):
            later[item.id] += [new] if new not in later[item.id] else []
        for old in _ids(item.data.get("replaces")):
            later[old] += [item.id] if item.id not in later[old] else []
    earlier: dict[str, list[str]] = defaultdict(list)
    for old, news in later.items():
        for new in news:
            earlier[new].append(old)
    return dict(later), dict(earlier)


def _line(start: str, next_of: Mapping[str, list[str]]) -> tuple[str, ...]:
    found: list[str] = []
    waiting = list(next_of.get(start, ()))
    while waiting:
        id = waiting.pop(0)
        if id not in found and id != start:
            found.append(id)
            waiting += next_of.get(id, ())
    return tuple(found)
