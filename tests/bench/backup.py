"""How long a backup, its proof and a restore of 400,000 rows take, and the most memory that each needs.

Run by hand: flask bench backup (--scale 0.1 for a tenth). The peer of a backup is SQLite's own copy, neither sealed nor proven.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import insert

from portal.app import create_app
from portal.cli.ranking import NoServer, temporary_database
from portal.config import Settings
from portal.limits.models import LimitBucket
from portal.search.models import MissRow
from portal.shared.clock import now, today
from portal.storage.db import db

ROWS = 200_000
STEP = 10_000
COMMAND = "from portal.cli.backup import backup, restore; import sys; (restore if sys.argv[1] == 'restore' else backup)(sys.argv[2:])"


def fill(rows: int) -> None:
    """Half small rows, half rows with 400 letters of text that repeat as little as sealed values do."""
    rng = random.Random(1)
    for start in range(0, rows, STEP):
        keys = range(start, min(start + STEP, rows))
        db.session.execute(
            insert(LimitBucket), [{"key": f"k{n}", "empty_at": n, "level": 1, "forget_at": now()} for n in keys]
        )
        db.session.execute(
            insert(MissRow),
            [
                {
                    "digest": f"{n:064d}",
                    "locale": "vi",
                    "query": rng.randbytes(200).hex(),
                    "days": 1,
                    "times": 1,
                    "last_on": today(),
                }
                for n in keys
            ],
        )
        db.session.commit()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(env: dict[str, str], *args: str) -> tuple[float, int]:
    """Seconds and megabytes of a command in a process of its own, whose start is counted in."""
    code = f"{COMMAND}"
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *args], env=os.environ | env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{args[0]} failed")
    return time.perf_counter() - start, used.ru_maxrss // 1024


def measure(url: str, folder: Path, rows: int) -> None:
    """One database: fill it, keep it, prove it, restore it."""
    folder.mkdir(exist_ok=True)
    env = {
        "PORTAL_ENV": "development", "SECRET_KEY": "b4ckup-0nly-" * 4, "DATABASE_URL": url, "PORTAL_STATE_DIR": str(folder),
        "SEARCH_INDEX_DIR": str(folder / "index"),
    }  # fmt: skip
    with create_app(Settings.from_environment(env)).app_context():
        upgrade()
        fill(rows)
        db.session.remove()
        db.engine.dispose()
    file = folder / "kept.backup"
    tell("backup", command(env, "backup", str(file)))
    tell("verify", command(env, "backup", "--verify", str(file)))
    tell("restore", command(env, "restore", "--replace", str(file)))
    print(f"  {2 * rows} rows, {file.stat().st_size / 1e6:.0f} MB")  # noqa: T201
    if url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as own,
            closing(sqlite3.connect(folder / "copy")) as copy,
        ):
            print(f"  SQLite's own copy: {timed(lambda: own.backup(copy)):.1f} s")  # noqa: T201


def tell(name: str, found: tuple[float, int]) -> None:
    print(f"  {name}: {found[0]:.1f} s, at most {found[1]} MB of memory")  # noqa: T201


def main(args: Sequence[str] | None = None) -> None:
    """Both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    rows = max(1000, round(ROWS * parser.parse_args(args).scale))
    print(f"this process before: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # noqa: T201
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        print("SQLite")  # noqa: T201
        measure(f"sqlite:///{name}/b.sqlite3", Path(name) / "lite", rows)
        try:
            connect = stack.enter_context(temporary_database(Path(name)))
        except NoServer as error:
            print(f"PostgreSQL: not measured, {error}")  # noqa: T201
        else:
            print("PostgreSQL")  # noqa: T201
            engine = connect()
            url = engine.url.render_as_string(hide_password=False)
            engine.dispose()
            measure(url, Path(name) / "pg", rows)


if __name__ == "__main__":
    main()
