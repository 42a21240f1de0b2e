"""What a company's name is made of: its legal form, its trade words, and the name that is its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from portal.firms.rules.characters import is_foreign
from portal.firms.rules.lexicon import CONNECTORS, LONGEST_PHRASE, SHORTENED, forms, in_vietnamese, trade
from portal.shared.text import fold, nfc

Role = Literal["form", "trade", "own"]

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
MAX_WORDS = 40


@dataclass(frozen=True)
class Word:
    """One word. `shown` as typed; `folded` without marks; `toneless` with its letters ă â đ ê ô ơ ư; `tone` "" to "6"."""

    shown: str
    folded: str
    toneless: str
    tone: str
    role: Role = "own"

    @property
    def exact(self) -> str:
        """Letters and tone; where the tone mark stands does not matter: hoà is hòa."""
        return self.toneless + self.tone

    @property
    def marked(self) -> bool:
        return self.exact != self.folded

    @property
    def foreign(self) -> bool:
        return any(is_foreign(char) for char in self.shown)


@dataclass(frozen=True)
class Name:
    """A parsed name. `forms` are codes of its legal form, said in Vietnamese or not; `all_words` keeps every word in
    order, abbreviations opened."""

    text: str
    forms: frozenset[str]
    all_words: tuple[Word, ...]
    vietnamese_form: bool = False

    @cached_property
    def core(self) -> tuple[Word, ...]:
        """Trade words and own words in order: what remains when the legal form is set aside."""
        return tuple(word for word in self.all_words if word.role != "form")

    @cached_property
    def own(self) -> tuple[Word, ...]:
        """The words of the own name. A name of nothing but trade words is, all of it, the firm's own."""
        return tuple(word for word in self.core if word.role == "own") or self.core

    @cached_property
    def trade_only(self) -> bool:
        """A name of trade words alone: “Nhân lực Quốc tế Việt Nam”."""
        return all(word.role == "trade" for word in self.core)

    @cached_property
    def trade(self) -> tuple[Word, ...]:
        """The words of its trade, in order, where it has an own name beside them."""
        return tuple(word for word in self.core if word.role == "trade") if not self.trade_only else ()

    @cached_property
    def key(self) -> str:
        """The core, folded: what two spellings of one name share."""
        return " ".join(word.folded for word in self.core)

    @cached_property
    def bag(self) -> tuple[str, ...]:
        """The words of the core whatever their order."""
        return tuple(sorted(word.folded for word in self.core))

    @cached_property
    def own_key(self) -> str:
        return " ".join(word.folded for word in self.own)

    @cached_property
    def trade_key(self) -> str:
        return " ".join(word.folded for word in self.trade)

    @cached_property
    def marked(self) -> bool:
        """Whether diacritics were typed; then they count, all of them."""
        return any(word.marked for word in self.core)


def word(text: str) -> Word:
    """A word of letters and digits taken apart."""
    lower = unicodedata.normalize("NFC", text).lower()
    letters, tone = [], ""
    for char in lower:
        apart = unicodedata.normalize("NFD", char)
        mark = next((c for c in apart if c in _TONES), "")
        tone += _TONES.get(mark, "")  # two tones on one syllable are no accident, and no syllable
        letters.append(unicodedata.normalize("NFC", apart.replace(mark, "")) if mark else char)
    return Word(shown=text, folded=fold(lower), toneless="".join(letters), tone=tone)


def parse(text: str) -> Name:
    """Take a name apart. At most the first 40 words are read; longer texts are no names."""
    words = [word(found) for found in _WORD.findall(nfc(text))[:MAX_WORDS]]
    opened: list[Word] = []
    for found in words:
        full = SHORTENED.get(found.folded)
        opened += [Word(part, fold(part), fold(part), "") for part in full.split()] if full else [found]
    codes: set[str] = set()
    vietnamese = False
    named: list[Word] = []
    place = 0
    while place < len(opened):
        length, role, code = _phrase(opened, place)
        named += [_as(found, role) for found in opened[place : place + length]]
        codes |= {code} if code else set()
        vietnamese = vietnamese or (
            bool(code) and in_vietnamese(tuple(w.folded for w in opened[place : place + length]))
        )
        place += length
    return Name(
        text=text, forms=frozenset(codes), all_words=tuple(_without_connectors(named)), vietnamese_form=vietnamese
    )


def _phrase(words: Sequence[Word], place: int) -> tuple[int, Role, str]:
    """The longest known phrase that begins here: its length, its role, its form's code."""
    folded = tuple(found.folded for found in words[place : place + LONGEST_PHRASE + 1])
    for length in range(len(folded), 0, -1):
        if (code := forms().get(folded[:length])) is not None:
            return length, "form", code
        if folded[:length] in trade():
            return length, "trade", ""
    return 1, "own", ""


def _as(found: Word, role: Role) -> Word:
    return Word(found.shown, found.folded, found.toneless, found.tone, role)


def _without_connectors(words: Sequence[Word]) -> list[Word]:
    return [
        found
        for place, found in enumerate(words)
        if not (
            found.folded in CONNECTORS
            and 0 < place < len(words) - 1
            and words[place - 1].role == words[place + 1].role == "trade"
        )
    ]
