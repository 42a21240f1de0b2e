"""What is said of a vacancy and of a person, as plain values: the shape that readers fill and rankings compare.

Nothing here names a person: a record has no place for a name, gender, birth date, ethnicity or photo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class LanguageAsk:
    """A language that a vacancy asks for; `level` is free text in the words of `test` ("N3", "giao tiếp")."""

    language: str
    level: str = ""
    test: str | None = None
    required: bool = False


@dataclass(frozen=True)
class LanguageClaim:
    """A language that a person says they have; `level` is free text."""

    language: str
    level: str = ""
    test: str | None = None


@dataclass(frozen=True)
class SkillClaim:
    """A skill in the person's own words, and years of it."""

    name: str
    years: float | None = None


@dataclass(frozen=True)
class Stint:
    """A time of work: where (ISO 3166 country), as what, in which trade, how many years, doing what."""

    occupation: str
    country: str = ""
    sector: str = ""
    years: float = 0
    duties: str = ""


@dataclass(frozen=True)
class VacancyFacts:
    """A vacancy as its employer wrote it. Wages are VND a month; `experience_years` may be a fraction."""

    ref: str
    title: str
    employer: str = ""
    sector: str = ""
    province: str = ""
    description: str = ""
    skills_required: tuple[str, ...] = ()
    skills_preferred: tuple[str, ...] = ()
    languages: tuple[LanguageAsk, ...] = ()
    wage_min: int | None = None
    wage_max: int | None = None
    experience_years: float | None = None
    education: str | None = None
    positions: int = 1
    start_by: date | None = None
    deadline: date | None = None


@dataclass(frozen=True)
class ProfileFacts:
    """A person's profile in their own words. `provinces` are in order of wish; `expected_wage` is VND a month."""

    ref: str
    headline: str = ""
    summary: str = ""
    skills: tuple[SkillClaim, ...] = ()
    languages: tuple[LanguageClaim, ...] = ()
    experience: tuple[Stint, ...] = ()
    certificates: tuple[str, ...] = ()
    education: str | None = None
    provinces: tuple[str, ...] = ()
    relocate: bool = False
    expected_wage: int | None = None
    available_from: date | None = field(default=None)
