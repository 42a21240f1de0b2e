"""A list that is narrowed by its address: which filters hold, which could not be understood, and where each link leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

from portal.shared.messages import Message
from portal.shared.problems import Problem

LONGEST = 200
SORT = "sort"


@dataclass(frozen=True)
class Tab:
    """A value one may narrow the list to: how many things it leaves, and where its link leads."""

    label: str
    count: int
    address: str
    here: bool


@dataclass(frozen=True)
class Chip:
    """A filter that holds, in words, and the list without it. `vietnamese`: a name that is not translated."""

    label: str
    address: str
    vietnamese: bool = False


@dataclass(frozen=True)
class Wanted:
    """The filters of a list: `asked` as typed, `held` those that were understood, `problems` the others, by field."""

    endpoint: str
    asked: Mapping[str, str]
    held: Mapping[str, str]
    problems: Sequence[Problem]
    usual_sort: str

    @property
    def narrowed(self) -> bool:
        """Whether anything but the sort was asked."""
        return any(text for name, text in self.asked.items() if name != SORT)

    def address(self, name: str, value: str = "") -> str:
        """This list with another value for one filter, from its first page."""
        kept = {**self.held, name: value}
        kept[SORT] = "" if kept[SORT] == self.usual_sort else kept[SORT]
        values: dict[str, Any] = {key: text for key, text in kept.items() if text}
        return url_for(self.endpoint, **values)

    def sorted(self, sort: str) -> Wanted:
        """The same, sorted otherwise."""
        return replace(self, held={**self.held, SORT: sort})

    def tab(self, name: str, value: str, label: str, count: int) -> Tab:
        """A link that narrows the list to this value."""
        return Tab(label, count, self.address(name, value), self.held[name] == value)

    def chips(self, said: Mapping[str, str], names: Collection[str] = ()) -> list[Chip]:
        """The filters that hold, as they are said in words, each with the way out of it; `names` are said in Vietnamese."""
        return [Chip(text, self.address(name), name in names) for name, text in said.items() if self.held[name]]


def typed(names: Sequence[str]) -> dict[str, str]:
    """What the address says of each filter, without characters that nobody can type or see; "" where nothing."""
    return {name: _clean(request.args.get(name, "")) for name in names}


def _clean(text: str) -> str:
    return "".join(char for char in text[: 10 * LONGEST] if char.isprintable()).strip()[:LONGEST]


def understood(
    endpoint: str, asked: Mapping[str, str], known: Mapping[str, str], unknown: Mapping[str, Message], usual_sort: str
) -> Wanted:
    """The filters that hold: `known` gives the meaning of each that has one, "" where it has none; others hold as typed.

    `unknown` says of each field that what stands there was not understood; such a filter does not hold.
    """
    problems = [Problem(name, unknown[name]) for name, held in known.items() if asked[name] and not held]
    held = {**asked, **known}
    return Wanted(endpoint, asked, {**held, SORT: held[SORT] or usual_sort}, problems, usual_sort)
