"""Which questions without results may be counted: short, of plain words, about no person, no firm and no number of anybody.

In doubt a question is not counted: what is lost is a hint for the word lists, what is spared may be a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from portal.search.rules.tokens import Token, clean, tokens
from portal.shared.contact_details import find

LONGEST = 60
MOST_WORDS = 8
MOST_DIGITS, LONGEST_NUMBER = 6, 4
"""Figures in all and in one number, the numbers of laws apart: a year has four; a phone, an identity card and a code that is
sent to a phone have more."""
_LAW = re.compile(r"(?<![\w/])\d{1,3}/(?:19|20)\d\d(?![\d])")
_MEETING_PLACES = frozenset(
    {"zalo", "facebook", "fb", "telegram", "viber", "whatsapp", "tiktok", "messenger", "wechat", "kakaotalk"}
)
"""Beside these a word is mostly what somebody calls themselves there."""
_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô dương đinh trịnh đoàn trương phùng vương triệu ngụy"
)
_ALSO_WORDS = "hồ lý mai tô cao lưu hà đào lương tạ châu quách thái lâm kiều tống từ la chu bạch nông giáp khổng mạc thân tăng âu viên"
"""Family names that are also words of many a question (`lương` is pay): only a middle name behind them tells."""
_MIDDLES = (
    "văn thị hữu đức ngọc minh xuân thanh quốc công đình quang hồng thu kim thế trọng bá duy gia khánh phương mỹ diệu bích "
    "tuấn anh hải tiến như mạnh việt bảo thúy cẩm ánh kiều diễm hoài"
)
_FIRM = frozenset({"cty", "tnhh", "jsc", "ltd", "corp", "inc"})
_FIRM_PAIRS = ("công ty", "cổ phần", "tập đoàn", "chi nhánh", "nghiệp đoàn")


def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    found = tokens(clean(text))
    return frozenset(token.folded for token in found), frozenset(token.exact for token in found)


_FAMILY, _FAMILY_EXACT = _words(_FAMILIES)
_ALSO, _ALSO_EXACT = _words(_ALSO_WORDS)
_MIDDLE, _MIDDLE_EXACT = _words(_MIDDLES)
_RUN_TOGETHER = re.compile(f"(?:{'|'.join(sorted(_FAMILY))})(?:{'|'.join(sorted(_MIDDLE))})[a-z]{{1,8}}")
_FIRM_WORDS = frozenset(tuple(token.folded for token in tokens(pair)) for pair in _FIRM_PAIRS)


def key_of(query: str) -> str:
    """The question as it is counted: its words in small letters, one space between; marks stay, they tell what was meant."""
    return " ".join(token.typed.casefold() for token in tokens(clean(query)))


def may_be_counted(query: str) -> bool:
    """Whether nothing in this question may tell of a person, a firm or how to reach somebody."""
    shown = clean(query).strip()
    found = tokens(shown)
    if not found or len(shown) > LONGEST or len(found) > MOST_WORDS:
        return False
    if any(map(_unseen, query)) or not all(map(_plain, shown)) or _has_number(shown) or find(shown):
        return False
    row = [token.folded for token in found]
    return _MEETING_PLACES.isdisjoint(row) and not _names_a_firm(row) and not _names_a_person(found)


def _unseen(char: str) -> bool:
    """A character that is not seen but changes what is: it hides a name from the rules, or turns one round."""
    return unicodedata.category(char) == "Cf" or (unicodedata.category(char) == "Cc" and not char.isspace())


def _has_number(shown: str) -> bool:
    """Figures that may be the number of somebody or a code."""
    figures = "".join("0" if unicodedata.digit(char, None) is not None else " " for char in _LAW.sub(" ", shown))
    return figures.count("0") > MOST_DIGITS or any(len(number) > LONGEST_NUMBER for number in figures.split())


def _plain(char: str) -> bool:
    """A letter, a mark, a figure, a space or a sign between words: no emoji, no signs of addresses."""
    return char in " -–/.,&+()'’?!" or unicodedata.category(char)[0] in "LMN"


def _names_a_firm(row: Sequence[str]) -> bool:
    return not _FIRM.isdisjoint(row) or any(pair in _FIRM_WORDS for pair in pairwise(row))


def _names_a_person(found: Sequence[Token]) -> bool:
    """A family name beside a middle name anywhere, run together too, or a question of two to four words that begins with a
    family name."""
    marked = any(token.marked for token in found)
    short = 2 <= len(found) <= 4
    if any(_RUN_TOGETHER.fullmatch(token.folded) for token in found):
        return True
    for place, (token, following) in enumerate(pairwise(found)):
        family = _is(token, _FAMILY, _FAMILY_EXACT, marked)
        named = family or _is(token, _ALSO, _ALSO_EXACT, marked)
        reversed_ = _is(token, _MIDDLE, _MIDDLE_EXACT, marked) and _is(following, _FAMILY, _FAMILY_EXACT, marked)
        if (family and short and place == 0) or (named and _is(following, _MIDDLE, _MIDDLE_EXACT, marked)) or reversed_:
            return True
    return False


def _is(token: Token, folded: frozenset[str], exact: frozenset[str], marked: bool) -> bool:
    """In a question with diacritics a word is what it says (`lệ` is no `Lê`); without any, what it may be."""
    return token.exact in exact if marked else token.folded in folded
