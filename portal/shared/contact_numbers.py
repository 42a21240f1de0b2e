"""Figures one after the other that may be dialled or name a person: a telephone, an identity card, an account.

A run is what belongs together: figures, words for figures, letters that stand for figures, with a few signs between. Whether
it reaches somebody is told by its length, how it begins, how it is grouped and which words stand near. Sums, days, times,
sizes, standards and tax codes of firms stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

Span = tuple[int, int]
FEWEST = 8
"""Digits that may be a telephone or identity number."""
_WORDS = {
    "khong": "0", "khog": "0", "hok": "0", "kh0ng": "0", "hong": "0", "ko": "0", "zero": "0", "oh": "0", "mot": "1",
    "one": "1", "hai": "2", "two": "2", "ba": "3", "three": "3", "bon": "4", "tu": "4", "four": "4", "nam": "5", "lam": "5",
    "nham": "5", "five": "5", "sau": "6", "six": "6", "bay": "7", "seven": "7", "tam": "8", "eight": "8", "chin": "9",
    "nine": "9",
}  # fmt: skip
_BETWEEN = frozenset(
    [
        "roi",
        "va",
        "tiep",
        "cham",
        "gach",
        "ngang",
        "phay",
        "muoi",
        "tram",
        "linh",
        "le",
        "and",
        "then",
        "dot",
        "double",
        "triple",
    ]
)
"""Words that may stand between the figures of one number."""
_GLUED = re.compile(r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin){4,}")
_ONE_GLUED = re.compile(r"khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin")
_LOOKS_LIKE = str.maketrans("oilsbzgeq", "011582639")
_ZERO = ("o", "oo")
_TOKEN = re.compile(r"[0-9a-z]+|[^0-9a-z]+")
_FIGURES = re.compile(r"[0-9]+")
_PART = re.compile(r"[0-9]+|[a-z]+")
_GAP = 6
"""Characters that are neither letter nor figure, between two figures of one number."""
_MONEY = re.compile(
    r"[^0-9a-z]{0,3}(?:d|dong|vnd|trieu|tr|ty|nghin|ngan|k|yen|jpy|usd|do la|won|krw|twd|te|eur|euro|nguoi|people)(?![a-z])"
)
_UNIT = re.compile(r" ?(?:mm|cm|m|m2|m3|kg|g|tan|do|v|w|kw|hz|a|chiec|cai|san pham|gio|phut|thang|cuoi)(?![a-z0-9])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[ .,\u00a0][0-9]{3})+(?:[.,][0-9]{1,2})?")
_DAYS = (
    r"(?<![0-9/.-])(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[/-][01][0-9](?:[/-][0-3][0-9])?)(?![0-9])"
    r"|(?<![0-9/])[01]?[0-9][/.-](?:19|20)[0-9]{2}(?![0-9])|(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9:])"
    r"|(?:(?:19|20)[0-9]{2}[^0-9a-z]{1,5}){1,3}(?:19|20)[0-9]{2}(?![0-9])|(?<=:)(?:19|20)[0-9]{2}(?![0-9])"
)
_DAY = re.compile(_DAYS)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TAX = re.compile(
    r"(?<![a-z])(?:mst|ma so thue|ma so doanh nghiep|tax code)[ :]{1,3}([0-9]{10})(?:-[0-9]{3})?(?![0-9])"
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""The tenth digit of a tax code checks the first nine: a telephone number called a tax code is one only by chance, 1 in 11."""
_NEAR = (
    r"goi|sdt|dt|alo|phone|call|lien he|lien lac|lh|hotline|tel|zalo|viber|whats ?app|nguoc|cmnd|cccd|cmt|can cuoc|chung minh"
    r"|ho chieu|passport|stk|tai khoan(?! ke toan)|so (?:cua )?(?:em|e|toi|minh|nhat|dai|han)|di dong"
)
_BEFORE = re.compile(rf"(?<![a-z])(?:{_NEAR})(?![a-z])[^0-9•]{{0,25}}$")
_AFTER = re.compile(rf"[^0-9•]{{0,12}}(?<![a-z])(?:{_NEAR}|nhan tin|nghe may)(?![a-z])")
_REACH = 40
_PHONE = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}|840?[235789][0-9]{8}|0(?:10|70|80|90)[0-9]{8}|00[1-9][0-9]{8,12}")
_HALF = re.compile(
    r"(?<![a-z])(?:bat dau|dau|giua|duoi|cuoi|ket thuc|nua|con lai|so sau|phan sau|ghep)(?![a-z])[^0-9]{0,22}$"
)
_FARTHEST = 60
"""Characters between the two halves of a number."""
_DATE8 = re.compile(r"(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]|[0-3][0-9][01][0-9](?:19|20)[0-9]{2}")


@dataclass
class _Group:
    start: int
    end: int
    digits: str
    how: str
    """`figures`, `word`, `letters` (that look like figures) or `glued` (figures behind letters, as in part numbers)."""


@dataclass
class _Run:
    """Figures that stand one after the other."""

    groups: list[_Group] = field(default_factory=list)
    spelt: int = 0
    alike: int = 0

    def add(self, group: _Group) -> None:
        """Put it behind the others."""
        self.groups.append(group)
        self.spelt += len(group.digits) * (group.how == "word")
        self.alike += len(group.digits) * (group.how == "letters")

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end


def numbers(plain: str) -> Iterator[Span]:
    """Where numbers that reach somebody stand in a flat text."""
    runs = list(_runs(plain, _kept(plain)))
    for run in runs:
        if _reaches(run, plain):
            yield run.start - (plain[max(run.start - 1, 0) : run.start] == "+"), run.end
    yield from _split(list(map(_half, runs)), plain)


def without_days(plain: str) -> str:
    """The flat text without its days, times and years."""
    return _YEAR.sub("", _DAY.sub("", plain))


def _kept(plain: str) -> list[Span]:
    """Days, times, sums and tax codes, which are no numbers of anybody, in order."""
    kept = [match.span() for match in _DAY.finditer(plain)]
    for match in _GROUPED.finditer(plain):
        before, after = plain[max(match.start() - 1, 0) : match.start()], plain[match.end() : match.end() + 1]
        if not before.isdigit() and not after.isdigit() and _MONEY.match(plain, match.end()):
            kept.append(match.span())
    kept += [match.span() for match in _TAX.finditer(plain) if _is_tax_code(match[1])]
    return sorted(kept)


def _is_tax_code(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _TAX_WEIGHTS, strict=False))
    return 10 - total % 11 == int(digits[9])


def _runs(plain: str, kept: Sequence[Span]) -> Iterator[_Run]:
    run, waiting = _Run(), 0
    for match in _TOKEN.finditer(plain):
        start = match.start()
        while waiting < len(kept) and kept[waiting][1] <= start:
            waiting += 1
        held = waiting < len(kept) and kept[waiting][0] <= start
        groups = [] if held else _groups(match.group(), start, run)
        if not held and not groups and (_is_gap(match.group()) or match.group() in _BETWEEN):
            continue
        if run.groups and (not groups or groups[0].how == "glued"):
            yield run
            run = _Run()
        for group in groups:
            if group.how == "glued" and run.groups:
                yield run
                run = _Run()
            run.add(group)
    if run.groups:
        yield run


def _groups(token: str, start: int, run: _Run) -> list[_Group]:
    """The digits that this token stands for."""
    end = start + len(token)
    if token.isdigit():
        return [_Group(start, end, token, "figures")]
    if not token[0].isalnum() or not token.isascii():
        return []
    figure = any(char.isdigit() for char in token)
    if not figure and not run.spelt and sum(len(group.digits) for group in run.groups[-FEWEST - 1 :]) > FEWEST:
        return []  # a whole number in figures: “sau 18 giờ” behind it is a time
    if token in _WORDS:
        return [_Group(start, end, _WORDS[token], "word")]
    if _GLUED.fullmatch(token):
        return [_Group(start, end, "".join(_WORDS[one] for one in _ONE_GLUED.findall(token)), "word")]
    as_figures = token.translate(_LOOKS_LIKE)
    if as_figures.isdigit() and (
        figure or token in _ZERO or (run.groups and len(token) < 3 and set(token) <= set("oil"))
    ):
        return [_Group(start, end, as_figures, "letters")]
    joined = "".join(_FIGURES.findall(token))
    if _PHONE.fullmatch(joined):
        return [_Group(start, end, joined, "figures")]
    return [
        _Group(start + part.start(), start + part.end(), part.group(), "glued")
        for part in _PART.finditer(token)
        if figure and part.group().isdigit()
    ]


def _is_gap(token: str) -> bool:
    return len(token) <= _GAP and not any(char.isalnum() for char in token)


def _reaches(run: _Run, plain: str) -> bool:
    """Whether this run may be dialled or names a person."""
    digits, count = run.digits, len(run.digits)
    if count < FEWEST:
        return False
    if run.spelt >= FEWEST - 1 or (run.spelt and digits.startswith(("0", "84")) and count >= FEWEST + 1):
        return True
    if _is_telephone(run, plain):
        return True
    if any(_is_long(group, plain) for group in run.groups):
        return True
    if run.alike:
        return False
    if plain[max(run.start - 2, 0) : run.start].strip().endswith("+"):
        return True
    return _is_called(run, plain) or _lacks_zero(run, plain)


def _is_telephone(run: _Run, plain: str) -> bool:
    """Whether its first groups together are a telephone number with its first zero or its country; `0.35, 0.40 mm` is none."""
    if len(_signs(run, plain)) > 1 and _UNIT.match(plain, run.end):
        return False
    ends = set(accumulate(len(group.digits) for group in run.groups))
    match = _PHONE.match(run.digits)
    return match is not None and (match.end() in ends or (not run.alike and match.end() == 11 and 10 in ends))


def _signs(run: _Run, plain: str) -> set[str]:
    """What stands between its groups."""
    return {plain[one.end : other.start] for one, other in pairwise(run.groups)}


def _is_long(group: _Group, plain: str) -> bool:
    """Eight figures or more without anything between; not a day, and not a round sum."""
    digits = max(_FIGURES.findall(plain, group.start, group.end), key=len, default="")
    if len(digits) < FEWEST or (group.how != "figures" and len(digits) == FEWEST):
        return False
    round_sum = digits.endswith("000") and not digits.startswith("0")
    if len(digits) == FEWEST:
        return not round_sum and not _DATE8.fullmatch(digits)
    return not (round_sum and _MONEY.match(plain, group.end))


def _is_called(run: _Run, plain: str) -> bool:
    """Whether a word near it says that it is for calling, or for a person's papers."""
    if _MONEY.match(plain, run.end) and not run.digits.startswith("0"):
        return False
    near = _BEFORE.search(plain[max(run.start - _REACH, 0) : run.start]) or _AFTER.match(
        plain[run.end : run.end + _REACH]
    )
    return near is not None


def _lacks_zero(run: _Run, plain: str) -> bool:
    """`912 345 678`: three or four groups alike, as sizes never are."""
    parts = [group.digits for group in run.groups]
    signs = _signs(run, plain)
    if len(run.digits) != 9 or run.digits[0] not in "35789" or len(signs) != 1 or not signs <= {" ", ".", "-"}:
        return False
    if not all(2 <= len(part) <= 4 for part in parts) or all(part.endswith("0") for part in parts):
        return False
    return not _MONEY.match(plain, run.end) and not _UNIT.match(plain, run.end)


def _half(run: _Run) -> _Run:
    """The run without a word at its ends, where it is of figures: in “0912, sáu số sau 345678” there is no 6."""
    groups = run.groups
    if len(groups) > 1 and groups[0].how == "word" != groups[1].how:
        groups = groups[1:]
    if len(groups) > 1 and groups[-1].how == "word" != groups[-2].how:
        groups = groups[:-1]
    return _Run(groups)


def _split(runs: Sequence[_Run], plain: str) -> Iterator[Span]:
    """`đầu là 0912 … đuôi là 345678`: said to be parts of one number, two or three, and one number when put together."""
    parts = [run for run in runs if 2 <= len(run.digits) < FEWEST]
    said = [_HALF.search(plain[max(run.start - _REACH, 0) : run.start]) is not None for run in parts]
    for first in range(len(parts)):
        for last in range(first + 2, min(first + 4, len(parts) + 1)):
            near = all(other.start - one.end <= _FARTHEST for one, other in pairwise(parts[first:last]))
            if near and all(said[first:last]) and _is_whole(parts[first:last]):
                yield from ((part.start, part.end) for part in parts[first:last])


def _is_whole(parts: Sequence[_Run]) -> bool:
    digits = [part.digits for part in parts]
    whole = ("".join(digits), "".join(reversed(digits)))
    return any(_PHONE.fullmatch(one) or (len(one) == 9 and one[0] in "35789") for one in whole)
