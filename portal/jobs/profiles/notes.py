"""What does not fit together in a profile: shown beside what was said, never a reason to keep it from being saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.jobs.facts import LanguageClaim
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.languages import Level
from portal.jobs.profiles import wording
from portal.jobs.profiles.mine import Mine
from portal.jobs.profiles.presets import market_of
from portal.shared.messages import Message

LOW, HIGH = 3_000_000, 100_000_000
"""Wages (VND a month) outside of which we ask whether a finger slipped; no statement of what is paid."""
WORKING_LIFE = 45
_FULL_YEAR = 12


@dataclass(frozen=True)
class Note:
    """What to look at again, and the step where it stands."""

    step: str
    text: Message


def notes(mine: Mine, day: date) -> list[Note]:
    """Everything that does not fit together on this day."""
    return [*_times(mine, day), *_jobs(mine), *_languages(mine, day), *_terms(mine)]


def expires(claim: LanguageClaim) -> date | None:
    """The last day of a language certificate, where its test says how many years it holds and the person when it was taken."""
    years = next(
        (
            item.data.get("validity_years")
            for item in content.all_of("language_test")
            if item.data["name"]["vi"] == claim.test
        ),
        None,
    )
    if not years or not claim.taken:
        return None
    taken = date.fromisoformat(claim.taken)
    return taken.replace(year=taken.year + years, day=min(taken.day, 28) if taken.month == 2 else taken.day)


def _times(mine: Mine, day: date) -> Iterator[Note]:
    available, home = mine.facts.available_from, mine.home_on
    if available and home and available < home:
        yield Note("when", wording.ready_before_home(available, home))
    elif available and available < day:
        yield Note("when", wording.ready_already(available))


def _jobs(mine: Mine) -> Iterator[Note]:
    stints = mine.facts.experience
    market = market_of(mine.programme)
    if market and stints and market not in {stint.country for stint in stints}:
        yield Note("jobs", wording.no_stay(content.get("market", market).data["name"]))
    years = sum(stint.years for stint in stints)
    if years > WORKING_LIFE:
        yield Note("jobs", wording.working_life())
    if years:
        for skill in mine.facts.skills:
            if skill.years and skill.years > years + 1 / _FULL_YEAR:
                yield Note("skills", wording.skill_longer(skill.name))


def _languages(mine: Mine, day: date) -> Iterator[Note]:
    known = knowledge()
    for claim in mine.facts.languages:
        said = " ".join(part for part in (claim.test or "", claim.level) if part)
        level = known.levels.read(known.language_of(claim.language), claim.level, claim.test)
        if claim.level and level == Level():
            yield Note("languages", wording.level_unread(said))
        if claim.taken and date.fromisoformat(claim.taken) > day:
            yield Note("languages", wording.certificate_ahead(said))
        elif (last := expires(claim)) is not None and last < day:
            yield Note("languages", wording.certificate_expired(said, last))


def _terms(mine: Mine) -> Iterator[Note]:
    facts = mine.facts
    if facts.expected_wage and not LOW <= facts.expected_wage <= HIGH:
        yield Note("wage", wording.wage_odd(facts.expected_wage))
    if mine.begun and facts.experience and not facts.provinces and not facts.relocate:
        yield Note("where", wording.nowhere())
