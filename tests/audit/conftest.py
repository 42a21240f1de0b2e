"""The log starts empty, with no anchor file left from an earlier test."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from portal.audit import anchor


@pytest.fixture
def folder(app: Flask) -> Path:
    """The state folder of the app under test."""
    state: Path = app.extensions["settings"].state_dir
    (state / anchor.FILE).unlink(missing_ok=True)
    return state
