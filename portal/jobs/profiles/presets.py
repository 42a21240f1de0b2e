"""What a trade makes likely: the tasks that are offered ticked at the start, and skills that may be added later. Never claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.content import service as content
from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.people import matcher
from portal.shared.locales import Text
from portal.shared.text import nfc

MOST_SUGGESTED = 12
LONGEST = 200
NEAR = 150
"""Nearness of an occupation, in 1/256, from which its tasks are offered too, not ticked."""


@dataclass(frozen=True)
class Programme:
    """A programme that people go abroad with; `market`: ISO code of its country."""

    id: str
    market: str
    name: Text


@dataclass(frozen=True)
class Suggested:
    """A skill that may be the person’s; `ticked`: likely enough to be ticked beforehand, each tick to be taken off."""

    id: str
    name: Text
    ticked: bool


def programmes() -> list[Programme]:
    """Every programme, in the order of the file."""
    return [Programme(item.id, item.data["market"], item.data["name"]) for item in content.all_of("programme")]


def market_of(programme: str | None) -> str | None:
    """The country of a programme."""
    return next((one.market for one in programmes() if one.id == programme), None)


def trades() -> list[tuple[str, Text]]:
    """Every occupation: id and name."""
    return [(one.id, dict(one.label)) for one in knowledge().dictionary.occupations.values()]


def trades_named(text: str) -> tuple[str, ...]:
    """The occupations that these words name, in any of the languages of the taxonomy; else those that a skill is the core of."""
    dictionary = knowledge().dictionary
    found = [f for f in read(nfc(text)[:LONGEST], "q", dictionary, ("occupation", "skill")) if not f.denied]
    named = dict.fromkeys(f.id for f in found if f.kind == "occupation")
    if not named:
        named = dict.fromkeys(id for f in found if f.kind == "skill" for id in dictionary.by_core(f.id))
    return tuple(named)


def tasks_of(trades: Sequence[str]) -> list[Suggested]:
    """The tasks of these occupations ticked, those of very near occupations beside them."""
    dictionary = knowledge().dictionary
    likely = dict.fromkeys(skill for trade in trades for skill in dictionary.occupations[trade].skills)
    near = dict.fromkeys(
        skill
        for trade in trades
        for other in dictionary.occupations
        if dictionary.related(trade, other) >= NEAR
        for skill in dictionary.occupations[other].skills
    )
    more = [skill for skill in near if skill not in likely][: max(MOST_SUGGESTED - len(likely), 0)]
    return [_suggested(id, True) for id in likely] + [_suggested(id, False) for id in more]


def suggestions(facts: ProfileFacts) -> list[Suggested]:
    """Skills that the jobs of this profile make likely and that it does not say; none is ticked."""
    reading = matcher().read_profile(facts)
    likely = [held for held in reading.skills.values() if not held.stated]
    likely.sort(key=lambda held: -held.level)
    return [_suggested(held.id, False) for held in likely[:MOST_SUGGESTED]]


def skill_names(ids: Iterable[str]) -> list[str]:
    """What these skills are called in Vietnamese, which is how they are kept; unknown ids are left out."""
    skills = knowledge().dictionary.skills
    return [skills[id].label["vi"] for id in ids if id in skills]


def _suggested(id: str, ticked: bool) -> Suggested:
    return Suggested(id, dict(knowledge().dictionary.skills[id].label), ticked)
