"""A text as somebody who hides a number hopes it is not read: plain small letters and ASCII figures, each with its place.

Full-width, circled and foreign figures, letters that only look Latin, marks, invisible characters, letters with a space after
each, and whole numbers in kana, Hangul or Roman figures all become what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from portal.shared.text import INVISIBLE

_NO_MARKS = ("Mn", "Me", "Cf")
_ALIKE = str.maketrans(
    "đĐðƶƵøıаАеЕоОрРсСхХуУкКмМтТвВнНіІјЈѕЅӏԁɡɑοΟαΑεΕιΙκΚνΝρΡτΤυΥχΧβΒηΗζΖμΜбзЗ",
    "ddDzzoiaaeeooppccxxyykkmmttbbhhiijjssldgaooaaeeiikkvnppttuyxxbbhhzzmm633",
)
"""Letters of other scripts that look like these; б and З look like figures."""
_CJK = {char: str(number % 10) for number, char in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")}
_ABROAD = {
    "ぜろ": "0", "れい": "0", "まる": "0", "いち": "1", "に": "2", "さん": "3", "よん": "4", "し": "4", "ご": "5", "ろく": "6",
    "なな": "7", "しち": "7", "はち": "8", "きゅう": "9", "く": "9", "공": "0", "영": "0", "일": "1", "이": "2", "삼": "3",
    "사": "4", "오": "5", "육": "6", "륙": "6", "칠": "7", "팔": "8", "구": "9", "i": "1", "ii": "2", "iii": "3", "iv": "4",
    "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
}  # fmt: skip
_KANA = "ぜろ|れい|まる|いち|に|さん|よん|しち|し|ご|ろく|なな|はち|きゅう|く"
_HANGUL = "[공영일이삼사오육륙칠팔구]"
_ROMAN = "viii|vii|vi|iv|v|ix|iii|ii|i"
_WHOLE = re.compile(
    rf"(?:(?:{_KANA})[ 、・]?){{7,}}|(?:{_HANGUL}[ -]?){{8,}}|(?<![a-z])(?:(?:{_ROMAN})[ .,-]{{1,2}}){{6,}}(?:{_ROMAN})(?![a-z])"
)
_ONE = re.compile(f"{_KANA}|{_HANGUL}|{_ROMAN}")
_SPACED = re.compile(r"(?<![^ ])[a-z0-9@](?: [a-z0-9@.:_-]){3,}(?![^ ,;:!?])")


@dataclass(frozen=True)
class Flat:
    """`plain` is what is read; `places[i]` is where its character i stands in `text`."""

    text: str
    plain: str
    places: Sequence[int]

    def whence(self, start: int, end: int) -> tuple[int, int]:
        """The places in the text that this part comes from, with the marks that stand on its last character."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.text) and _unseen(self.text[last]):
            last += 1
        return first, last

    def written(self, start: int, end: int) -> str:
        """This part as it was written."""
        first, last = self.whence(start, end)
        return self.text[first:last]


def flat(text: str) -> Flat:
    """Read a text. The work grows with its length only."""
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if _unseen(char):
            continue
        said = _plain(char)
        plain.append(said)
        places += [place] * len(said)
    return _without_spaces(_figures(Flat(text, "".join(plain), places)))


def _unseen(char: str) -> bool:
    return not char.isascii() and (unicodedata.category(char) in _NO_MARKS or bool(INVISIBLE.match(char)))


def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in _CJK or "가" <= char <= "힣" or "ぁ" <= char <= "ゖ":
        return _CJK.get(char, char)
    apart = unicodedata.normalize("NFKD", char.translate(_ALIKE)).translate(_ALIKE).casefold()
    return "".join(" " if c.isspace() else c for c in apart if not unicodedata.combining(c))


def _figures(read: Flat) -> Flat:
    """Whole numbers in kana, Hangul and Roman figures, as figures."""
    plain, places, after = "", list[int](), 0
    for match in _WHOLE.finditer(read.plain):
        plain += read.plain[after : match.start()]
        places += read.places[after : match.start()]
        for one in _ONE.finditer(read.plain, *match.span()):
            plain += _ABROAD[one.group()]
            places.append(read.places[one.start()])
        after = match.end()
        plain += " "
        places.append(read.places[after - 1])
    return Flat(read.text, plain + read.plain[after:], [*places, *read.places[after:]])


def _without_spaces(read: Flat) -> Flat:
    """`g m a i l` as one word."""
    drop = {
        place
        for match in _SPACED.finditer(read.plain)
        for place in range(match.start(), match.end())
        if read.plain[place] == " "
    }
    kept = [place for place in range(len(read.plain)) if place not in drop]
    return Flat(read.text, "".join(read.plain[place] for place in kept), [read.places[place] for place in kept])
