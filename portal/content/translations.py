"""Which English texts are behind their Vietnamese, and how an editor says that they no longer are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portal.content.editions import library, per_edition
from portal.content.item import Item
from portal.content.store import LEDGER, Library
from portal.content.translation_rules import accepted, behind

_HEAD = "# From which Vietnamese each English text was made (digests). Written by `flask check-content --translated`, never by hand.\n"


def late(folder: Path | None = None) -> list[tuple[Item, str, str]]:
    """Item, path and English text of each translation whose Vietnamese has changed since it was made."""
    books = library() if folder is None else Library(folder)
    return behind(_whole(books), books.ledger)


def is_late(english: str) -> bool:
    """Whether this text of the installation's content is behind: pages say so."""
    return english in _late_texts()


def accept(folder: Path | None = None) -> int:
    """Write the ledger anew: every English text is right as it stands. Gives the number of pairs."""
    books = library() if folder is None else Library(folder)
    pairs = accepted(_whole(books))
    lines = "".join(f"{english} {vietnamese}\n" for english, vietnamese in pairs)
    (books.folder / LEDGER).write_text(_HEAD + lines, encoding="utf-8")
    return len(pairs)


@per_edition
def _late_texts() -> frozenset[str]:
    return frozenset(english for _item, _path, english in late())


def _whole(books: Library) -> Mapping[str, Mapping[str, Item]]:
    return {kind: books.items(kind) for kind in books.kinds}
