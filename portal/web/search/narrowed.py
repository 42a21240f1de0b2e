"""How a search can be narrowed and widened again: chips for what was understood and chosen, facets with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale

from portal.content import service as content
from portal.search.rules.understanding import Subject
from portal.shared.locales import SOURCE
from portal.web.search.asked import FILTERS, Asked
from portal.web.search.wording import FACET_NAMES, SUBJECTS
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import pick

MOST_OPTIONS = 12


@dataclass(frozen=True)
class Chip:
    """Something the search holds to: what kind of thing, how it is said in which language, the search without it."""

    what: str
    text: str
    lang: str
    without: str


@dataclass(frozen=True)
class Option:
    """One value of a facet in its language, how many results have it, and the address of the search narrowed by it."""

    text: str
    lang: str
    count: int
    address: str


@dataclass(frozen=True)
class Facet:
    """Results counted by one property, most frequent first."""

    name: str
    options: tuple[Option, ...]


def understood_chips(subjects: Iterable[Subject], asked: Asked) -> list[Chip]:
    """What the question names, each with the question without it (none where nothing would be left to ask)."""
    return [
        Chip(SUBJECTS[subject.about], subject.show, SOURCE, asked.address(query=subject.rest) if subject.rest else "")
        for subject in subjects
    ]


def chosen_chips(asked: Asked) -> list[Chip]:
    """The filters that were chosen."""
    return [
        Chip(FACET_NAMES[name], said := value_name(name, value), _lang(name, said, value), asked.address(**{name: ""}))
        for name in FILTERS
        if (value := getattr(asked, name))
    ]


def facets(counts: Mapping[str, Mapping[str, int]], asked: Asked) -> list[Facet]:
    """What the results may be narrowed by: each filter not yet chosen that tells them apart."""
    return [
        Facet(FACET_NAMES[name], _options(name, counts[name], asked))
        for name in FILTERS
        if not getattr(asked, name) and counts.get(name)
    ]


def value_name(name: str, value: str) -> str:
    """How a value is said: country and province by name, a trade as it was written."""
    kind = {"market": "market", "province": "province"}.get(name)
    item = content.find(kind, value) if kind else None
    if item is not None:
        return pick(item.data["name"])
    known = Locale.parse(current_locale()).territories if name == "market" else {}
    return str(known.get(value, value))


def _options(name: str, counts: Mapping[str, int], asked: Asked) -> tuple[Option, ...]:
    rows = [(value_name(name, value), count, value) for value, count in counts.items()]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return tuple(
        Option(text, _lang(name, text, value), count, asked.address(**{name: value}))
        for text, count, value in rows[:MOST_OPTIONS]
    )


def _lang(name: str, said: str, value: str) -> str:
    """The language a value is said in: trades stay as employers wrote them, and what is no value as it was typed."""
    return SOURCE if name == "sector" or said == value else current_locale()
