"""What is said of a vacancy and of a person, as plain values: the shape that readers fill and rankings compare.

Nothing here names a person: a record has no place for a name, gender, birth date, ethnicity or photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LanguageAsk:
    """A language that a vacancy asks for; `level` is free text in the words of `test` ("N3", "giao tiếp"). `strict`: nobody
    without it is ranked."""

    language: str
    level: str = ""
    test: str | None = None
    required: bool = False
    strict: bool = False


@dataclass(frozen=True)
class CertificateAsk:
    """A certificate or licence that a vacancy requires, in the employer's words. `strict`: nobody without it is ranked."""

    name: str
    strict: bool = False


@dataclass(frozen=True)
class LanguageClaim:
    """A language that a person says they have; `level` is free text; `taken` the ISO date of the certificate, "" for none."""

    language: str
    level: str = ""
    test: str | None = None
    taken: str = ""


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
    """A vacancy as its employer wrote it. Wages are VND a month; `experience_years` may be a fraction. `closed`: it takes
    nobody any more, whatever its `deadline` says."""

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
    certificates_required: tuple[CertificateAsk, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class ProfileFacts:
    """A person's profile in their own words. `provinces` are in order of wish; `expected_wage` is VND a month.

    `active`: the person looks for work; `consented`: and agreed to be ranked; `hidden_employers`: names of employers who
    never see this profile; `not_mine`: ids of the taxonomy that the person says are not theirs, whatever the texts seem to
    say (an id that names a skill and an occupation alike means both).
    """

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
    available_from: date | None = None
    active: bool = True
    consented: bool = True
    hidden_employers: tuple[str, ...] = ()
    not_mine: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a list of vacancies is narrowed by; empty means any. `wage` is the least wage (VND a month)."""

    text: str = ""
    province_id: str = ""
    sector: str = ""
    wage: int | None = None
