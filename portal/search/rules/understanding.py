"""What a person asked for: their words, mended where nobody ever wrote them, and what else each may be called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from portal.search.rules.correction import Frequency, correct
from portal.search.rules.lexicon import Lexicon, Meaning, Phrase
from portal.search.rules.readings import NONE, Readings
from portal.search.rules.tokens import Token, clean, tokens

LONGEST_TEXT = 200  # characters; a question of two lines
MOST_WORDS = 16
MOST_MENDED = 4
"""Unknown words that are looked into: each costs some hundred look-ups."""


@dataclass(frozen=True)
class Note:
    """One thing that was read otherwise than typed, to be said to the person; a `reading` is what editors agreed to."""

    kind: Literal["correction", "synonym", "former_place", "reading"]
    typed: str
    meant: str


@dataclass(frozen=True)
class Unit:
    """A word, or a known phrase with its meaning. `stop`: it need not be found."""

    typed: tuple[Token, ...]
    meaning: Meaning | None = None
    stop: bool = False

    @property
    def words(self) -> Phrase:
        """The folded words of the unit as typed."""
        return tuple(token.folded for token in self.typed)


@dataclass(frozen=True)
class Subject:
    """A country, province, programme or occupation that the question names, how to say it, and the question without it."""

    about: str
    typed: str
    show: str
    rest: str


@dataclass(frozen=True)
class Understood:
    """The units in order, what was read otherwise, and whether any diacritic was typed (then the exact form counts)."""

    text: str
    units: tuple[Unit, ...]
    notes: tuple[Note, ...]
    marked: bool

    def subjects(self) -> tuple[Subject, ...]:
        """What it names that has a kind of its own, in order."""
        return tuple(
            Subject(unit.meaning.about, _said(unit.typed), unit.meaning.show, self.without(place))
            for place, unit in enumerate(self.units)
            if unit.meaning and unit.meaning.about
        )

    def without(self, place: int) -> str:
        """The question without its unit at this place, in the words that were read."""
        left = [unit.typed for at, unit in enumerate(self.units) if at != place]
        return " ".join(_said(words) for words in left)


def understand(
    query: str, lexicon: Lexicon, frequency: Frequency, *, mend: bool = True, readings: Readings = NONE
) -> Understood:
    """What this query asks for. At most 200 characters and 16 words of it are read; any text is fine.

    `mend` False: words that nobody ever wrote stay as they are, and so do those that `readings` would read otherwise.
    """
    text = clean(query[: LONGEST_TEXT * 10])[:LONGEST_TEXT].strip()
    typed, notes = tokens(text)[:MOST_WORDS], list[Note]()
    if mend:
        read = readings.read(typed)
        mended, notes = _mend(read.words[:MOST_WORDS], lexicon, frequency)
        notes = [*(Note("reading", was, meant) for was, meant in read.instead), *notes]
    else:
        mended = typed
    units, more = _units(mended, lexicon)
    if all(unit.stop for unit in units):
        units = [replace(unit, stop=False) for unit in units]
    marked = any(token.marked for token in mended)
    return Understood(text, tuple(units), tuple(dict.fromkeys(notes + more)), marked)


def _mend(typed: list[Token], lexicon: Lexicon, frequency: Frequency) -> tuple[list[Token], list[Note]]:
    mended: list[Token] = []
    notes: list[Note] = []
    unknown = 0
    for i, token in enumerate(typed):
        if token.folded in lexicon.known or frequency(token.folded):
            mended.append(token)
            continue
        unknown += 1
        if unknown > MOST_MENDED:
            mended.append(token)
            continue
        before = mended[-1].folded if mended else ""
        after = typed[i + 1].folded if i + 1 < len(typed) else ""
        if meant := correct(token, before, after, frequency):
            mended += meant[: MOST_WORDS - len(mended)]
            notes.append(Note("correction", token.typed, " ".join(word.typed for word in meant)))
        else:
            mended.append(token)
    return mended, notes


def _units(typed: list[Token], lexicon: Lexicon) -> tuple[list[Unit], list[Note]]:
    units: list[Unit] = []
    notes: list[Note] = []
    marked = any(token.marked for token in typed)
    at = 0
    while at < len(typed):
        if entry := next(iter(lexicon.at(typed, at, bare=True)), None):
            own = tuple(typed[at : at + len(entry.words)])
            units.append(unit := Unit(own, entry.meaning, stop=entry.meaning.implied))
            if tuple(token.folded for token in tokens(entry.meaning.show)) != unit.words:
                kind: Literal["former_place", "synonym"] = "former_place" if entry.meaning.former else "synonym"
                notes.append(Note(kind, _said(own), entry.meaning.show))
        else:
            own = (typed[at],)
            units.append(Unit(own, stop=lexicon.is_stop(typed[at], marked)))
        at += len(own)
    return units, notes


def _said(words: Iterable[Token]) -> str:
    return " ".join(token.typed for token in words)
