"""What a free text says: skills, occupations, languages and provinces, each with its place in the text.

Pure over a Dictionary. Longest phrase first; diacritics count where the writer typed them; a clause that denies a thing
("chưa biết …", "không nhận …") gives a finding that is marked as denied instead of being dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from portal.jobs.matching.dictionary import KINDS, Dictionary, Kind, Phrase
from portal.jobs.matching.tokens import Token, exact_form, is_bare, tokenise
from portal.shared.text import nfc

Strength = Literal["stated", "implied"]

_DENIERS = frozenset(
    {"chua", "khong", "chang", "ko", "hong", "hem", "kg", "no", "not", "never", "without", "nicht", "kein"}
)
_DENYING = frozenset(exact_form(word) for word in ("chưa", "không", "chẳng", "hông", "hổng"))
_NOT_DENYING = frozenset(
    {"chi", "nhung", "only", "ngai", "so", "qua", "han", "che"}
)  # không chỉ, không ngại, không quá
_BREAK = re.compile(r"[.;:!?\n,()]|\b(?:nhưng|nhung|but|song|còn|và|hoặc|tuy|mà|vẫn)\b", re.IGNORECASE)
_PAUSE = re.compile(r"[,.;:!?\n]")
_REACH = 5
_WISHES = frozenset({"muốn", "muon", "mong", "thích", "thich"})
_ADAPTS = frozenset({"thich ung", "thich nghi", "thich hop"})
_WISH_ENDS = re.compile(r"[.;:!?\n,()]|\b(?:nhưng|nhung|vì|từng|đã|nhờ|but|because)\b", re.IGNORECASE)
_WISH_REACH = 12
_MODEST = frozenset({"so so", "so bo", "chut it", "it nhieu", "co ban", "chut dinh", "phu", "basic", "lat vat", "vat"})


@dataclass(frozen=True)
class Finding:
    """One thing that a text says. `start`, `end` are character places in the text of `field`."""

    id: str
    kind: Kind
    start: int
    end: int
    field: str
    strength: Strength = "stated"
    denied: bool = False
    modest: bool = False
    """Said with a "sơ sơ", "cơ bản", "phụ": known a little."""
    wished: bool = False
    """Said as a wish ("muốn làm tổ trưởng"): what somebody wants is not yet what they can."""
    text: str = ""
    yields_to: frozenset[str] = frozenset()
    """Skills that, found elsewhere in the document, take this finding's place."""


def read(text: str, field: str, dictionary: Dictionary, kinds: Iterable[Kind] = KINDS) -> list[Finding]:
    """The findings of one field (text already NFC): each kind is read by itself, in the order of the text.

    A phrase that lies inside a longer one is not read; two that overlap ("thợ điện", "điện lạnh") both are.
    """
    tokens = tokenise(text)
    bare = is_bare(tokens)
    pauses = frozenset(i for i, (a, b) in enumerate(pairwise(tokens)) if _PAUSE.search(text, a.end, b.start))
    found: list[Finding] = []
    for kind in kinds:
        reached = 0
        for place in range(len(tokens)):
            hits = _longest(tokens, place, bare, dictionary, kind, pauses)
            if hits and place + len(hits[0].tokens) > reached:  # else it lies inside a longer phrase
                reached = place + len(hits[0].tokens)
                found.extend(_finding(phrase, tokens, place, text, field) for phrase in hits)
    places = [finding for finding in found if finding.kind == "province"]
    return [finding for finding in found if not any(_cut_from(finding, place) for place in places)]


def _cut_from(finding: Finding, place: Finding) -> bool:
    """These words are a piece of a place name ("làm Đồng" of "làm Đồng Nai")."""
    if finding.kind == "province" or not (finding.start < place.end and place.start < finding.end):
        return False
    return not (finding.start <= place.start and place.end <= finding.end)


def read_together(texts: Iterable[tuple[str, str]], dictionary: Dictionary) -> list[Finding]:
    """The findings of fields (field, text) that tell of one thing, such as one time of work: a general word is taken
    for the special thing that they name elsewhere (“thợ hàn” beside “sửa bo mạch” solders)."""
    found = [finding for field, text in texts for finding in read(nfc(text), field, dictionary)]
    said = {finding.id for finding in found if not finding.denied and not finding.yields_to}
    return [finding for finding in found if not finding.yields_to & said]


def _longest(
    tokens: tuple[Token, ...], place: int, bare: bool, dictionary: Dictionary, kind: Kind, pauses: frozenset[int]
) -> list[Phrase]:
    """The longest phrases of this kind that fit at this place (several things may share one phrase)."""
    hits: list[Phrase] = []
    for phrase in dictionary.starting_with(kind, tokens[place].folded):
        if hits and len(phrase.tokens) < len(hits[0].tokens):
            break
        if _fits(phrase, tokens, place, bare) and (phrase.pauses or pauses.isdisjoint(_inside(phrase, place))):
            hits.append(phrase)
    return hits


def _inside(phrase: Phrase, place: int) -> range:
    """The gaps between the words of this phrase, if it begins at this place."""
    return range(place, place + len(phrase.tokens) - 1)


def _fits(phrase: Phrase, tokens: tuple[Token, ...], place: int, bare: bool) -> bool:
    end = place + len(phrase.tokens)
    here = tokens[place:end]
    if len(here) < len(phrase.tokens) or (phrase.lower and here[0].capital):
        return False
    if not _same(phrase.tokens, here, bare):
        return False
    before = {t.folded for t in tokens[max(0, place - 2) : place]}
    after = {t.folded for t in tokens[end : end + 2]}
    return not (phrase.not_after & before or phrase.not_before & after)


def _same(asked: tuple[Token, ...], here: tuple[Token, ...], bare: bool) -> bool:
    """Do these words say the phrase? Typed diacritics must agree; missing ones are forgiven where that is safe.

    A single short Vietnamese word without its diacritics means too many things (may, han, mai), so it is not read
    from a bare text; in a text with diacritics a bare word of a longer phrase is a slip.
    """
    if any(a.folded != h.folded for a, h in zip(asked, here, strict=True)):
        return False
    if any(h.marked and a.exact != h.exact for a, h in zip(asked, here, strict=True)):
        return False
    slips = sum(a.marked and not h.marked for a, h in zip(asked, here, strict=True))
    return not slips or len(asked) > 1 or (bare and len(asked[0].folded) > 5)


def _finding(phrase: Phrase, tokens: tuple[Token, ...], place: int, text: str, field: str) -> Finding:
    end = place + len(phrase.tokens)
    start, stop = tokens[place].start, tokens[end - 1].end
    return Finding(
        phrase.id, phrase.kind, start, stop, field,
        denied=_denied(tokens, place, text),
        modest=_modest(tokens, place, end, text),
        wished=_wished(tokens, place, text),
        text=text[start:stop],
        yields_to=phrase.yields_to,
    )  # fmt: skip


def _denied(tokens: tuple[Token, ...], place: int, text: str) -> bool:
    """A denying word stands shortly before, in the same clause."""
    for back in range(1, _REACH + 1):
        if place - back < 0:
            return False
        word = tokens[place - back]
        if _BREAK.search(text, word.end, tokens[place].start):
            return False
        if _denies(tokens, place - back):
            following = tokens[place - back + 1] if back > 1 else None
            return following is None or following.folded not in _NOT_DENYING
    return False


def _denies(tokens: tuple[Token, ...], place: int) -> bool:
    """This word says no. “Chữa” (to mend) is not “chưa” (not yet), and neither is the “chua” of “sua chua”."""
    word = tokens[place]
    if word.folded not in _DENIERS or (word.marked and word.exact not in _DENYING):
        return False
    return word.folded != "chua" or word.marked or not place or tokens[place - 1].folded != "sua"


def _wished(tokens: tuple[Token, ...], place: int, text: str) -> bool:
    """A word of wishing stands before, in the same clause."""
    for back in range(1, min(_WISH_REACH, place) + 1):
        word = tokens[place - back]
        if _WISH_ENDS.search(text, word.end, tokens[place].start):
            return False
        if text[word.start : word.end].lower() in _WISHES and not _of_another_word(tokens, place - back):
            return True
    return False


def _of_another_word(tokens: tuple[Token, ...], place: int) -> bool:
    """A syllable of a word that wishes nothing: “giải thích” explains, “thích ứng” adapts."""
    before = tokens[place - 1].folded if place else ""
    after = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    return f"{before} {tokens[place].folded}" == "giai thich" or f"{tokens[place].folded} {after}" in _ADAPTS


def _modest(tokens: tuple[Token, ...], place: int, end: int, text: str) -> bool:
    if place and tokens[place - 1].folded == "phu" and text[tokens[place - 1].end : tokens[place].start].isspace():
        return True  # phụ thay khuôn: helped with it
    if end >= len(tokens) or _BREAK.search(text[tokens[end - 1].end : tokens[end].start].replace(" (", "")):
        return False
    one = tokens[end].folded
    two = f"{one} {tokens[end + 1].folded}" if end + 1 < len(tokens) else ""
    return one in _MODEST or two in _MODEST
