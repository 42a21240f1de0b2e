"""Which other firms have an address, a person's name or a phone number in common with this one, as the register stands?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from portal.firms import store
from portal.firms.cards import FirmCard, firm_card
from portal.firms.register_import import Provenance, provenance
from portal.firms.rules.links import Common, Shared
from portal.shared.clock import today

MOST = 12


@dataclass(frozen=True)
class Link:
    """Another firm as it stands on the day asked, and what the register writes the same of both.

    `listed_to`: the register no longer names it since this day, and what it said is of the time before; None while it does.
    """

    card: FirmCard
    shared: tuple[Shared, ...]
    listed_to: date | None


@dataclass(frozen=True)
class Links:
    """The other firms, those with most in common first, at most `MOST`; `total` counts all."""

    links: Sequence[Link]
    total: int


class _Kept:
    """What the firms of one version of the register say, kept in memory until another version is stored."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version: str | None = None
        self._common = Common({})

    def common(self, origin: Provenance | None) -> Common:
        """What they say, read again when there is a new version. Without a version nothing is kept."""
        if origin is None:
            return Common(store.said_of_firms())
        with self._lock:
            if self._version != origin.version:
                self._common, self._version = Common(store.said_of_firms()), origin.version
            return self._common


_kept = _Kept()


def links_of(firm_id: int, day: date | None = None) -> Links:
    """The firms that have something in common with this one, as they stand on a day; the rule is `rules.links`."""
    day = day or today()
    found = _kept.common(provenance()).shared_with(firm_id)
    firms = store.firms_by_id(list(found)[:MOST])
    links = [
        Link(firm_card(firms[other], day), tuple(shared), firms[other].unlisted_on)
        for other, shared in list(found.items())[:MOST]
        if other in firms
    ]
    return Links(links, len(found))
