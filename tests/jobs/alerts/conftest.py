"""Two returnees, an engine that matches, a clock that stands still, and a real SMTP server; on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask

from portal.accounts import hashing
from tests.jobs.alerts.scene import START, Scene
from tests.mail.conftest import Box, box, serve  # noqa: F401


@pytest.fixture
def clock(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(app: Flask, clock: time_machine.Traveller, box: Box, tmp_path: Path) -> Scene:  # noqa: F811
    return Scene(app, clock, box, tmp_path)
