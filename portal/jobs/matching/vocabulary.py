"""The taxonomy as people and programs read it: skills with their words by script, what is near them, and how words find them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.content import service as content
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.papers import papers_in
from portal.jobs.matching.score_rules import FULL, covered
from portal.jobs.matching.weights import current_weights
from portal.shared.locales import Text
from portal.shared.text import fold, nfc

LONGEST = 100
"""Characters of a search that are read."""
MOST = 60
VIETNAMESE, KOREAN, JAPANESE, HAN, LATIN = "vi", "ko", "ja", "han", "latin"
SCRIPTS = (VIETNAMESE, JAPANESE, HAN, KOREAN, LATIN)
"""In what a word is written; `han`: Chinese characters, Japanese or Chinese; `latin`: English, German, or typed without marks."""
_KANA, _HANGUL, _HAN = re.compile("[぀-ヿ]"), re.compile("[가-힯]"), re.compile("[㐀-鿿]")
_MARKED = re.compile("[ăâđêôơưàáèéìíòóùúýãõẽĩũỹạ-ỹ]", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A way to say it, and the script it is written in."""

    text: str
    script: str


@dataclass(frozen=True)
class Near:
    """A skill that stands in for another; `strength` in 1/256. `because`: why it is near; None between occupations."""

    id: str
    strength: int
    because: Text | None = None

    @property
    def may_be_met(self) -> bool:
        """Who does it well enough counts as meeting what is asked; else it counts in part, however well it is done."""
        return covered(self.strength, FULL) >= current_weights().stated_met


@dataclass(frozen=True)
class SkillEntry:
    """A skill with everything the taxonomy says of it; `terms`: what it is called in a printed profile, by language, where that
    cannot be told from the words; `rarity` in hundredths. `isco08` was compared with no source; None
    where nobody has written one."""

    id: str
    name: Text
    sector: str
    rarity: int
    words: tuple[Word, ...]
    related: tuple[Near, ...]
    occupations: tuple[str, ...]
    """Occupations that make it likely."""
    certificates: tuple[str, ...]
    """Papers that speak for it, those that speak for it most first."""
    isco08: str | None
    terms: Mapping[str, str]


@dataclass(frozen=True)
class OccupationEntry:
    """An occupation with the skills it makes likely, its core first; `terms` and `isco08` as for a skill."""

    id: str
    name: Text
    sector: str
    words: tuple[Word, ...]
    skills: tuple[str, ...]
    related: tuple[Near, ...]
    isco08: str | None
    terms: Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """What a search names: skills, best first, and papers."""

    skills: tuple[str, ...]
    certificates: tuple[str, ...]


def script_of(text: str) -> str:
    """In which script this word is written, one of SCRIPTS."""
    if _HANGUL.search(text):
        return KOREAN
    if _KANA.search(text):
        return JAPANESE
    if _HAN.search(text):
        return HAN
    return VIETNAMESE if _MARKED.search(nfc(text)) else LATIN


@lru_cache(maxsize=1)
def skills() -> Mapping[str, SkillEntry]:
    """Every skill by id, in the order of the file."""
    dictionary, because = knowledge().dictionary, knowledge().near_because
    likely: dict[str, list[str]] = defaultdict(list)
    for occupation in dictionary.occupations.values():
        for skill in occupation.skills:
            likely[skill].append(occupation.id)
    papers: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for paper in dictionary.certificates.values():
        for skill, strength in paper.attests.items():
            papers[skill].append((-strength, paper.id))
    return {
        row["id"]: SkillEntry(
            row["id"], row["name"], row["sector"], row["rarity"], _words(row),
            _nearest(
                Near(other, strength, because[row["id"], other]) for other, strength in dictionary.neighbours(row["id"])[1:]
            ),
            tuple(likely[row["id"]]), tuple(id for _, id in sorted(papers[row["id"]])), _isco(row), row.get("terms", {}),
        )
        for row in (item.data for item in content.all_of("skill"))
    }  # fmt: skip


@lru_cache(maxsize=1)
def occupations() -> Mapping[str, OccupationEntry]:
    """Every occupation by id, in the order of the file."""
    dictionary = knowledge().dictionary
    return {
        row["id"]: OccupationEntry(
            row["id"], row["name"], row["sector"], _words(row), tuple(row["skills"]),
            _nearest(Near(o, near) for o in dictionary.occupations if (near := dictionary.related(row["id"], o))),
            _isco(row), row.get("terms", {}),
        )
        for row in (item.data for item in content.all_of("occupation"))
    }  # fmt: skip


@lru_cache(maxsize=1)
def sectors() -> Mapping[str, tuple[str, ...]]:
    """The skills of each sector, in the order of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in skills().values():
        found[entry.sector].append(entry.id)
    return {sector: tuple(ids) for sector, ids in found.items()}


@lru_cache(maxsize=4)
def edition(kind: str) -> str:
    """The edition of a list, a digest of all it says: another one means that something in it changed."""
    kinds = ("skill", "skill_relation") if kind == "skill" else (kind,)
    told = [sorted((item.id, item.data) for item in content.all_of(of)) for of in kinds]
    return hashlib.sha256(json.dumps(told, default=dict, sort_keys=True).encode()).hexdigest()[:16]


def find(text: str) -> Found:
    """The skills and papers that these words name, in any of the languages; then skills with a word that contains them, then
    those of an occupation that they name."""
    text = nfc(text)[:LONGEST]
    dictionary = knowledge().dictionary
    found = dict.fromkeys(f.id for f in read(text, "q", dictionary, ("skill",)))
    found |= dict.fromkeys(_holding(text))
    for finding in read(text, "q", dictionary, ("occupation",)):
        found |= dict.fromkeys(dictionary.occupations[finding.id].skills)
    papers = dict.fromkeys(paper.id for paper in papers_in(text, "q", dictionary))
    return Found(tuple(found)[:MOST], tuple(papers))


def _holding(text: str) -> Iterator[str]:
    """Skills of which a name or word holds these letters: two, or one Chinese character."""
    wanted = fold(text).strip()
    if len(wanted) < 2 and not _HAN.search(wanted):
        return
    for entry in skills().values():
        if any(wanted in fold(said) for said in (*entry.name.values(), *(word.text for word in entry.words))):
            yield entry.id


def _words(row: Mapping[str, Any]) -> tuple[Word, ...]:
    texts = (str(way["text"] if isinstance(way, Mapping) else way) for way in row["synonyms"])
    return tuple(Word(text, script_of(text)) for text in dict.fromkeys([*texts, *row.get("terms", {}).values()]))


def _isco(row: Mapping[str, Any]) -> str | None:
    return str(row["isco08"]["value"]) if row.get("isco08") else None


def _nearest(found: Iterable[Near]) -> tuple[Near, ...]:
    return tuple(sorted(found, key=lambda near: (-near.strength, near.id)))
