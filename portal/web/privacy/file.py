"""Everything about somebody as a file: JSON for machines, chapters of lines for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from portal.privacy.file_words import COLUMNS, PARTS
from portal.privacy.results import Everything
from portal.shared.messages import Message, show
from portal.shared.working_days import VIETNAM

Line = tuple[Message | str, str]


@dataclass(frozen=True)
class Chapter:
    """One part: its heading, and its rows as lines of a name and a value."""

    title: Message | str
    rows: Sequence[Sequence[Line]]


def as_json(found: Everything) -> str:
    """All of it, moments in UTC."""
    whole = {"site": "Bến Về", "made_at": found.made_at, "parts": found.parts}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain)


def chapters(found: Everything) -> list[Chapter]:
    """The parts that hold something, in the order in which they are named; then what has no name yet."""
    known = [matter for matter in PARTS if found.parts.get(matter)]
    others = [matter for matter, rows in found.parts.items() if rows and matter not in PARTS]
    return [
        Chapter(PARTS.get(matter, matter), [_lines(row) for row in found.parts[matter]]) for matter in [*known, *others]
    ]


def _lines(row: Mapping[str, Any]) -> list[Line]:
    """What a row says; columns without a value say nothing."""
    lines: list[Line] = [(_name(name), _value(value)) for name, value in row.items() if value not in (None, "", [], {})]
    return lines


def _name(column: str) -> Message | str:
    return COLUMNS.get(column, column)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Có") if value else _("Không"))
    if isinstance(value, datetime):
        return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return show(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_value(inner)}" for name, inner in value.items() if inner not in (None, "", []))
    if isinstance(value, list | tuple):
        return " · ".join(_value(inner) for inner in value)
    return str(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
