"""A vacancy and a profile after reading: taxonomy ids instead of words, each with the field and the words it came from.

`start` is where the words begin in the text of the field as `portal.shared.text.nfc` writes it, which is how texts are
stored and brought in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as hidden

from portal.firms.rules.names import parse
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.languages import Level

PROOF = re.compile(
    r"\b(?i:chứng chỉ|chung chi|chứng nhận|bằng lái|bang lai|giấy phép|giay phep|thẻ an toàn)\b"
    r"|^(?:[Cc]ó )?[Bb]ằng\b|\b[Bb]ằng (?:[A-Z]\d?|hạng|nghề)|\b[Bb]ang (?:han|lai|hang|nghe)\b"
    r"|\b(?i:certificates?\b|certified\b|licen[cs]e)"
    r"|資格|免許|技能講習|자격증|면허|證照|执照|证书|Zertifikat|Führerschein|schein\b"
)
"""Words for a paper that proves a skill."""

LONGEST_NAME = 300


@dataclass(frozen=True)
class Held:
    """Something a profile shows: `level` 1..255 as `score_rules.skill_level`; `quote` stands in `field` word for word."""

    id: str
    level: int
    field: str
    quote: str
    stated: bool = True
    years: float | None = None
    proof: bool = False
    """Its field is, or speaks of, a certificate or a licence."""
    start: int = 0
    attested: bool = False
    """Nobody says it; a paper that is named speaks for it."""


@dataclass(frozen=True)
class Spoken:
    """A language a person speaks. Not `stated`: made likely by a long stay where it is spoken (`years` in `country`)."""

    language: str
    level: Level
    field: str
    quote: str
    stated: bool = True
    start: int = 0


@dataclass(frozen=True)
class Stay:
    """A time of work abroad or at home: ISO country and years."""

    country: str
    years: float
    field: str
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProfileReading:
    """What a profile says. `skills` and `occupations` hold the strongest evidence of each id."""

    facts: ProfileFacts
    skills: Mapping[str, Held]
    occupations: Mapping[str, Held]
    spoken: tuple[Spoken, ...]
    stays: tuple[Stay, ...]
    provinces: Mapping[str, str]
    """Province id → field that names it."""
    hides: frozenset[str] = frozenset()
    """Names of employers who never see this profile, as `employer_key` writes them."""
    evidence: Mapping[str, tuple[Held, ...]] = hidden(repr=False, default_factory=dict)
    """Skill id → all that the profile states of it or that its papers speak for, field by field."""
    papers: frozenset[str] = frozenset()
    """Ids of the certificates that it names."""
    words: Mapping[str, int] = hidden(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """A language a vacancy asks for."""

    language: str
    level: Level
    required: bool
    field: str
    quote: str
    strict: bool = False
    start: int = 0


@dataclass(frozen=True)
class Line:
    """One required or preferred line of a vacancy. `either`: one of the skills is enough ("A hoặc B")."""

    text: str
    field: str
    required: bool
    weight: int
    skills: tuple[str, ...] = ()
    either: bool = False
    asks: tuple[Ask, ...] = ()
    country: str | None = None
    proof: bool = False
    """It wants a certificate or a licence, not only the skill."""
    strict: bool = False
    """Nobody without it is ranked."""
    papers: tuple[str, ...] = ()
    """Ids of the certificates that it names."""
    words: Mapping[str, int] = hidden(repr=False, default_factory=dict)


@dataclass(frozen=True)
class VacancyReading:
    """What a vacancy asks. `occupations`: closeness 1..256 with which the title names each."""

    facts: VacancyFacts
    lines: tuple[Line, ...]
    occupations: Mapping[str, int]
    asks: tuple[Ask, ...]
    province: str | None
    employer: str = ""
    """Its employer as `employer_key` writes it."""
    words: Mapping[str, int] = hidden(repr=False, default_factory=dict)


def employer_key(name: str) -> str:
    """The name of an employer without marks and legal form: "Cty TNHH Hoà Phát" and "CÔNG TY TNHH HÒA PHÁT" are one."""
    return " ".join(word.folded for word in parse(name[:LONGEST_NAME]).core)
