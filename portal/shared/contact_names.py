"""Addresses, links, names on messengers and homes in a flat text: what reaches somebody and is no number.

A messenger that is only named stays (“biết chạy Facebook Ads”); what follows it is covered where it looks like the name of an
account, or where the text says that it is somebody's name there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from portal.shared.contact_flat import Flat

Kind = Literal["number", "email", "link", "messenger", "paper", "home"]
Part = tuple[int, int, Kind]
_TLD = r"(?:com|net|org|info|biz|vn|me|ly|link|app|xyz|top|site|online|shop|club|asia|io|gl|cc|tk|jp|kr|tw|de|co|page|dev|example)"
_CLEAR = r"(?:com|net|org|info|biz|vn|ly|app|xyz|online|shop|club|asia|jp|kr|tw|dev)"
"""Endings that no Vietnamese sentence begins with: “… được. Có …” is no address."""
_SOFTWARE = r"(?!(?:asp|vb|ado|node|next|vue|nuxt|react|express)\.(?:net|js|io)(?![a-z]))"
_DOT = r"(?: ?[.。] ?| cham | dot | ?[(\[{](?:dot|cham|\.)[)\]}] ?)"
_SPELT_AT = r"(?: a[ -]?(?:cong|moc|vong|xoan|tron|khoanh|kong) | ?[(\[{](?:at|@|a cong|a vong|a moc|cong)[)\]}] ?)"
_AT = rf"(?: ?@ ?|{_SPELT_AT}| at (?=[a-z]+(?:\.(?=[a-z])| cham | dot )))"
_LOCAL = r"(?<![a-z0-9._%+-])[a-z0-9._%+-]"
_LABELS = r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
"""Lengths are bounded and begin at a word: no text of three thousand letters makes the search try again at each."""
_BOX = r"(?:g ?mail|gmai|g[oi] ?me[oi]l?|yahoo|hotmail|outlook|icloud|proton ?mail|naver|hanmail|daum|qq|163)"
_MAIL_WORD = r"(?<![a-z])(?:e-?mail|g ?mail|mail|thu dien tu|hop thu)(?![a-z])"
_EMAILS = (
    rf"{_LOCAL}{{1,64}} ?@ ?[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{1,4}}",
    rf"{_LOCAL}{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,3}}{_DOT}{_TLD}(?![a-z0-9])",
    rf"{_LOCAL}{{3,64}}(?:{_AT}| cong ){_BOX}(?![a-z0-9])(?:{_DOT}{_TLD})?",
    rf"{_LOCAL}{{3,64}} ?(?:duoi )?{_BOX}{_DOT}{_TLD}",
    rf"{_MAIL_WORD}(?: (?:cua|em|e|toi|minh|la))*[ :]{{1,3}}((?:[a-z0-9._-]{{1,30}} ){{1,4}}(?:@|a |cong|duoi|at)[ a-z]{{0,12}}{_BOX})",
)
_LINKS = (
    r"(?:https?|hxxps?) ?: ?/ ?/ ?\S+(?: ?\. ?[a-z]{2,10}(?![a-z]))?",
    r"(?<![a-z0-9])www ?\. ?\S+",
    rf"(?<![a-z0-9])www [a-z0-9-]{{2,63}} {_TLD}(?![a-z0-9])",
    rf"(?<![a-z0-9.-]){_SOFTWARE}{_LABELS}(?:(?: ?[(\[{{]\.[)\]}}] ?|\.| cham | dot ){_TLD}| ?\. ?{_CLEAR})(?![a-z0-9])"
    r"(?: ?(?:/|gach cheo|xuyet|xet) ?[^\s]+)?",
    rf"(?<![a-z0-9.-])[a-z0-9-]{{1,63}}(?:(?: dot | cham )[a-z0-9-]{{2,63}}){{1,3}}(?<= |t|m|-|.)(?: dot | cham ){_TLD}(?![a-z0-9])",
    r"(?<![a-z0-9.-])[a-z0-9-]{1,63}\.(?!js|cs|ts|py|md|no|tv/|mm)[a-z]{2,4}/[a-z0-9@?=_-]{2,}\S*",
    rf"(?<![a-z0-9.-])[a-z0-9-]{{1,63}} gach (?:ngang|duoi|noi|giua) [a-z0-9-]{{1,63}}{_DOT}{_TLD}(?![a-z0-9])",
)
_FULL = (
    r"z[. ]?[a4@][. ]?l[. ]?[o0]+|t ?e ?l ?e(?: ?g ?r ?a ?m)?|viber|whats ?app|messenger|facebook|we ?chat|skype|tik ?tok"
    r"|insta(?:gram)?|kakao(?: ?talk)?|카톡|카카오|라인|위챗|微信|ライン|telegram"
)
_SLANG = (
    r"zl|zal|da lo|gia lo|zep lao|ze lo|tg|te le gram|ig|ins|line|face|fb|fay|phay ?buc|phay|pho bo|vx|wc|top top|tic toc|ka cao(?: toc)?"
    r"|mess|ib|inbox|nick|nich|discord|mail|g ?mail|e-?mail|ping|add|za"
)
"""Short or everyday words: only what looks like an account's name counts behind them, or a name that is said to be somebody's."""
_OWN = (
    r"(?:cua (?:em|e|minh|toi|anh|chi)|em|e|minh|toi|my|la|is|id|nick|ten|name|account|acc"
    r"|tai khoan|so|o|qua|tren|de|dat|ca nhan|rieng|chinh|moi|cu)"
)
_CUE = (
    rf"(?<![a-z0-9])(?:(?P<full>{_FULL})|(?P<slang>{_SLANG}))(?![a-z])"
    rf"(?P<own>(?:[ ,]{{1,2}}{_OWN}(?![a-z0-9])){{0,4}}) ?(?P<sign>[:=→>\"“”'/-]{{0,2}}) ?@?"
)
_MESSENGER = re.compile(_CUE)
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._#:-]{2,39}")
_SYLLABLE = r"(?:ngh|ng|nh|th|tr|ph|kh|gi|qu|ch|gh|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt](?![aeiouy]))?"
_GLUED = re.compile(rf"(?:{_SYLLABLE}){{2,5}}")
_BARE = re.compile(r"(?<![a-z0-9._-])(?=([a-z]{8,24}))\1((?:19[0-9]{2}|(?!20)[0-9]{2,4}))(?![a-z0-9])")
_LANE = r"(?:duong|pho|ngo|ngach|hem|kiet)"
_ENDING = re.compile(r"[.。] ([a-z]{2,7})$")
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_SHARE = re.compile(rf"[kh]?[0-9]{{1,4}}(?:/[0-9]{{1,4}}){{1,3}} (?!{_LANE} )(?=[a-z])")
_HANDLE = re.compile(r"(?<![a-z0-9._%+-])@ ?[a-z0-9_.]{3,}")
_WORD = re.compile(r"[^\W_]+")
_SURNAMES = frozenset(
    ["nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly",
     "dinh", "trinh", "truong", "mai", "ha", "cao", "luong", "luu", "dao", "to", "ta", "chu"]
)  # fmt: skip
_COMMON = frozenset(
    ["nguyen", "tran", "pham", "hoang", "huynh", "phan", "dang", "bui", "ngo", "duong", "trinh", "truong", "dinh"]
)
"""Surnames that are little else: some write theirs last."""
_PAPER = re.compile(r"(?<![a-z])(?:ho chieu|passport|cccd|cmnd)[^0-9•]{0,20}?(?<![a-z])([a-z] ?[0-9]{7,8})(?![0-9])")
_DOOR = (
    rf"(?:(?:so )?(?:nha )?(?:so )?[a-z]?[0-9]{{1,4}}[a-z]?(?:/[0-9]{{1,4}}[a-z]?){{0,3}},? {_LANE}(?![a-z])|{_LANE} [0-9]{{1,4}}"
    r"|[kh]?[0-9]{1,4}(?:/[0-9]{1,4}){1,3} [a-z])"
)
_REST = rf"[^,.;!?\n•]{{0,40}}(?:,? ?{_LANE} [^,.;!?\n•]{{1,30}}){{0,3}}"
_HOMES = (
    rf"(?<![a-z])(?:nha|tro|song|thue tro|em|toi|minh|dia chi(?: nha)?)(?: (?:em|toi|minh|rieng|dang|o|tro|song|thue|cua|tai|la|phong))*"
    rf"[ :,]{{1,3}}(?:o |tai |la )?({_DOOR}{_REST})",
    rf"(?<![a-z])(so nha [a-z]?[0-9]{{1,4}}[a-z]?(?:/[0-9]{{1,4}})*{_REST})",
)
_SIMPLE: tuple[tuple[re.Pattern[str], Kind], ...] = (
    *((re.compile(pattern), "email") for pattern in _EMAILS),
    *((re.compile(pattern), "link") for pattern in _LINKS),
    (_HANDLE, "messenger"),
    (_PAPER, "paper"),
    *((re.compile(pattern), "home") for pattern in _HOMES),
)


def names(read: Flat) -> Iterator[Part]:
    """Where addresses, links, names on messengers, papers and homes stand in a flat text."""
    for pattern, kind in _SIMPLE:
        for match in pattern.finditer(read.plain):
            start, end = match.span(match.lastindex or 0)
            end -= len(read.plain[start:end]) - len(read.plain[start:end].rstrip(" .,;:!?)”"))
            if not (_is_sentence if kind in ("email", "link") else _is_share)(read, start, end):
                yield start, end, kind
    for match in _BARE.finditer(read.plain):
        if _GLUED.fullmatch(match[1]):
            yield match.start(), match.end(), "messenger"
    for match in _MESSENGER.finditer(read.plain):
        yield from _accounts(read, match)


def _is_sentence(read: Flat, start: int, end: int) -> bool:
    """Whether a sentence begins where a domain would end: “đổi ca. Cơm trưa …”."""
    ending = _ENDING.search(read.plain, start, end)
    written = unicodedata.normalize("NFD", read.written(*ending.span(1))) if ending else ""
    return any(mark in written for mark in _VIETNAMESE_MARKS)


def _is_share(read: Flat, start: int, end: int) -> bool:
    """Whether the figures of a home are none: `15/20 phút` goes on with a small letter, `15/20 Núi Thành` with a name."""
    share = _SHARE.match(read.plain, start, end)
    return share is not None and not read.written(share.end(), share.end() + 1).isupper()


def _accounts(read: Flat, cue: re.Match[str]) -> Iterator[Part]:
    """What follows the name of a messenger, where it is an account or a person there."""
    start = cue.end()
    account = _ACCOUNT.match(read.plain, start)
    if account is None:
        return
    end = start + len(account.group().rstrip(".:-"))
    if _is_account(read.plain[start:end], bool(cue["full"])):
        yield start, end, "messenger"
    elif end_of_name := _person(read, cue, start):
        yield start, end_of_name, "messenger"


def _is_account(word: str, full: bool) -> bool:
    """Whether this is no word of a language: a name with figures or signs in it, or syllables without spaces."""
    letters = sum(char.isalpha() for char in word)
    if letters < 3 or not word.isascii():
        return False
    signs = any(char.isdigit() or char in "_#" for char in word)
    dotted = re.search(r"[a-z][.:][a-z0-9]|" + (r"[a-z]-[a-z0-9]" if full else r"[a-z]{3}-[a-z]{2}(?![a-z0-9])"), word)
    if signs or dotted:
        return len(word) >= (4 if full else 6)
    return len(word) >= 8 and _GLUED.fullmatch(word) is not None


def _person(read: Flat, cue: re.Match[str], start: int) -> int | None:
    """Where a person's name ends that begins here, None where none does."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(read.plain, start, min(start + 60, len(read.plain))):
        if len(words) == 5 or (words and read.plain[words[-1].end() : word.start()] not in (" ", ".", "-")):
            break
        words.append(word)
    capitals = 0
    while capitals < len(words) and _begins_large(read, words[capitals]):
        capitals += 1
    own, sign = cue["own"].split(), cue["sign"]
    said = bool(sign.strip("/-")) or not {"ten", "nick", "la"}.isdisjoint(own)
    family = words[0].group() in _SURNAMES or (capitals >= 2 and words[capitals - 1].group() in _COMMON)
    if capitals >= 2 and (said or family):
        return words[capitals - 1].end()
    belongs = {"em", "e", "minh", "toi", "id", "nick", "ten", "my"} & set(own)
    alone = len(words) == 1 and len(words[0].group()) >= 3 and not words[0].group().isdigit()
    if sign and ((belongs and words) or (cue["full"] and alone)):
        return words[min(len(words), 3) - 1].end()
    return None


def _begins_large(read: Flat, word: re.Match[str]) -> bool:
    first = read.written(word.start(), word.start() + 1)[:1]
    return first.isupper() or (first.isdigit() and word.end() - word.start() <= 4)
