"""What a company's name is made of: its legal form, its trade words, and the name that is its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Literal

from portal.firms.rules.characters import is_foreign
from portal.firms.rules.lexicon import CONNECTORS, LONGEST_PHRASE, MAY_STAND_FOR, SHORTENED, forms, in_vietnamese, trade
from portal.firms.rules.syllables import is_bare_syllable
from portal.shared.text import fold, nfc

Role = Literal["form", "trade", "own"]

_WORD = re.compile(r"[^\W_]+|&")
_INITIALS = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])")
_C_TY = re.compile(r"(?<![^\W_])c[./]? ?ty(?![^\W_])", re.IGNORECASE)
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
MAX_WORDS = 40
MOST_READINGS = 32


@dataclass(frozen=True)
class Word:
    """One word. `shown` as typed; `folded` without marks; `toneless` with its letters ă â đ ê ô ơ ư; `tone` "" to "6".

    An `opened` word was written as an abbreviation, so that nothing is known of its marks.
    """

    shown: str
    folded: str
    toneless: str
    tone: str
    role: Role = "own"
    opened: bool = False

    @property
    def exact(self) -> str:
        """Letters and tone; where the tone mark stands does not matter: hòa is hòa."""
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
        """The words of the core whatever their order, without “và”: whether it is left out depends on the order."""
        return tuple(sorted(word.folded for word in self.core if word.folded != "va"))

    @cached_property
    def own_key(self) -> str:
        return " ".join(word.folded for word in self.own)

    @cached_property
    def own_folded(self) -> tuple[str, ...]:
        return tuple(word.folded for word in self.own)

    @cached_property
    def core_folded(self) -> tuple[str, ...]:
        return tuple(word.folded for word in self.core)

    @cached_property
    def own_joined(self) -> str:
        return "".join(self.own_folded)

    @cached_property
    def brand(self) -> bool:
        """An own name without a word that can be read as a syllable: `SAVIHA`."""
        return not any(map(is_bare_syllable, self.own_folded))

    @cached_property
    def trade_key(self) -> str:
        return " ".join(word.folded for word in self.trade)

    @cached_property
    def trade_words(self) -> frozenset[str]:
        return frozenset(self.trade_key.split())

    @cached_property
    def marked(self) -> bool:
        """Whether diacritics were typed; then they count, all of them."""
        return any(word.marked for word in self.core)


@lru_cache(maxsize=20_000)
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
    words = [word(found) for found in written_words(text)]
    opened: list[Word] = []
    for found in words:
        full = SHORTENED.get(found.folded)
        opened += [Word(part, fold(part), fold(part), "", opened=True) for part in full.split()] if full else [found]
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


def written_words(text: str) -> list[str]:
    """The words as written, “&” among them; initials with dots are one word: `T.N.H.H` → `TNHH`, `C.ty` → `cty`."""
    joined = _INITIALS.sub(lambda found: found.group().replace(".", ""), nfc(text))
    return _WORD.findall(_C_TY.sub("cty", joined))[:MAX_WORDS]


def readings(text: str) -> Iterator[str]:
    """The text with letters that may stand for several phrases opened in every way, at most 32; none where it has none."""
    choices = [(word, *MAY_STAND_FOR.get(fold(word), ())) for word in written_words(text)]
    if any(len(choice) > 1 for choice in choices):
        yield from islice((" ".join(words) for words in product(*choices)), 1, MOST_READINGS)


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
    return Word(found.shown, found.folded, found.toneless, found.tone, role, found.opened)


def _without_connectors(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    for place, found in enumerate(words):
        if found.exact not in CONNECTORS:
            kept.append(found)
        elif not (0 < place < len(words) - 1 and any(map(_joins, (words[place - 1], words[place + 1])))):
            kept.append(Word(found.shown, "va", "va", "", found.role))
    return kept


def _joins(neighbour: Word) -> bool:
    return neighbour.role == "trade" or len(neighbour.folded) == 1
