"""Ways to reach somebody that stand in a free text: phone numbers in figures or words, addresses, links, names on messengers.

One rule for every text that strangers read before contact was agreed to. It is made for people who hide a number on purpose:
spaced, in full-width or circled figures, in words with or without marks, with the zero left out. Sums, dates, years and
licence numbers stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.shared.text import INVISIBLE

Kind = Literal["number", "email", "link", "messenger"]
MASK = "•••••"
FEWEST, MOST = 8, 15
"""Digits that may be a phone or identity number."""

_WORDS = {
    "khong": "0", "zero": "0", "oh": "0", "mot": "1", "one": "1", "hai": "2", "two": "2", "ba": "3", "three": "3",
    "bon": "4", "tu": "4", "four": "4", "nam": "5", "lam": "5", "five": "5", "sau": "6", "six": "6", "bay": "7",
    "seven": "7", "tam": "8", "eight": "8", "chin": "9", "nine": "9",
}  # fmt: skip
_BETWEEN = frozenset({"roi", "va", "tiep", "cham", "gach", "phay", "muoi", "tram", "linh", "le", "and", "then", "dot"})
"""Words that may stand between the figures of one number."""
_LOOKS_LIKE = str.maketrans("oil", "011")
_TOKEN = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z]+")
_GAP = 6
"""Characters that are neither letter nor figure, between two figures of one number."""
_MONEY = re.compile(
    r"[^0-9a-z]{0,3}(?:d|dong|vnd|trieu|tr|ty|nghin|ngan|k|yen|jpy|usd|do la|won|krw|twd|te|eur|euro|nguoi|people)(?![a-z])"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[ .,\u00a0][0-9]{3})+(?:[.,][0-9]{1,2})?")
_DAY = re.compile(
    r"(?<![0-9])(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])"
)
_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}[^0-9a-z]{1,5}){1,3}(?:19|20)[0-9]{2}")
_TLD = (
    r"(?:com|net|org|info|biz|vn|me|ly|link|app|xyz|top|site|online|shop|club|asia|io|gl|cc|tk|jp|kr|tw|de|co|page|dev)"
)
_DOT = r"(?: ?[.。] ?| cham | dot |\(dot\)|\[dot\]|\(\.\)|\[\.\])"
_AT = r"(?: ?@ ?| a cong |\(at\)|\[at\]| at (?=[a-z]+(?:\.| cham | dot )))"
_LOCAL = r"(?<![a-z0-9._%+-])[a-z0-9._%+-]"
_LABELS = r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
"""Lengths are bounded and begin at a word: no text of three thousand letters makes the search try again at each."""
_EMAIL = re.compile(
    rf"{_LOCAL}{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{1,4}}|{_LOCAL}{{3,64}}{_AT}(?:gmail|yahoo|hotmail|outlook|icloud)"
)
_MAILBOX = re.compile(rf"{_LOCAL}{{3,64}} ?(?:@|a cong|acong)? ?(?:gmail|yahoo|hotmail|outlook|icloud){_DOT}{_TLD}")
_LINK = re.compile(
    r"(?:https?|hxxps?) ?: ?/ ?/ ?\S+|(?<![a-z0-9])www ?\. ?\S+"
    rf"|(?<![a-z0-9.-]){_LABELS}(?: ?\. ?| cham | dot ){_TLD}(?![a-z0-9])(?: ?/ ?[^\s]+)?"
)
_NAMES = (
    r"z ?a ?l ?[o0]|t ?e ?l ?e(?: ?g ?r ?a ?m)?|viber|whats ?app|messenger|facebook|wechat|skype|tik ?tok|insta(?:gram)?"
    r"|kakao(?: ?talk)?"
)
_FILLER = r"(?: (?:cua|minh|em|toi|anh|chi|my|nick|ten|so|name|account|tai khoan|id|la|is))*"
_MESSENGER = re.compile(
    rf"(?<![a-z0-9])(?:(?:{_NAMES}|fb|ins|line|face)(?![a-z0-9]){_FILLER} ?[:=→>-]+ ?@?([a-z0-9][a-z0-9._-]{{2,}})"
    rf"|(?:{_NAMES}|fb)(?![a-z0-9]){_FILLER} @?((?=[a-z._-]*[0-9._-])[a-z][a-z0-9._-]{{3,}}|[a-z]{{8,}}(?![a-z])))"
)
"""After a colon any name counts; without one only what no Vietnamese syllable looks like."""
_HANDLE = re.compile(r"(?<![a-z0-9._%+-])@[a-z0-9_.]{3,}")


@dataclass(frozen=True)
class Found:
    """A place in the text (from, to) that tells how to reach somebody."""

    start: int
    end: int
    kind: Kind


def find(text: str) -> list[Found]:
    """Every way to reach somebody in this text, in order, none overlapping another."""
    plain, places = _flat(text)
    raw = [*_by(plain, _EMAIL, "email"), *_by(plain, _MAILBOX, "email"), *_by(plain, _LINK, "link")]
    raw += [*_by(plain, _MESSENGER, "messenger"), *_by(plain, _HANDLE, "messenger"), *_numbers(plain)]
    joined: list[Found] = []
    for start, end, kind in sorted(raw):
        first, last = places[start], places[end - 1] + 1
        if joined and first < joined[-1].end:
            joined[-1] = Found(joined[-1].start, max(last, joined[-1].end), joined[-1].kind)
        else:
            joined.append(Found(first, last, kind))
    return joined


def masked(text: str, mark: str = MASK) -> str:
    """The text with each of them covered."""
    found, after = "", 0
    for place in find(text):
        found += text[after : place.start] + mark
        after = place.end
    return found + text[after:]


def _by(plain: str, pattern: re.Pattern[str], kind: Kind) -> Iterator[tuple[int, int, Kind]]:
    for match in pattern.finditer(plain):
        start, end = match.span(match.lastindex or 0)
        end -= len(plain[start:end]) - len(plain[start:end].rstrip(" .,;:!?)”"))
        yield start, end, kind


def _flat(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain small letters and ASCII figures, and for each of its characters the place it comes from."""
    flat: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if INVISIBLE.match(char) or unicodedata.combining(char):
            continue
        digit = unicodedata.digit(char, None)
        if digit is not None:
            plain = str(digit)
        else:
            apart = unicodedata.normalize("NFKD", {"đ": "d", "Đ": "d"}.get(char, char)).casefold()
            plain = "".join(" " if c.isspace() else c for c in apart if not unicodedata.combining(c))
        flat.append(plain)
        places += [place] * len(plain)
    return "".join(flat), places


@dataclass
class _Run:
    """Figures that stand one after the other, perhaps as words."""

    start: int = 0
    end: int = 0
    digits: str = ""
    spelt: int = 0


def _numbers(plain: str) -> Iterator[tuple[int, int, Kind]]:
    left_out = _kept(plain)
    for run in _runs(plain, left_out):
        if _reaches(run, plain):
            start = run.start - 1 if run.start and plain[run.start - 1] == "+" else run.start
            yield start, run.end, "number"


def _kept(plain: str) -> list[tuple[int, int]]:
    """Days, years and sums, which are no numbers of anybody."""
    kept = [match.span() for pattern in (_DAY, _YEARS) for match in pattern.finditer(plain)]
    for match in _GROUPED.finditer(plain):
        before = plain[match.start() - 1] if match.start() else " "
        after = plain[match.end() : match.end() + 1]
        if not before.isdigit() and not after.isdigit() and _MONEY.match(plain, match.end()):
            kept.append(match.span())
    return kept


def _runs(plain: str, kept: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    run = _Run()
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        token = match.group()
        whole = start == 0 or not plain[start - 1].isdigit()
        digits = token if token.isdigit() else _as_digits(token, run, whole)
        if not token.isdigit() and not run.spelt and len(run.digits) > FEWEST:
            digits = ""  # a whole number in figures: “sau 18 giờ” behind it is a time
        if any(low <= start < high for low, high in kept):
            digits = ""
        if digits:
            if not run.digits:
                run.start = start
            run.end, run.digits = end, run.digits + digits
            run.spelt += not token.isdigit()
        elif run.digits and not (_is_gap(token) or token in _BETWEEN):
            yield run
            run = _Run()
    if run.digits:
        yield run


def _as_digits(token: str, run: _Run, whole: bool) -> str:
    if token in _WORDS and whole:
        return _WORDS[token]
    return token.translate(_LOOKS_LIKE) if run.digits and len(token) < 3 and set(token) <= set("oil") else ""


def _is_gap(token: str) -> bool:
    return not token[0].isalnum() and len(token) <= _GAP


def _reaches(run: _Run, plain: str) -> bool:
    """Whether this run may be dialled or names a person: by its length and how it begins."""
    digits, count = run.digits, len(run.digits)
    if not FEWEST <= count <= MOST + 15:
        return False
    if run.spelt >= FEWEST - 1 or (run.spelt and digits.startswith(("0", "84")) and count >= 9):
        return True
    international = plain[max(run.start - 2, 0) : run.start].strip().endswith("+")
    if digits.startswith("0") or international:
        return count >= FEWEST + (not international)
    if _MONEY.match(plain, run.end):
        return False
    return (digits.startswith("84") and count >= 10) or (digits[0] in "35789" and count == 9) or 10 <= count <= 12
