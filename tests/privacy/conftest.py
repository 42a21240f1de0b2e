"""A world of meetings on each database, with plain password hashing and a column store of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask

from portal.accounts import hashing
from portal.jobs.matching import engine as engines
from tests.meetings.world import World
from tests.organisations.samples import Town


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    engines._engine.cache_clear()
    yield World(Town())
    engines._engine.cache_clear()
