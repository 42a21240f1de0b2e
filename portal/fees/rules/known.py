"""What was known of a rule on a day: which of its versions the site would have used then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any

Row = Mapping[str, Any]
_DAY = timedelta(days=1)


def known_rows(current: Iterable[Row], earlier: Iterable[Row], known_on: date | None) -> Mapping[str, Row]:
    """The row of each rule that was known on a day, by the id of the rule, in the order of `current`.

    `current` are the rows as they are written now (`known_from`, the day an editor recorded them); `earlier` are their former
    versions (`of` the rule, `known_from` to `known_to`, both days included). None: the rows as they are now. A rule that
    nobody knew on that day is left out.
    """
    rows = list(current)
    if known_on is None:
        return MappingProxyType({row["id"]: row for row in rows})
    versions = _by_rule(earlier)
    found = {row["id"]: _on(known_on, [row, *versions.get(row["id"], ())]) for row in rows}
    return MappingProxyType({id: {**row, "id": id} for id, row in found.items() if row is not None})


def mistakes(current: Iterable[Row], earlier: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Rules whose versions overlap, leave a gap, or cannot be dated: the id and one word: `overlap`, `gap`, `undated`, `orphan`."""
    rows, versions = list(current), _by_rule(earlier)
    for id in versions.keys() - {row["id"] for row in rows}:
        yield id, "orphan"
    for row in rows:
        every = [*versions.get(row["id"], ()), row]
        try:
            periods = sorted((_first(one), _last(one)) for one in every)
        except (KeyError, ValueError):
            yield row["id"], "undated"
            continue
        for (_, end), (start, _) in pairwise(periods):
            if start <= end:
                yield row["id"], "overlap"
            elif start > end + _DAY:
                yield row["id"], "gap"


def _by_rule(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["of"], []).append(row)
    return found


def _on(day: date, rows: Sequence[Row]) -> Row | None:
    return next((row for row in rows if _first(row) <= day <= _last(row)), None)


def _first(row: Row) -> date:
    return date.fromisoformat(row["known_from"])


def _last(row: Row) -> date:
    return date.fromisoformat(row["known_to"]) if "known_to" in row else date.max
