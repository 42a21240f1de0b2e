"""What the words of a text are, in the two forms that search compares: folded, and exact with its tone.

A document and a query are cut by the same functions. The exact form survives both placements of the tone (`hoà`,
`hòa`) and NFD; i and y at the end of an open syllable are one letter in both forms (`kỹ`, `kĩ`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from portal.shared.text import nfc, words

_WORD = re.compile(r"[^\W_]+")
_JOINING = re.compile(r"[\s\-–/_+&]*")  # what may stand between two words that are read as a pair
_I_OR_Y = re.compile(r"(?<=^[hklst])y$|(?<=^qu)y$")
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # huyền, hỏi, ngã, sắc, nặng
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
PAIR = "_"
EXACT = "="


@dataclass(frozen=True)
class Token:
    """One word where it stands: from `start` to `end` of the NFC text; `glued` says that it pairs with the next."""

    typed: str
    folded: str
    exact: str
    start: int = 0
    end: int = 0
    glued: bool = True

    @property
    def marked(self) -> bool:
        """True when the word was typed with at least one diacritic."""
        return self.exact != self.folded


def clean(text: str) -> str:
    """NFC text without control characters and lone surrogates, which neither an index nor a page can hold."""
    return nfc(_CONTROL.sub(" ", text).encode("utf-8", "ignore").decode("utf-8"))


@lru_cache(maxsize=50_000)
def folded_form(word: str) -> str:
    """The word without diacritics, i for y in an open syllable: `Kỹ` → `ki`, `Đức` → `duc`."""
    return _I_OR_Y.sub("i", "".join(words(word)))


@lru_cache(maxsize=50_000)
def exact_form(word: str) -> str:
    """The word with its vowels and its tone set apart: `hoà` and `hòa` → `hoa2`, `Đức` → `đưc5`, `lao` → `lao`."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    return _I_OR_Y.sub("i", plain) + tone


def tokens(text: str) -> list[Token]:
    """The words of an NFC text in order (see `clean`)."""
    found = []
    matches = list(_WORD.finditer(text))
    for i, match in enumerate(matches):
        if not (folded := folded_form(match[0])):
            continue
        after = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        glued = i + 1 < len(matches) and _JOINING.fullmatch(text, match.end(), after) is not None
        found.append(Token(match[0], folded, exact_form(match[0]), match.start(), match.end(), glued))
    return found


def pair(first: str, second: str) -> str:
    """The term of two folded words that stand side by side: a phrase at the price of a word."""
    return first + PAIR + second


def pairs(sequence: tuple[str, ...]) -> list[str]:
    """The pair terms of folded words in a row."""
    return [pair(a, b) for a, b in pairwise(sequence)]
