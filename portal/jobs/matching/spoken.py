"""Which languages a person speaks, and which a text speaks of: claims, certificates, words in running text, long stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from portal.jobs.facts import LanguageClaim, ProfileFacts
from portal.jobs.matching.knowledge import Knowledge
from portal.jobs.matching.languages import Level
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.readings import Spoken
from portal.shared.text import fold, nfc

_TESTS = (
    ("ja", re.compile(r"\b(?:JLPT\s*)?N[1-5]\b|\bJFT\b", re.IGNORECASE)),
    ("ko", re.compile(r"\b(?:EPS-)?TOPIK\b(?:\s*I{1,2}\b)?(?:[\s:-]*\d)?", re.IGNORECASE)),
    ("zh", re.compile(r"\bHSK\s*\d|\bTOCFL(?:\s*[ABC][12]|\s*\d)?", re.IGNORECASE)),
    ("en", re.compile(r"\b(?:TOEIC|IELTS)\s*\d+(?:[.,]\d)?", re.IGNORECASE)),
    ("de", re.compile(r"\b(?:Goethe|telc|ÖSD)(?:[\s-]*\w+)?\s*[ABC][12]\b", re.IGNORECASE)),
)
_NOT_YET = re.compile(
    r"\b(?:(?:dang|moi|se|sap|muon|dinh|bat dau|tu) (?:on|hoc|luyen|thi|theo hoc)|on thi|luyen thi|chuan bi|muc tieu|co gang"
    r"|truot|rot|(?<!sua )chua|khong|muon|mong|studying|preparing|learning|failed|lerne)\b[^.;!?\n,()]*$"
)
_FAILED = re.compile(
    r"\s*\w{0,4}\s?(?:truot|rot|chua (?:dau|do|dat|thi|co)|dang (?:on|hoc)|hut|failed)\b|\s*(?:勉強中|준비|공부)"
)
_BUT = re.compile(r"\b(?:nhung|but|song|tuong duong|van)\b")
_CLAUSE = re.compile(r"[.;!?\n]")
_REACH = 36
STAY_RANKS = ((3.0, 2), (1.0, 1))
"""Years of work where a language is spoken → the CEFR rank that is likely: three years everyday talk, one year a start."""


def mentions(text: str, field: str, known: Knowledge) -> Iterator[Spoken]:
    """Languages with a level that a running text claims. Denied ones are left out."""
    text = nfc(text)
    for language, pattern in _TESTS:
        for found in pattern.finditer(text):
            if not _not_yet(text, found.start(), found.end()):
                level = known.levels.read(language, found.group())
                yield Spoken(language, level, field, found.group(), start=found.start())
    for finding in read(text, field, known.dictionary, ("language",)):
        if not finding.denied and not _not_yet(text, finding.start, finding.end):
            rest = _CLAUSE.split(text[finding.end : finding.end + _REACH])[0]
            quote = (finding.text + rest).strip(" ,")
            yield Spoken(finding.id, known.levels.read(finding.id, rest), field, quote, start=finding.start)


def _not_yet(text: str, start: int, end: int) -> bool:
    """What is being learnt, wished for, or was failed ("có N3, đang ôn N2"): not yet a level that somebody has."""
    before = _BUT.split(_CLAUSE.split(fold(text[max(0, start - _REACH) : start]))[-1])[-1]
    return bool(_NOT_YET.search(before) or _FAILED.match(fold(text[end : end + _REACH])))


def languages_of(facts: ProfileFacts, known: Knowledge) -> tuple[Spoken, ...]:
    """Every sign of a spoken language in a profile: what it claims first, then what a stay makes likely."""
    found = [_claim(claim, place, known) for place, claim in enumerate(facts.languages)]
    for field, text in _running_texts(facts):
        found += mentions(text, field, known)
    return (*found, *_likely_by_stay(facts, known))


def _claim(claim: LanguageClaim, place: int, known: Knowledge) -> Spoken:
    language = known.language_of(claim.language)
    field, quote = ("level", claim.level) if claim.level else ("language", claim.language)
    return Spoken(language, known.levels.read(language, claim.level, claim.test), f"languages[{place}].{field}", quote)


def _running_texts(facts: ProfileFacts) -> Iterable[tuple[str, str]]:
    yield "headline", facts.headline
    yield "summary", facts.summary
    yield from ((f"skills[{i}].name", skill.name) for i, skill in enumerate(facts.skills))
    yield from ((f"certificates[{i}]", text) for i, text in enumerate(facts.certificates))


def _likely_by_stay(facts: ProfileFacts, known: Knowledge) -> Iterator[Spoken]:
    years: dict[str, float] = {}
    for place, stint in enumerate(facts.experience):
        language = known.countries.get(stint.country.upper())
        if language is None:
            continue
        years[language] = years.get(language, 0) + stint.years
        rank = next((rank for floor, rank in STAY_RANKS if years[language] >= floor), None)
        if rank is not None:
            yield Spoken(language, Level(rank), f"experience[{place}].country", stint.country, stated=False)
