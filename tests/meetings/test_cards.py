"""Every card could mean at least five people: counted in the columns, and counted again by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.jobs.bring_in import keep_profiles
from portal.jobs.formats.files import read_profiles
from portal.jobs.matching.columns.crowd import Crowd
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.people import matcher
from portal.jobs.matching.readings import ProfileReading
from portal.meetings import card
from portal.meetings.rules.outline import Outline
from portal.storage.db import db
from tests.jobs import samples
from tests.meetings.by_hand import holds

COPIES = 3


@pytest.fixture
def people(app: Flask) -> list[ProfileReading]:
    """The people of the development set, thrice, with one who rests and one who did not agree."""
    found = []
    for number in range(COPIES):
        found += [
            replace(facts, ref=f"{facts.ref}-{number}") for facts in read_profiles(samples.GOLD / "profiles.jsonl")
        ]
    found += [replace(found[0], ref="rests", active=False), replace(found[0], ref="silent", consented=False)]
    keep_profiles(found, illustrative=True)
    db.session.commit()
    return [matcher().read_profile(facts) for facts in found]


def counted(people: list[ProfileReading], outline: Outline) -> int:
    traits = card.traits(outline)
    return sum(
        person.facts.active and person.facts.consented and all(holds(person, trait) for trait in traits)
        for person in people
    )


def test_every_card_could_mean_five_people(people: list[ProfileReading], tmp_path: Path) -> None:
    crowd = Engine(tmp_path, matcher()).crowd()
    outlines = []
    for person in people:
        outline, widened = card.outline_of(person, crowd)
        assert crowd.size(card.traits(outline)) == counted(people, outline) >= 5
        assert all(holds(person, trait) for trait in card.traits(outline)), "a card is true"
        assert widened or outline.occupation or not person.occupations
        outlines.append(outline)
    assert len(set(outlines)) > 5, "cards that all say nothing are no cards"
    assert len({card.said(outline)[0].msgid for outline in outlines if card.said(outline)}) > 1


def test_somebody_rare_is_told_more_widely(people: list[ProfileReading], tmp_path: Path) -> None:
    crowd = Engine(tmp_path, matcher()).crowd()
    rare = matcher().read_profile(samples.profile(ref="rare"))
    rare = replace(rare, spoken=tuple(replace(s, level=replace(s.level, rank=6)) for s in rare.spoken))
    assert _size(crowd, rare) >= 5
    assert card.outline_of(rare, crowd)[1]


def test_nobody_at_all_says_nothing(app: Flask, tmp_path: Path) -> None:
    crowd = Engine(tmp_path, matcher()).crowd()
    outline, widened = card.outline_of(matcher().read_profile(samples.profile()), crowd)
    assert (outline, widened) == (Outline(), True)
    assert card.said(outline) == []


def _size(crowd: Crowd, person: ProfileReading) -> int:
    return crowd.size(card.traits(card.outline_of(person, crowd)[0]))
