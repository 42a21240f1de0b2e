"""Which market or programme an address means, however it is spelt: `JP`, `nhat-ban`, `E9`, `SSW_1`; each has one right slug."""

from __future__ import annotations

from portal.content import service as content
from portal.content.editions import per_edition
from portal.shared.text import compact

_LONGEST = 80


def market_of(typed: str) -> str | None:
    """The code of the market that this code or name means, in any case, with or without marks and dashes."""
    return _markets().get(compact(typed[:_LONGEST]))


def programme_of(typed: str) -> tuple[str, str] | None:
    """The market's code and the id of the programme that this id means, in any case, with or without dashes."""
    return _programmes().get(compact(typed[:_LONGEST]))


@per_edition
def _markets() -> dict[str, str]:
    found: dict[str, str] = {}
    for item in content.all_of("market"):
        for name in (item.id, *item.data["name"].values()):
            found.setdefault(compact(name), item.id)
    return found


@per_edition
def _programmes() -> dict[str, tuple[str, str]]:
    return {compact(item.id): (item.data["market"], item.id) for item in content.all_of("programme")}
