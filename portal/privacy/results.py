"""What the services of this room answer: plain values, nothing sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.privacy.rules.clocks import Clock
from portal.shared.messages import Message


@dataclass(frozen=True)
class Everything:
    """What is held of somebody at one moment, by matter (`table.column`), each row by column."""

    made_at: datetime
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(repr=False)


@dataclass(frozen=True)
class RequestView:
    """One request as its person and staff see it; `looks`: how often staff opened it."""

    ref: str
    kind: str
    state: str
    received_at: datetime
    clock: Clock
    asked: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)
    answered_at: datetime | None = None
    extended_at: datetime | None = None
    extended_for: str | None = None
    ended_at: datetime | None = None
    refused_for: str | None = None
    may_extend: bool = False
    account: str = ""


@dataclass(frozen=True)
class Left:
    """Somebody who left: since when, and what of them is still to be removed, as codes (`table.column`, `ranking`, `pages`)."""

    account: str
    cause: str
    hidden_at: datetime
    gone_by: datetime
    what: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True)
class ListView:
    """A list of people of an incident. `mine`: the reader asked for it, so another must approve it."""

    ref: str
    scope: str
    scope_ref: str
    scope_name: str
    since: datetime
    until: datetime
    asked_at: datetime
    people: int
    mine: bool
    approved_at: datetime | None
    taken_at: datetime | None


@dataclass(frozen=True)
class BreachView:
    """An incident as staff see it."""

    number: int
    detected_at: datetime
    opened_at: datetime
    tell_by: datetime
    late: bool
    what: str = field(repr=False)
    data: str = field(repr=False)
    measures: str = field(repr=False)
    told_at: datetime | None
    people_told_at: datetime | None
    closed_at: datetime | None
    lists: tuple[ListView, ...] = ()


@dataclass(frozen=True)
class Kept:
    """One line of how long what is kept: what, how long, and what ends it sooner."""

    what: Message
    how_long: Message
    why: Message
