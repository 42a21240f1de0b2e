"""What a card says of who somebody is, told so widely that at least five people could be meant.

A card has no name, phone, photo, birth date, sex, ethnicity, place or priority group. What is left (the trade, the country
worked in, a language) could still single somebody out, so it is widened step by step until enough others fit it too. Lines
that answer the vacancy's own questions stand beside it and are not counted: they say no more than that the job fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

FEWEST = 5
MOST_SKILLS = 3
"""Further skills that a card names; each only while the five still hold."""


@dataclass(frozen=True)
class Outline:
    """An occupation or only its sector, a country or only that it was abroad, a language with a CEFR rank or without."""

    occupation: str | None = None
    sector: str | None = None
    country: str | None = None
    abroad: bool = False
    language: str | None = None
    rank: int | None = None
    skills: tuple[str, ...] = ()


def wider(first: Outline) -> Iterator[Outline]:
    """This outline, then each wider one in turn, and at last one that says nothing."""
    steps: tuple[dict[str, Any], ...] = (
        {},
        {"rank": None},
        {"language": None},
        {"occupation": None},
        {"language": None, "occupation": None},
        {"country": None, "occupation": None},
        {"country": None, "occupation": None, "language": None},
        {"country": None, "occupation": None, "language": None, "sector": None},
        {"country": None, "occupation": None, "language": None, "sector": None, "abroad": False},
    )
    seen: set[Outline] = set()
    for step in steps:
        values = dict(step)
        if "language" in values:
            values["rank"] = None
        outline = replace(first, **values)
        if outline not in seen:
            seen.add(outline)
            yield outline
