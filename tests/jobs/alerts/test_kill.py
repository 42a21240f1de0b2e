"""A worker that is killed while it tells of new vacancies tells each reader of each vacancy in one letter, once."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from flask import Flask

from tests.jobs.alerts.killing import people, publish, run_killed, told
from tests.jobs.alerts.scene import START
from tests.mail.conftest import Box, box, serve  # noqa: F401

KILLS = 3


@pytest.mark.sampled("sqlite")
def test_kill_in_between_and_again_the_next_day(app: Flask, box: Box) -> None:  # noqa: F811
    chance = random.Random(8)
    people(app, 12)
    run_killed(app, box, START - timedelta(days=1), 0, chance, 0)
    assert box.arrived == [], "nothing is told of what was there before"
    seen = 0
    for day, first in ((START, 0), (START + timedelta(days=1), 30)):
        publish(first, 30, day)
        run_killed(app, box, day + timedelta(minutes=1), KILLS, chance, 1.5)
        found = told(box, day, seen)
        seen = len(box.arrived)
        assert found.due > 0
        assert len(found.letters) == found.due
        assert found.twice == []
        assert found.repeated == []
        assert found.waiting == 0
        assert found.again <= KILLS, (
            "only what a killed worker had in its hands may arrive again, under the same Message-ID"
        )
