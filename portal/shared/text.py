"""How Vietnamese text is compared: one folding table for search, firm names, skills and licence numbers.

`nfc` keeps what a person typed (composed form, no invisible characters); `fold` is what two spellings are compared by:
no diacritics, đ→d, lower case; `words` are the folded syllables; `collation_key` sorts as a Vietnamese dictionary does.
"""

from __future__ import annotations

import re
import unicodedata

# Zero-width, bidi controls, soft hyphen, BOM: never part of a name, always a trick or an accident of copying.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_LETTERS_WITHOUT_MARKS = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"})
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng


def nfc(text: str) -> str:
    """The text as a person meant it: NFC, no invisible characters, single spaces, no spaces at the ends."""
    return _SPACE.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Lower case without diacritics: `Đào Viên` → `dao vien`. NFC and NFD of one text give the same result."""
    plain = INVISIBLE.sub("", text).translate(_LETTERS_WITHOUT_MARKS)
    apart = unicodedata.normalize("NFKD", plain)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)).casefold())


def words(text: str) -> list[str]:
    """The folded words of a text in order; `_` parts words as a space does."""
    return _WORD.findall(fold(text).replace("_", " "))


def compact(text: str) -> str:
    """Folded letters and digits only: `123/LĐTBXH-GP` → `123ldtbxhgp`. For codes, numbers and licence references."""
    return "".join(words(text))


def slug(text: str) -> str:
    """Folded words joined by dashes: `9030/BNV-GP` → `9030-bnv-gp`."""
    return "-".join(words(text))


def collation_key(text: str) -> str:
    """A key that sorts as a Vietnamese dictionary does, on every database: by letters (a ă â … d đ …), then by tones."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text).lower():
        apart = unicodedata.normalize("NFD", char)
        tone = next((c for c in apart if c in _TONES), "")
        letter = unicodedata.normalize("NFC", apart.replace(tone, "")) if tone else char
        place = _ALPHABET.find(letter)
        letters.append(f"{place + 10:02d}" if place >= 0 else "00")
        tones.append(str(_TONES.get(tone, 0)))
    return "".join(letters) + "." + "".join(tones).rstrip("0")
