"""What in the text of a vacancy may not stand there, or must be looked at: lures, ways to reach somebody, unlawful requirements.

Pure: the patterns come as arguments. Every finding says where it stands, so that pages mark it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.shared import contact_details, phrases
from portal.shared.phrases import Pattern
from portal.shared.text import fold

Level = Literal["refuse", "highlight", "excusable"]
"""`excusable`: refused unless the employer writes why the law allows it, which a moderator then judges."""
CONTACT = "contact"
_SENTENCE_END = re.compile(r"[^\s/]+\.\s+\w+")


@dataclass(frozen=True)
class Screen:
    """A pattern with its name and what follows where it is found."""

    id: str
    level: Level
    pattern: Pattern


@dataclass(frozen=True)
class Passage:
    """A place in a text (from, to) that a pattern caught. `why` is the screen's id, or CONTACT."""

    start: int
    end: int
    why: str
    level: Level


def passages(text: str, screens: Sequence[Screen]) -> list[Passage]:
    """Everything that was caught, by place; the same reason once for overlapping places."""
    ways = [place for place in contact_details.find(text) if not _only_words(text[place.start : place.end], place.kind)]
    found = [Passage(place.start, place.end, CONTACT, "refuse") for place in ways]
    for start, end, number in phrases.caught(text, [screen.pattern for screen in screens]):
        found.append(Passage(start, end, screens[number].id, screens[number].level))
    return _apart(found)


def _only_words(quote: str, kind: str) -> bool:
    """“… ca. Có …” is the end of a sentence and no address; a word with marks is nobody's name on a messenger."""
    if kind == "link":
        return _SENTENCE_END.fullmatch(quote) is not None
    return kind == "messenger" and quote.isalpha() and quote.lower() != fold(quote)


def _apart(found: Iterable[Passage]) -> list[Passage]:
    """Overlapping places of one reason become one."""
    joined: list[Passage] = []
    for passage in sorted(found, key=lambda one: (one.why, one.start, one.end)):
        last = joined[-1] if joined else None
        if last is not None and last.why == passage.why and passage.start < last.end:
            joined[-1] = Passage(last.start, max(last.end, passage.end), last.why, last.level)
        else:
            joined.append(passage)
    return sorted(joined, key=lambda one: (one.start, one.end, one.why))
