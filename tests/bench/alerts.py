"""Letters about new vacancies to many readers on two days, with a worker that is killed in between: each letter once.

Run by hand: flask bench alerts (1,000 readers, 100 new vacancies a day; --scale 0.1 for a tenth of both). On SQLite and
PostgreSQL, over a real SMTP server on loopback. No peer: the figures are counts, and the seconds of a run that nobody killed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from flask_migrate import upgrade

from portal.app import create_app
from portal.cli.ranking import NoServer, temporary_database
from portal.config import Settings
from portal.storage.db import db
from tests.jobs.alerts.killing import people, publish, run_killed, told
from tests.jobs.alerts.scene import START
from tests.mail.conftest import Box, FreePort

READERS, VACANCIES, KILLS = 1_000, 100, 10
LONGEST = 20.0
"""Seconds after which a worker is killed at the latest."""


def measure(url: str, kind: str, folder: Path, scale: float) -> None:
    """Two days with kills, and a third without any."""
    folder.mkdir(exist_ok=True)
    env = {
        "PORTAL_ENV": "development", "SECRET_KEY": "al3rts-0nly-" * 4, "DATABASE_URL": url, "PORTAL_STATE_DIR": str(folder),
        "SEARCH_INDEX_DIR": str(folder / "index"),
    }  # fmt: skip
    app, box, chance = create_app(Settings.from_environment(env)), Box(), random.Random(8)
    controller = FreePort(box, hostname="127.0.0.1", port=0, server_hostname="test.invalid")
    controller.start()
    box.port = controller.port
    count, fresh, seen = max(2, round(READERS * scale)), max(1, round(VACANCIES * scale)), 0
    try:
        with app.app_context():
            upgrade()
            people(app, count)
            run_killed(app, box, START - timedelta(days=1), 0, chance, 0)
            for number, kills in enumerate((KILLS, KILLS, 0)):
                day = START + timedelta(days=number)
                publish(number * fresh, fresh, day)
                began = time.monotonic()
                run_killed(app, box, day + timedelta(minutes=1), kills, chance, LONGEST * min(1.0, scale))
                spent, found, seen = time.monotonic() - began, told(box, day, seen), len(box.arrived)
                print(  # noqa: T201
                    f"{kind}, {count} readers × {fresh} new vacancies, {kills} kills: {found.due} readers had news, {len(found.letters)} "
                    f"letters, {len(found.twice)} readers with two, {len(found.repeated)} vacancies told twice, {found.again} arrived "
                    f"again under the same Message-ID, {found.waiting} still wait; {spent:.0f} s"
                )
            db.session.remove()
            db.engine.dispose()
    finally:
        controller.stop()


def main() -> None:
    """Both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        measure(f"sqlite:///{name}/alerts.sqlite3", "SQLite", Path(name), scale)
        try:
            connect = stack.enter_context(temporary_database(Path(name)))
        except NoServer as error:
            print(f"PostgreSQL: not measured, {error}")  # noqa: T201
        else:
            measure(connect().url.render_as_string(hide_password=False), "PostgreSQL", Path(name) / "pg", scale)


if __name__ == "__main__":
    main()
