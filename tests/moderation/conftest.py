"""A town in which a moderator decides, and somebody else answers."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from portal.accounts import hashing
from tests.organisations.samples import Town


@pytest.fixture
def town(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return Town()
