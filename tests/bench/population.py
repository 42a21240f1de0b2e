"""Invented people and vacancies in any number: the same ones for the same number, skills and trades by Zipf's law, 34 provinces.

A few thousand are written in words and read as any text is. The others take the skills and words of one of those and draw the
rest anew: places, wage, dates, states, levels, and which of the skills are left out. So texts need not be read a million times.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.content import service as content
from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.score_rules import FULL

DAY = date(2027, 1, 1)
LANGUAGES = {"JP": ("ja", ("N5", "N4", "N3", "N2", "N1")), "KR": ("ko", ("TOPIK 1", "TOPIK 2", "TOPIK 3", "TOPIK 4")),
             "TW": ("zh", ("TOCFL A1", "TOCFL A2", "TOCFL B1")), "DE": ("de", ("A2", "B1", "B2"))}  # fmt: skip
SHARE_OF_COUNTRIES = (50, 25, 20, 5)
WRITTEN = 4_000
"""People, and as many vacancies, that are written in words."""


@dataclass(frozen=True)
class World:
    """What there is to be drawn from."""

    trades: Sequence[tuple[str, Sequence[str]]]
    """Names of occupations with the names of their likely skills."""
    skills: Sequence[str]
    provinces: Sequence[tuple[str, str]]


def world() -> World:
    """The taxonomy's own names."""
    skills = {item.id: item.data for item in content.all_of("skill")}
    names = {id: [row["name"]["vi"], *row["synonyms"][:3]] for id, row in skills.items()}
    words = [name if isinstance(name, str) else str(name["text"]) for id in sorted(names) for name in names[id][:1]]
    trades = [
        (str(item.data["name"]["vi"]), [str(skills[id]["name"]["vi"]) for id in item.data["skills"]])
        for item in content.all_of("occupation")
    ]
    provinces = [(item.id, str(item.data["name"]["vi"])) for item in content.all_of("province")]
    chance = random.Random(1)
    chance.shuffle(words)
    chance.shuffle(trades)
    return World(trades, words, provinces)


def _zipf(chance: random.Random, things: Sequence[object]) -> int:
    """A place from 0, each half as likely at twice the place."""
    return min(int(len(things) ** chance.random()) - 1, len(things) - 1)


def person(number: int, of: World) -> ProfileFacts:
    """Somebody, by their number."""
    chance = random.Random(f"person {number}")
    trade, likely = of.trades[_zipf(chance, of.trades)]
    country = chance.choices(list(LANGUAGES), SHARE_OF_COUNTRIES)[0]
    language, levels = LANGUAGES[country]
    own = chance.sample(list(likely), min(len(likely), chance.randint(1, 4)))
    more = [of.skills[_zipf(chance, of.skills)] for _ in range(chance.randint(1, 5))]
    skills = [SkillClaim(name, chance.choice((None, 1, 2, 3, 5))) for name in dict.fromkeys([*own, *more])]
    years = chance.choice((1, 2, 3, 3, 3, 5))
    return ProfileFacts(
        ref=f"p{number}",
        headline=f"{trade}, {years} năm",
        summary=f"Em làm {trade.lower()} ở nước ngoài {years} năm, biết {', '.join(s.name for s in skills[:3])}.",
        skills=tuple(skills),
        languages=(LanguageClaim(language, chance.choice(levels)),) if chance.random() < 0.8 else (),
        experience=(Stint(trade, country, "", years, ", ".join(own)),),
        provinces=tuple(name for _, name in chance.sample(list(of.provinces), chance.choice((0, 1, 1, 1, 2, 3)))),
        relocate=chance.random() < 0.25,
        expected_wage=chance.choice((None, *range(7_000_000, 26_000_000, 500_000))),
        available_from=DAY + timedelta(chance.randint(-90, 240)) if chance.random() < 0.7 else None,
        active=chance.random() < 0.9,
        consented=chance.random() < 0.8,
    )


def offer(number: int, of: World) -> VacancyFacts:
    """A vacancy, by its number."""
    chance = random.Random(f"offer {number}")
    trade, likely = of.trades[_zipf(chance, of.trades)]
    language, levels = LANGUAGES[chance.choices(list(LANGUAGES), SHARE_OF_COUNTRIES)[0]]
    own = chance.sample(list(likely), min(len(likely), chance.randint(1, 4)))
    more = [of.skills[_zipf(chance, of.skills)] for _ in range(chance.randint(0, 3))]
    low = chance.randrange(7_000_000, 18_000_000, 500_000)
    asks = (
        (LanguageAsk(language, chance.choice(levels), required=chance.random() < 0.5),) if chance.random() < 0.6 else ()
    )
    silent = ("chịu khó theo ca", "nhanh nhẹn cẩn thận", "có xe đi lại")
    return VacancyFacts(
        ref=f"v{number}",
        title=trade,
        employer=f"Công ty {number % 5_000}",
        sector=trade.split()[0],
        province=chance.choice(of.provinces)[1],
        description=f"Tuyển {trade.lower()}. {'. '.join(own)}.",
        skills_required=tuple(dict.fromkeys(own)),
        skills_preferred=tuple(dict.fromkeys([*more, *([chance.choice(silent)] if chance.random() < 0.2 else [])])),
        languages=asks,
        wage_min=low,
        wage_max=low + chance.randrange(0, 10_000_000, 500_000),
        experience_years=chance.choice((None, 1, 2, 3)),
        start_by=DAY + timedelta(chance.randint(-30, 120)) if chance.random() < 0.6 else None,
    )


class People:
    """The readings of so many people, each by its number."""

    def __init__(self, count: int, matcher: Matcher, of: World) -> None:
        self._count = count
        self._written = [matcher.read_profile(person(number, of)) for number in range(min(count, WRITTEN))]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ProfileReading]:
        return map(self.__getitem__, range(self._count))

    def __getitem__(self, number: int) -> ProfileReading:
        if not 0 <= number < self._count:
            raise IndexError(number)
        written = self._written
        if number < len(written):
            return written[number]
        chance = random.Random(f"another {number}")
        like, elsewhere = written[number % len(written)], written[chance.randrange(len(written))]
        skills = {
            id: replace(held, level=min(FULL, max(1, held.level + chance.randint(-20, 20))))
            for id, held in like.skills.items()
            if chance.random() < 0.85
        }
        wage = chance.choice((None, *range(7_000_000, 26_000_000, 100_000)))
        facts = replace(elsewhere.facts, ref=f"p{number}", expected_wage=wage)
        words = {term: weight for term, weight in like.words.items() if chance.random() < 0.9}
        return replace(like, facts=facts, skills=skills, provinces=elsewhere.provinces, words=words)


class Offers:
    """The readings of so many vacancies, each by its number."""

    def __init__(self, count: int, matcher: Matcher, of: World) -> None:
        self._count = count
        self._written = [matcher.read_vacancy(offer(number, of)) for number in range(min(count, WRITTEN))]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[VacancyReading]:
        return map(self.__getitem__, range(self._count))

    def __getitem__(self, number: int) -> VacancyReading:
        if not 0 <= number < self._count:
            raise IndexError(number)
        written = self._written
        if number < len(written):
            return written[number]
        chance = random.Random(f"another offer {number}")
        like, elsewhere = written[number % len(written)], written[chance.randrange(len(written))]
        offered = replace(elsewhere.facts, ref=f"v{number}", experience_years=like.facts.experience_years)
        return replace(like, facts=offered, province=elsewhere.province, asks=elsewhere.asks)
