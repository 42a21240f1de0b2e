"""What staff read of the imports: which there were, and what one of them changed, a page of lines at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide
from portal.firms import import_log, store
from portal.firms.import_log import PARTS, ImportCard, NoSuchImport
from portal.firms.rules.row_text import CellChange

READ = "import.read"


@dataclass(frozen=True)
class Charge:
    """A charge that keeps an order off the lists; `amount` in digits, `article` "" where none is known."""

    kind: str
    amount: str
    currency: str
    verdict: str
    article: str


@dataclass(frozen=True)
class Line:
    """One thing that an import changed. `key`: licence number or order reference; `about`: the firm's name or the occupation.

    `before` and `after` are codes of its state, where that is what changed.
    """

    part: str
    key: str
    about: str = ""
    before: str = ""
    after: str = ""
    cells: tuple[CellChange, ...] = ()
    charges: tuple[Charge, ...] = ()


@dataclass(frozen=True)
class ImportPage:
    """A page of the imports, newest first, and how many there are in all."""

    cards: Sequence[ImportCard]
    total: int


@dataclass(frozen=True)
class Told:
    """One import and a page of what it changed; `total` counts the lines of the part that was asked for."""

    card: ImportCard
    lines: Sequence[Line]
    total: int


def listed(actor: Actor, page: int, size: int) -> ImportPage | None:
    """A page of the imports; None for who may not read them."""
    if not decide(actor, READ):
        return None
    return ImportPage(import_log.imports(page, size), import_log.count_imports())


def read(actor: Actor, number: int, part: str, page: int, size: int) -> Told | None:
    """One import, with the lines of a part of PARTS, or of all where it is "". None where there is none, or not for this actor."""
    if not decide(actor, READ):
        return None
    try:
        card, diff = import_log.get_import(number)
    except NoSuchImport:
        return None
    wanted = [(name, item) for name in PARTS if part in ("", name) for item in diff.get(name, ())]
    shown = [_line(name, item) for name, item in wanted[(page - 1) * size : page * size]]
    if card.kind == import_log.REGISTER:
        shown = _named(shown)
    return Told(card, shown, len(wanted))


def _line(part: str, item: str | Mapping[str, Any]) -> Line:
    """A line of a kept diff, which names firms and orders each in its own way."""
    if isinstance(item, str):
        return Line(part, item)
    return Line(
        part,
        key=item.get("licence_no") or item.get("ref", ""),
        about=item.get("name_vi") or item.get("name", ""),
        before=item.get("before", ""),
        after=item.get("after", ""),
        cells=tuple(CellChange(**cell) for cell in item.get("cells", ())),
        charges=tuple(Charge(**line) for line in item.get("lines", ())),
    )


def _named(lines: Iterable[Line]) -> list[Line]:
    """Firms that are told by their number alone get the name that the register gives them today."""
    told = list(lines)
    names = store.names_of([line.key for line in told if not line.about])
    return [line if line.about else replace(line, about=names.get(line.key, "")) for line in told]
