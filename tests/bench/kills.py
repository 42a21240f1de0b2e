"""kill -9 of the writer and of the indexer a hundred times on each database: what is lost, what is wrong, how long it heals.

Run by hand: flask bench kills (--scale 0.1 for ten times). A new indexer runs after each kill and is
timed from its start until nothing waits. No peer: the figures are counts and seconds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from flask_migrate import upgrade

from portal.app import create_app
from portal.cli.ranking import NoServer, temporary_database
from portal.config import Settings
from portal.storage.db import db
from tests.search.killing import kill_in_turns

ROUNDS = 100


def measure(url: str, backend: str, folder: Path, rounds: int) -> None:
    """Kill on this database, print what was left."""
    folder.mkdir(exist_ok=True)
    env = {
        "PORTAL_ENV": "development", "SECRET_KEY": "k1lls-0nly-" * 4, "DATABASE_URL": url, "PORTAL_STATE_DIR": str(folder),
        "SEARCH_INDEX_DIR": str(folder / "index"), "SEARCH_BACKEND": backend,
    }  # fmt: skip
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        upgrade()
        left = kill_in_turns(app, folder, rounds, restart=True)
        print(  # noqa: T201
            f"{backend}: {rounds} × 2 kills, {len(left.acknowledged)} told kept, {len(left.lost)} lost, {len(left.wrong)} wrong in the "
            f"index, {left.documents} of {left.every} documents; from a new indexer's start until nothing waits: median "
            f"{statistics.median(left.restarts):.1f} s, most {max(left.restarts):.1f} s"
        )
        db.session.remove()
        db.engine.dispose()


def main() -> None:
    """Both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    rounds = max(1, round(ROUNDS * parser.parse_args().scale))
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        measure(f"sqlite:///{name}/kills.sqlite3", "whoosh", Path(name), rounds)
        try:
            connect = stack.enter_context(temporary_database(Path(name)))
        except NoServer as error:
            print(f"PostgreSQL: not measured, {error}")  # noqa: T201
        else:
            url = connect().url.render_as_string(hide_password=False)
            measure(url, "postgres", Path(name) / "pg", rounds)


if __name__ == "__main__":
    main()
