"""Two hundred histories of a meeting on SQLite, some on PostgreSQL; `flask bench consent` runs ten thousand."""

from __future__ import annotations

from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from portal.storage.db import db
from tests.meetings.histories import WORLDS, Histories
from tests.meetings.world import World


def test_contact_is_reached_exactly_when_it_may_be(world: World, app: Flask) -> None:
    WORLDS.append(world)
    some = 200 if db.engine.dialect.name == "sqlite" else 30
    try:
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=some,
                stateful_step_count=20,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],  # a failing history is told as it was: making it smaller takes minutes
            ),
        )
    finally:
        WORLDS.pop()
