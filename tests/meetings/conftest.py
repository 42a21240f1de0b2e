"""A world of meetings on each database."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from portal.accounts import hashing
from tests.meetings.world import World
from tests.organisations.samples import Town


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return World(Town())
