"""A text as a row of words with their places: how free text is laid beside the dictionary.

Chinese characters, kana and hangul stand alone (溶接工 is three words), since those languages put no spaces between words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.shared.text import fold

_EASTERN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_EASTERN}]|[^\W_{_EASTERN}]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Below this share of marked words a text counts as typed without diacritics; ordinary Vietnamese has about 0.7.
BARE_SHARE = 0.15


@dataclass(frozen=True)
class Token:
    """A word: its place in the text, its folded form, and its exact form (lower case, tone written last)."""

    start: int
    end: int
    folded: str
    exact: str
    capital: bool

    @property
    def marked(self) -> bool:
        """It carries a diacritic."""
        return self.exact != self.folded


def exact_form(word: str) -> str:
    """Lower case with the tone moved to the end: `hòa` and `hòa` are one word, `hóa` is another."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(c for c in apart if c in _TONES)
    letters = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    return letters + tones


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text (already NFC) in order."""
    return tuple(Token(m.start(), m.end(), *_forms(m.group()), m.group()[0].isupper()) for m in _WORD.finditer(text))


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, str]:
    """Folded and exact form: people use few words many times."""
    return fold(word), exact_form(word)


def is_bare(tokens: tuple[Token, ...]) -> bool:
    """The text was typed without diacritics: hardly a word of several letters carries one."""
    letters = [t for t in tokens if len(t.folded) > 1 and t.folded.isalpha()]
    return bool(letters) and sum(t.marked for t in letters) < BARE_SHARE * len(letters)
