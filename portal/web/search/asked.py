"""What the address of a search asks for, and the addresses of its neighbours: without a filter, with another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for

from portal.search.document import KINDS
from portal.search.engine import QuerySpec
from portal.search.rules.tokens import clean
from portal.search.rules.understanding import LONGEST_TEXT

FILTERS = ("market", "province", "sector")
"""What results can be narrowed by: country (ISO 3166), province of today, trade as the employer wrote it."""
SORTS = {"newest": "-posted", "wage": "-salary"}
SORTED = {"vacancy": ("newest", "wage"), "order": ("newest",)}
"""Which orders a kind of result knows, beside the best first."""
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Asked:
    """One search. `kind` and `sort` are "" for all kinds and the best first; `exact`: no word is mended."""

    query: str = ""
    kind: str = ""
    market: str = ""
    province: str = ""
    sector: str = ""
    sort: str = ""
    exact: bool = False

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters that were chosen."""
        return {name: (value,) for name in FILTERS if (value := getattr(self, name))}

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders that this kind of result knows."""
        return SORTED.get(self.kind, ())

    def spec(self, locale: str, page: int, limit: int) -> QuerySpec:
        """The question for the engine."""
        return QuerySpec(
            self.query,
            (self.kind,) if self.kind else (),
            locale,
            filters=self.filters,
            sort=SORTS[self.sort] if self.sort in self.sorts else "",
            facets=FILTERS,
            page=page,
            limit=limit,
            exact=self.exact,
        )

    def address(self, **changes: object) -> str:
        """The address of this search with some things otherwise, on its first page."""
        other = replace(self, **changes)  # type: ignore[arg-type]
        values = {"q": other.query, "kind": other.kind, **{name: getattr(other, name) for name in FILTERS}}
        values |= {"sort": other.sort if other.sort in other.sorts else "", "exact": "1" if other.exact else ""}
        return url_for("search.results", **{name: value for name, value in values.items() if value})


def asked(args: Mapping[str, str]) -> Asked:
    """What an address asks; a kind or an order that there is none of is left out, a filter nobody has finds nothing."""
    kind = args.get("kind", "")
    found = Asked(
        query=clean(args.get("q", "")[: LONGEST_TEXT * 2])[:LONGEST_TEXT],
        kind=kind if kind in KINDS else "",
        **{name: clean(args.get(name, "")[: LONGEST_VALUE * 2])[:LONGEST_VALUE] for name in FILTERS},
        exact=args.get("exact") == "1",
    )
    sort = args.get("sort", "")
    return replace(found, sort=sort if sort in found.sorts else "")
