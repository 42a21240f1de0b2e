"""One invented person beside one vacancy, in full: the score in its parts, every reason, and what changes would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from portal.jobs import service
from portal.jobs.facts import ProfileFacts, SkillClaim, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.people import matcher, nearest, rank
from portal.jobs.matching.reasons import Reason, Reasons
from portal.jobs.matching.score_rules import FULL, share_out
from portal.jobs.matching.shelves import Shelves
from portal.jobs.matching.what_if import Change, Moved, Outcome, Together, what_if
from portal.shared.locales import Text


@dataclass(frozen=True)
class Part:
    """A part of the score, in hundredths of a percent of the most there is: what it can give, and what it gives."""

    name: str
    most: int
    points: int


@dataclass(frozen=True)
class LinePart:
    """A line of the vacancy within the part of the skills, counted as there; `field` is its path."""

    text: str
    field: str
    required: bool
    most: int
    points: int


@dataclass(frozen=True)
class Pair:
    """A pair explained. `points` (hundredths of a percent) is the sum of `parts`, whose `lines` are those of the skills;
    `silent` names the parts that could not be judged. `why`: why it stands on a shelf of its own; `vetoes`: why it is
    not ranked at all."""

    person: ProfileFacts
    vacancy: VacancyFacts
    points: int
    parts: tuple[Part, ...]
    lines: tuple[LinePart, ...]
    silent: tuple[str, ...]
    reasons: Reasons
    why: Reason | None
    vetoes: tuple[Reason, ...]


@dataclass(frozen=True)
class Effect:
    """What a change (of several: all of them, `change` is None) would do: to all vacancies, and to this pair. `facts` are
    those of the vacancies that come within reach or leave it, by reference."""

    change: Change | None
    outcome: Outcome
    here: Moved
    facts: Mapping[str, VacancyFacts]


def pair_for(ref: str, vacancy_ref: str) -> Pair:
    """This invented person beside this open vacancy. service.NoSuchPerson, service.NoSuchVacancy."""
    return pair_of(service.get_person(ref), vacancy_ref)


def pair_of(person: ProfileFacts, vacancy_ref: str) -> Pair:
    """Somebody who says these things beside this open vacancy. service.NoSuchVacancy."""
    facts = service.get_vacancy(vacancy_ref).facts
    reading = matcher().read_vacancy(facts)
    found = matcher().judge(matcher().read_profile(person), reading)
    parted = rank(person, [reading])
    parts = tuple(_parts(found))
    skills = next((part.points for part in parts if part.name == "skills"), 0)
    return Pair(
        person=person,
        vacancy=facts,
        points=sum(part.points for part in parts),
        parts=parts,
        lines=tuple(_lines(found, skills)),
        silent=tuple(name for name in matcher().weights.parts if name not in found.budgets),
        reasons=matcher().explain(found),
        why=matcher().why_there(found),
        vetoes=tuple(reason for pair in parted.vetoed for reason in matcher().why_not(pair)),
    )


def _parts(found: Assessment) -> list[Part]:
    points = share_out(found.score // FULL, list(found.parts.values()))
    return [
        Part(name, found.budgets[name], given) for name, given in zip(found.parts, points, strict=True)
    ]  # fmt: skip


def _lines(found: Assessment, points: int) -> list[LinePart]:
    given = share_out(points, [worth * fit.share for worth, fit in zip(found.worth, found.lines, strict=True)])
    return [
        LinePart(fit.line.text, fit.line.field, fit.line.required, worth, part)
        for fit, worth, part in zip(found.lines, found.worth, given, strict=True)
    ]


def effects(ref: str, vacancy_ref: str, changes: Sequence[Change]) -> list[Effect]:
    """What each change would do by itself, then all of them together; each by ranking every open vacancy anew.

    service.NoSuchPerson, service.NoSuchVacancy.
    """
    return effects_of(service.get_person(ref), vacancy_ref, changes)


def effects_of(person: ProfileFacts, vacancy_ref: str, changes: Sequence[Change]) -> list[Effect]:
    """The same for somebody who says these things. service.NoSuchVacancy."""
    facts = {vacancy_ref: service.get_vacancy(vacancy_ref).facts}

    @cache
    def ranked(changed: ProfileFacts) -> Shelves:
        found = rank(changed, nearest(changed))
        facts.update((judged.vacancy.facts.ref, judged.vacancy.facts) for judged in found.ranked)
        return found

    def effect(change: Change, named: Change | None) -> Effect:
        outcome = what_if(person, change, ranked, matcher().weights)
        return Effect(named, outcome, _here(vacancy_ref, outcome, ranked(person)), facts)

    told = [effect(change, change) for change in changes]
    return [*told, effect(Together(tuple(changes)), None)] if len(changes) > 1 else told


def _here(ref: str, outcome: Outcome, now: Shelves) -> Moved:
    """What becomes of this vacancy, which mostly stays as it is."""
    score = next((found.score for found in now.ranked if found.vacancy.facts.ref == ref), None)
    return next((moved for moved in outcome.moved if moved.ref == ref), Moved(ref, score, score))


def understood(skill: str) -> list[Text]:
    """The skills of the taxonomy that these words state, by name; none where it does not know them."""
    reading = matcher().read_profile(ProfileFacts("", skills=(SkillClaim(skill),)))
    labels = knowledge().dictionary.skills
    return [labels[id].label for id, held in reading.skills.items() if held.stated and id in labels]
