"""Phrases that are looked for in Vietnamese texts, as reviewed data writes them: with or without marks, some words apart.

A phrase is words with spaces between: `a|b` one of them, `đặt_cọc` words that belong together inside a choice, `x?` may be
missing, `N` a number, `M` one of at least 20, `*` up to three words, `**` up to eight. A word with marks is found without
them too, never with others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.shared.text import INVISIBLE, fold

FEW, SEVERAL = 3, 8
MUCH = 20
"""Millions a month that few jobs at home pay: “no experience needed” beside it is a lure, beside less it is a job."""
DENIED_WITHIN = 4
"""Words before a phrase, in the same clause, among which a denial turns it into its opposite."""
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*[^\W_]*|[^\W\d_]+|[^\w\s]|\n")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_GRAMMAR = re.compile(r"[NM]\??|\*\*?|[^\W\d_]+(?:_[^\W\d_]+)*(?:\|[^\W\d_]+(?:_[^\W\d_]+)*)*\??")
_LEADING = re.compile(r"[0-9]{1,9}")
_ENDS, _PAUSES = frozenset(".;!?…\n"), frozenset(",:()–—-/•+")


class BadPhrase(ValueError):
    """This is no phrase; the text says which part of it."""


@dataclass(frozen=True)
class Slot:
    """One place of a phrase: sequences of words of which one stands there, a number, or `gap` words of any kind."""

    choices: tuple[tuple[str, ...], ...] = ()
    number: bool = False
    optional: bool = False
    gap: int = 0
    least: int = 0
    """The number must be no smaller."""


Phrase = tuple[Slot, ...]


@dataclass(frozen=True)
class Pattern:
    """Phrases of one matter. `unless`: phrases that make it harmless where they stand in the same sentence. `deniable`:
    “không …” before it says the opposite."""

    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...] = ()
    deniable: bool = True


@dataclass(frozen=True)
class _Word:
    text: str
    plain: str
    start: int
    end: int
    clause: int
    sentence: int


@dataclass(frozen=True)
class Reading:
    """A text as words, with where each stands."""

    words: tuple[_Word, ...]


def phrase(text: str) -> Phrase:
    """The phrase that a line of data writes; BadPhrase."""
    slots = []
    for part in text.split():
        if not _GRAMMAR.fullmatch(part):
            raise BadPhrase(part)
        if part.startswith("*"):
            slots.append(Slot(gap=FEW if part == "*" else SEVERAL))
            continue
        optional, body = part.endswith("?"), part.removesuffix("?")
        choices = tuple(tuple(_key(word) for word in choice.split("_")) for choice in body.split("|"))
        if body in ("N", "M"):
            slots.append(Slot((), True, optional, least=MUCH if body == "M" else 0))
        else:
            slots.append(Slot(choices, False, optional))
    if not slots or slots[0].gap or slots[-1].gap or all(slot.optional for slot in slots):
        raise BadPhrase(text)
    return tuple(slots)


def read(text: str) -> Reading:
    """The words of a text (composed letters), without invisible characters."""
    clean, places = [], []
    for place, char in enumerate(text):
        if not INVISIBLE.match(char):
            clean.append(char)
            places.append(place)
    found: list[_Word] = []
    clause = sentence = 0
    for match in _TOKEN.finditer("".join(clean)):
        token = match.group()
        if token in _ENDS or token in _PAUSES:
            clause += 1
            sentence += token in _ENDS
        elif token[0].isalnum():
            start, end = places[match.start()], places[match.end() - 1] + 1
            found.append(_Word(_key(token), fold(token), start, end, clause, sentence))
    return Reading(tuple(found))


def pattern(sought: Sequence[str], unless: Sequence[str] = (), *, deniable: bool = True) -> Pattern:
    """The pattern that lines of data write; BadPhrase."""
    return Pattern(tuple(map(phrase, sought)), tuple(map(phrase, unless)), deniable)


def caught(text: str, sought: Sequence[Pattern]) -> Iterator[tuple[int, int, int]]:
    """Where these patterns stand in a text: from, to, and which of them, sentence by sentence."""
    for sentence, start in _sentences(text):
        reading = read(sentence)
        for number, one in enumerate(sought if reading.words else ()):
            places = [place for each in one.phrases for place in find(reading, each, deniable=one.deniable)]
            if places and not any(next(find(reading, each, deniable=False), None) for each in one.unless):
                yield from ((start + first, start + last, number) for first, last in places)


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a text with where each begins; a dot inside a number ends none."""
    start = 0
    for place, char in enumerate(text):
        after = text[place + 1 : place + 2]
        if char == "\n" or (char in ".;!?…" and not after.isalnum()):
            yield text[start : place + 1], start
            start = place + 1
    yield text[start:], start


def find(reading: Reading, sought: Phrase, *, deniable: bool = True) -> Iterator[tuple[int, int]]:
    """Where the phrase stands in the text (from, to). `deniable`: “không …” before it says the opposite, and is no match."""
    after = 0
    begins = None if sought[0].optional or sought[0].number else {_plain(choice[0]) for choice in sought[0].choices}
    for first, word in enumerate(reading.words):
        if (
            first < after
            or (begins is not None and word.plain not in begins)
            or (deniable and _denied(reading.words, first))
        ):
            continue
        last = _match(reading.words, first, sought, 0, reading.words[first].sentence)
        if last is not None and last > first:
            after = last
            yield reading.words[first].start, reading.words[last - 1].end


def _match(words: Sequence[_Word], place: int, sought: Phrase, slot: int, sentence: int) -> int | None:
    """Where the match ends (index after its last word), or None."""
    if slot == len(sought):
        return place
    wanted = sought[slot]
    if wanted.gap:
        tries = range(place, min(place + wanted.gap, len(words)) + 1)
        return next((end for at in tries if (end := _match(words, at, sought, slot + 1, sentence)) is not None), None)
    for length in _lengths(words, place, wanted, sentence):
        if (end := _match(words, place + length, sought, slot + 1, sentence)) is not None:
            return end
    return _match(words, place, sought, slot + 1, sentence) if wanted.optional else None


def _lengths(words: Sequence[_Word], place: int, wanted: Slot, sentence: int) -> Iterator[int]:
    if place >= len(words) or words[place].sentence != sentence:
        return
    if wanted.number:
        digits = _LEADING.match(words[place].text)
        if digits and int(digits[0]) >= wanted.least:
            yield 1
        return
    for choice in wanted.choices:
        there = words[place : place + len(choice)]
        if len(there) == len(choice) and all(_same(word, key) for word, key in zip(there, choice, strict=True)):
            yield len(choice)


def _same(word: _Word, key: str) -> bool:
    return word.text == key or (word.text == word.plain and word.plain == _plain(key))


def _denied(words: Sequence[_Word], first: int) -> bool:
    before = words[max(first - DENIED_WITHIN, 0) : first]
    return any(word.clause == words[first].clause and any(_same(word, key) for key in _DENIED) for word in before)


@lru_cache(maxsize=5_000)
def _plain(key: str) -> str:
    return fold(key)


def _key(word: str) -> str:
    """A word with its tone at the end, so that `hoà` and `hòa` are one."""
    apart = unicodedata.normalize("NFD", word.lower())
    tone = "".join(char for char in apart if char in _TONES)
    letters = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    return letters + tone


_DENIED = tuple(_key(denial) for denial in ("không", "chẳng", "miễn", "cấm", "khỏi", "chưa"))
