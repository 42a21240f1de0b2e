"""What other rooms say of a market or programme, as links: the procedures that lead there."""

from __future__ import annotations

from dataclasses import dataclass

from portal.content import service as content
from portal.content.item import Item
from portal.content.rules import AWAITING
from portal.web.shell.wording import pick

_BEFORE, _BACK, _EVERYONE = "before", "return", "everyone"


@dataclass(frozen=True)
class Procedure:
    """A procedure: its id and its title."""

    id: str
    title: str


@dataclass(frozen=True)
class Procedures:
    """The procedures that lead into a market or programme, and those of the way back from it."""

    before: tuple[Procedure, ...]
    back: tuple[Procedure, ...]


def procedures_for(market: str, programme: str | None = None) -> Procedures:
    """The procedures of this market or programme: its own first, then those that everybody walks.

    Where a programme has a way in of its own (EPS only through COLAB), the general ways in do not lead there.
    """
    own, general = _sorted(_BEFORE, market, programme)
    if programme is not None and own:
        general = [item for item in general if item.data.get("channel") == _EVERYONE]
    return Procedures(_named(own + general), _named(_sorted(_BACK, market, programme)[0]))


def _sorted(stage: str, market: str, programme: str | None) -> tuple[list[Item], list[Item]]:
    items = [item for item in content.all_of("procedure") if item.data.get("stage") == stage]
    own = [item for item in items if _leads_to(item, market, programme)]
    return own, [item for item in items if not (item.data.get("markets") or item.data.get("programmes"))]


def _named(items: list[Item]) -> tuple[Procedure, ...]:
    shown = ((item.id, content.shown(item)) for item in items)
    return tuple(
        Procedure(id, pick(node["title"])) for id, node in shown if node is not None and node["state"] != AWAITING
    )


def _leads_to(item: Item, market: str, programme: str | None) -> bool:
    """A procedure of named programmes leads to those alone; one that names markets only leads to all of theirs."""
    programmes = item.data.get("programmes", ())
    if programme is not None and programmes:
        return programme in programmes
    return market in item.data.get("markets", ())
