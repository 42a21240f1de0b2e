"""Which words mean the same: synonyms, abbreviations, former names of provinces, and words that need not match.

A group of phrases that mean one thing is a concept with a term of its own (`#japan`). A document that holds any of the
phrases is indexed under it, so a question for one of them finds all of them at the price of a single term.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.search.rules.tokens import Token, clean, pairs, tokens

Phrase = tuple[str, ...]
CONCEPT = "#"
PROVINCE = "province"


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for: its concept's term, the terms of close ones, and how to say what was understood.

    `qualifier`: it narrows a question (a country, a programme) rather than being its matter (a trade, a fee).
    `implied`: everything here is about it, so that beside other words it need not be found.
    `former`: the name that a province once had; `term` is then the concept of the province that it now belongs to.
    `about`: country, province, programme or occupation, where it names one; else empty.
    """

    term: str
    show: str
    near: tuple[str, ...] = ()
    qualifier: bool = False
    implied: bool = False
    former: bool = False
    about: str = ""


@dataclass(frozen=True)
class Entry:
    """A phrase, word by word, and its meaning."""

    words: tuple[Token, ...]
    meaning: Meaning

    def matches(self, found: Sequence[Token], bare: bool) -> bool:
        """True when these words are the phrase: a mark must be the right one; with `bare`, none need be there."""
        return len(found) == len(self.words) and all(
            mine.folded == theirs.folded and (mine.exact == theirs.exact or (bare and not theirs.marked))
            for mine, theirs in zip(self.words, found, strict=True)
        )


@dataclass
class Lexicon:
    """Every entry by its first folded word, every word in one, and the stop words by exact and by folded form."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    stop_exact: set[str] = field(default_factory=set)
    stop_folded: set[str] = field(default_factory=set)

    def at(self, row: Sequence[Token], place: int, bare: bool) -> list[Entry]:
        """Every phrase that begins at this place, the longest first."""
        fitting = [
            entry
            for entry in self.entries.get(row[place].folded, ())
            if entry.matches(row[place : place + len(entry.words)], bare)
        ]
        return sorted(fitting, key=lambda entry: -len(entry.words))

    def concepts(self, row: Sequence[Token]) -> list[str]:
        """The concept terms of a document's words. In a text with diacritics a word without them is another word."""
        bare = not any(token.marked for token in row)
        return [entry.meaning.term for place in range(len(row)) for entry in self.at(row, place, bare)]

    def phrases(self) -> list[str]:
        """Every phrase that is known, as it is written."""
        found = (
            " ".join(token.typed for token in entry.words) for entries in self.entries.values() for entry in entries
        )
        return list(dict.fromkeys(found))

    def is_stop(self, token: Token, marked: bool) -> bool:
        """True when a result need not contain this word; `marked`: the question was typed with diacritics."""
        return (marked and token.exact in self.stop_exact) or (not token.marked and token.folded in self.stop_folded)

    def fingerprint(self) -> str:
        """A digest that changes with every word of the lexicon that documents are indexed by."""
        rows = sorted(
            f"{entry.meaning.term} {' '.join(token.exact for token in entry.words)}"
            for entries in self.entries.values()
            for entry in entries
        )
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def add(self, phrase: str, meaning: Meaning) -> None:
        """Let this phrase mean that."""
        if words := tuple(tokens(clean(phrase))):
            self.entries.setdefault(words[0].folded, []).append(Entry(words, meaning))
            self.known.update(token.folded for token in words)

    def term_of(self, phrase: str) -> str | None:
        """The concept of exactly this phrase, or None."""
        row = tokens(clean(phrase))
        return next((e.meaning.term for e in self.at(row, 0, False) if len(e.words) == len(row)), None)


def build(
    groups: Iterable[Mapping[str, Any]],
    stop_always: Iterable[str] = (),
    stop_marked: Iterable[str] = (),
    former_places: Iterable[tuple[str, str]] = (),
    places: Iterable[str] = (),
) -> Lexicon:
    """The lexicon of these groups (see content/search_synonyms.yaml), stop words, pairs (former, present name), provinces."""
    lexicon = Lexicon()
    groups = list(groups)
    for group in groups:  # twice: what is close to a group may be a later group
        _add_group(lexicon, group, ())
    near = {group["id"]: _near_terms(lexicon, group.get("near", ())) for group in groups}
    lexicon.entries.clear()
    for group in groups:
        _add_group(lexicon, group, near[group["id"]])
    for place in places:
        _add_place(lexicon, place)
    for former, present in former_places:
        _add_former(lexicon, former, present)
    for word in stop_always:
        lexicon.stop_folded.update(token.folded for token in tokens(word))
    for word in [*stop_always, *stop_marked]:
        lexicon.stop_exact.update(token.exact for token in tokens(word))
    return lexicon


def _add_group(lexicon: Lexicon, group: Mapping[str, Any], near: tuple[str, ...]) -> None:
    qualifier, implied = bool(group.get("qualifier")), bool(group.get("implied"))
    about = group.get("about", "")
    meaning = Meaning(CONCEPT + group["id"], group["same"][0], near, qualifier, implied, about=about)
    for phrase in group["same"]:
        lexicon.add(phrase, meaning)


def _near_terms(lexicon: Lexicon, phrases: Iterable[str]) -> tuple[str, ...]:
    terms: list[str] = []
    for phrase in phrases:
        row = tuple(token.folded for token in tokens(clean(phrase)))
        term = lexicon.term_of(phrase)
        terms += [term] if term else pairs(row) or list(row)
    return tuple(dict.fromkeys(terms))


def _add_place(lexicon: Lexicon, name: str) -> str:
    """The concept of a province by its name of today, made where no group has it."""
    term = lexicon.term_of(name)
    if term is None:
        term = CONCEPT + "-".join(token.folded for token in tokens(clean(name)))
        lexicon.add(name, Meaning(term, name, qualifier=True, about=PROVINCE))
    return term


def _add_former(lexicon: Lexicon, former: str, present: str) -> None:
    term = _add_place(lexicon, present)
    if lexicon.term_of(former) is None:
        lexicon.add(former, Meaning(term, present, qualifier=True, former=True, about=PROVINCE))
