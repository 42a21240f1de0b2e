"""Several threads at one moment, and processes beside the tests."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeVar

from flask import Flask

from portal.storage.db import db

T = TypeVar("T")


def at_once(app: Flask, count: int, work: Callable[[], T]) -> list[T]:
    """Do this in so many threads at one moment; what each gave."""
    gate, found = threading.Barrier(count), list[T]()

    def one() -> None:
        with app.app_context():
            gate.wait()
            found.append(work())
            db.session.remove()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def process_environment(app: Flask) -> dict[str, str]:
    """The environment in which another process makes the same app on the same database."""
    settings = app.extensions["settings"]
    return os.environ | {
        "PORTAL_ENV": "development",
        "SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
        "PORTAL_STATE_DIR": str(settings.state_dir),
        "SEARCH_INDEX_DIR": str(settings.search_index_dir),
    }
