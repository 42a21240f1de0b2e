"""The address of a file below portal/static with the version of its content, so that a browser may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app, url_for


def asset(name: str) -> str:
    """`/static/site.css?v=…` ; FileNotFoundError for a file there is not."""
    return url_for("static", filename=name, v=_version(Path(current_app.static_folder or "") / name))


@lru_cache
def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
