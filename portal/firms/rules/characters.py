"""Which characters of a typed name are there to deceive: foreign letters, digits as letters, characters no one sees."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Literal

from portal.shared.text import INVISIBLE, fold

Trick = Literal["foreign", "digits", "invisible"]

_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_VOWELS = "aăâeêioôơuưy"
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyzđ") | frozenset(
    unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in ("", *_MARKS)
)
ALPHABET = _LOWER | frozenset(letter.upper() for letter in _LOWER)

# Letters of other alphabets that the eye reads as Latin ones. Accents come off by folding.
_LATIN = str.maketrans(
    dict(
        pair
        for pairs in (
            "аaвbеeгrкkмmнhоoпnрpсcтtуyхxиuіiјjѕsһhԁdԛqԝwѵvзe",  # Cyrillic
            "αaβbεeηnιiκkμuνvοoπnρpσoτtυuχxωwγyζzϲcϳj",  # Greek
            "ıiɑaɡgɩiȷjꞁlɴnʀrʙbʜhʟlᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢz",  # Latin letters made for phonetics
            "օoսuհhոnցgզq",  # Armenian
        )
        for pair in zip(pairs[::2], pairs[1::2], strict=True)
    )
)
_CAPITALS = str.maketrans(dict(zip("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSABEZHIKMNOPTYX", strict=True)))
_LETTER_LIKE = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g"}
_SIGN_LIKE = {"@": "a", "$": "s", "!": "i", "|": "l", "€": "e", "£": "l"}
_JOINING = frozenset(_SIGN_LIKE)


def tricks(text: str) -> frozenset[Trick]:
    """The tricks found in a text as typed. Invisible characters at its two ends are an accident of copying."""
    found: set[Trick] = set()
    composed = unicodedata.normalize("NFC", text)
    inner = _trim(composed)
    if INVISIBLE.search(inner) or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") and not c.isspace() for c in inner):
        found.add("invisible")
    if any(is_foreign(c) for c in inner):
        found.add("foreign")
    if any(mixes_digits(word) for word in inner.split()):
        found.add("digits")
    return frozenset(found)


def words_with(text: str, trick: Trick) -> str:
    """The words of a text in which this trick is played; nothing for what cannot be seen."""
    words = unicodedata.normalize("NFC", text).split()
    if trick == "foreign":
        return " ".join(word for word in words if any(is_foreign(char) for char in word))
    return " ".join(word for word in words if mixes_digits(word)) if trick == "digits" else ""


def is_foreign(char: str) -> bool:
    """A letter, digit or combining mark that Vietnamese and English do without (the text being NFC)."""
    category = unicodedata.category(char)
    if category[0] == "L":
        return char not in ALPHABET and INVISIBLE.match(char) is None
    if category[0] == "N":
        return not char.isascii()
    return category[0] == "M" and INVISIBLE.match(char) is None


def undisguised(text: str) -> tuple[str, ...]:
    """What the eye is meant to read, folded: foreign letters and digits put back to the letters they imitate.

    A `1` may stand for l or i, so there may be two readings.
    """
    seen = unicodedata.normalize("NFC", text)
    visible = "".join(c for c in seen if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    latin = fold(fold(visible.translate(_CAPITALS)).translate(_LATIN))
    words = latin.split()
    readings = (
        " ".join(_as_letters(word, one) if mixes_digits(word) else word for word in words) for one in ("l", "i")
    )
    return tuple(dict.fromkeys(readings))


def _as_letters(word: str, one: str) -> str:
    table = {**_LETTER_LIKE, **_SIGN_LIKE, "1": one}
    return "".join(table.get(c, c) for c in word)


def mixes_digits(word: str) -> bool:
    """A letter touching a digit or a letter-like sign within one word: `B3n`, `L@u`; not `24/7` nor `LAU!`."""
    for left, right in pairwise(word):
        if left.isalpha() and (right.isdigit() or (right in _JOINING and not word.endswith(right))):
            return True
        if right.isalpha() and (left.isdigit() or left in _JOINING):
            return True
    return False


def _trim(text: str) -> str:
    while text and (text[0].isspace() or INVISIBLE.match(text[0])):
        text = text[1:]
    while text and (text[-1].isspace() or INVISIBLE.match(text[-1])):
        text = text[:-1]
    return text
