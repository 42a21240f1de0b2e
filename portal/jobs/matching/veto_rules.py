"""What takes a pair out of the ranking, and nothing else does: pure over the two readings and a day.

The design note `matching.md`, section "Formula", as read on 2026-11-26: *Vetoes (the pair leaves the ranking and is listed with its
reason): inactive or no consent, vacancy closed, employer hidden by the person, a certificate or language the vacancy marks
strict. Everything else lowers the score and shows under lacks.* And of languages: *an unknown one never refuses a row; an
expired certificate warns, it does not exclude.* So a level that cannot be compared is no veto, and neither is a paper whose
name says only half of what is asked, or says that it has run out.

A veto that is the person's own affair (`private`) is told to the person alone: an employer who read "hidden from you"
would learn what it hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.jobs.matching.languages import gap
from portal.jobs.matching.reading_limits import shortened_profile
from portal.jobs.matching.readings import Ask, Line, ProfileReading, Spoken, VacancyReading
from portal.jobs.matching.text_evidence import terms_of

Kind = Literal[
    "inactive", "no_consent", "hidden_employer", "closed", "past_deadline", "strict_language", "strict_certificate"
]
PRIVATE = frozenset({"inactive", "no_consent", "hidden_employer"})


@dataclass(frozen=True)
class Veto:
    """Why a pair is not ranked, with the paths of the fields it can be checked against (None: nothing there)."""

    kind: Kind
    profile_field: str | None
    vacancy_field: str | None
    ask: Ask | None = None
    spoken: Spoken | None = None
    """The nearest that the profile says of the language asked for."""
    line: Line | None = None

    @property
    def private(self) -> bool:
        """It is told to the person, never to the employer."""
        return self.kind in PRIVATE


def vetoes(profile: ProfileReading, vacancy: VacancyReading, day: date | None = None) -> tuple[Veto, ...]:
    """Every veto of this pair; none means that it is ranked. Without a day no deadline is past."""
    return (*_states(profile, vacancy, day), *_languages(profile, vacancy), *_certificates(profile, vacancy))


def _states(profile: ProfileReading, vacancy: VacancyReading, day: date | None) -> Iterator[Veto]:
    person, offer = profile.facts, vacancy.facts
    if not person.active:
        yield Veto("inactive", "active", None)
    if not person.consented:
        yield Veto("no_consent", "consented", None)
    if vacancy.employer and vacancy.employer in profile.hides:
        yield Veto("hidden_employer", "hidden_employers", "employer")
    if offer.closed:
        yield Veto("closed", None, "closed")
    elif day is not None and offer.deadline is not None and offer.deadline < day:
        yield Veto("past_deadline", None, "deadline")


def _languages(profile: ProfileReading, vacancy: VacancyReading) -> Iterator[Veto]:
    of_papers = {line.field for line in vacancy.lines if line.strict}
    for ask in vacancy.asks:
        if ask.strict and ask.field not in of_papers and (veto := language_veto(ask, profile)) is not None:
            yield veto


def language_veto(ask: Ask, profile: ProfileReading) -> Veto | None:
    """A strict language wants a claim: years abroad alone do not open it. What cannot be compared stays in."""
    claims = [(gap(ask.level, s.level), s) for s in profile.spoken if s.language == ask.language and s.stated]
    if any(short <= 0 for short, _ in claims):
        return None
    nearest = min(claims, key=lambda claim: claim[0])[1] if claims else None
    return Veto("strict_language", nearest.field if nearest else None, ask.field, ask, nearest)


def _certificates(profile: ProfileReading, vacancy: VacancyReading) -> Iterator[Veto]:
    """A paper is named where a certificate of the profile is about the skill, or the test about the language at its level
    (one of them is enough where the line says "or"); where neither is known, the same paper by whatever name, or half of what its name
    weighs."""
    for line in vacancy.lines:
        if line.strict:
            lacking = [*_unproven(line, profile), *(v for ask in line.asks if (v := language_veto(ask, profile)))]
            named = len(line.skills) + len(line.asks)
            same = not profile.papers.isdisjoint(line.papers)
            if not named and not same and not _says_half(line, profile):
                yield Veto("strict_certificate", None, line.field, line=line)
            elif len(lacking) == named if line.either else lacking:
                yield from lacking[:1]


def _unproven(line: Line, profile: ProfileReading) -> Iterator[Veto]:
    for skill in line.skills:
        if not any(held.proof for held in profile.evidence.get(skill, ())):
            yield Veto("strict_certificate", None, line.field, line=line)


def _says_half(line: Line, profile: ProfileReading) -> bool:
    """One certificate of the profile says half of this name, each word by its weight."""
    total = sum(line.words.values())
    texts = [set(terms_of(text)) for text in shortened_profile(profile.facts).certificates]
    return not total or any(2 * sum(w for term, w in line.words.items() if term in said) >= total for said in texts)
