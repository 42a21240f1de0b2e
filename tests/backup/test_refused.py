"""A restore that is refused, or killed at any moment, leaves what was there; nobody else may be at work."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from portal.storage.db import db
from tests.backup import life
from tests.backup.conftest import House, Maker


@pytest.fixture
def kept(house: House, tmp_path: Path) -> Path:
    """A backup, and somebody more in the house since."""
    with house.at_work():
        life.person()
        life.papers()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        life.person("after@example.vn")
    return tmp_path / "x"


def unchanged(house: House, act: str, *args: object) -> str:
    """Run the command; it is refused, and not a byte (SQLite) or row is different. What it said."""
    sqlite = house.settings.database_url.startswith("sqlite")
    before = house.folder_bytes() if sqlite else house.digest()
    result = house.run(act, *args)
    assert result.exit_code in (1, 2), result.output
    assert (house.folder_bytes() if sqlite else house.digest()) == before
    return result.output


def test_damaged_cut_and_foreign_files_change_nothing(house: House, kept: Path, tmp_path: Path) -> None:
    whole = kept.read_bytes()
    line = whole.index(b"\n") + 1
    wrong = tmp_path / "wrong"
    for place in (3, line - 5, line + 3, len(whole) - 1):
        wrong.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        unchanged(house, "restore", wrong, "--replace")
    for end in (line, len(whole) - 1):
        wrong.write_bytes(whole[:end])
        unchanged(house, "restore", wrong, "--replace")
    assert house.run("backup", wrong, "--verify").exit_code == 1
    assert "other keys made it" in unchanged(
        _with(house, secret_key="another secret of its own, quite long"), "restore", kept, "--replace"
    )
    assert "no such file" in unchanged(house, "restore", tmp_path / "none", "--replace")
    wrong.write_bytes(b"ben-ve backup 9 0 x\n" + whole[line:])
    assert "format 9" in unchanged(house, "restore", wrong, "--replace")


def _with(house: House, **changes: object) -> House:
    return House(replace(house.settings, **changes), house.patch)  # type: ignore[arg-type]


def test_rows_are_replaced_only_where_that_is_said(house: House, kept: Path) -> None:
    assert "--replace" in unchanged(house, "restore", kept)
    house.good("restore", kept, "--replace")
    with house.at_work():
        assert life.enters()
        assert not life.enters("after@example.vn")


def test_nobody_else_may_be_at_work(house: House, kept: Path) -> None:
    other = _with(house)
    with other.at_work():
        db.session.execute(text("SELECT 1 FROM account")).all()
        db.session.rollback()
        refused = house.run("restore", kept, "--replace")
    assert refused.exit_code == 1
    assert "stop the site" in refused.output
    with house.at_work():
        assert life.enters("after@example.vn")


def test_two_restores_do_not_meet(house: House, kept: Path) -> None:
    with _with(house).at_work():
        pass
    lock = house.settings.state_dir / "restoring.lock"
    with open(lock, "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert "under way" in unchanged(house, "restore", kept, "--replace")


def test_a_server_that_stands_at_another_migration_is_refused(make: Maker, tmp_path: Path) -> None:
    house = make("postgresql")
    house.good("backup", tmp_path / "x")
    with house.at_work():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0023'"))
        db.session.commit()
    assert "flask setup" in unchanged(house, "restore", tmp_path / "x", "--replace")


def test_a_new_server_needs_no_setup(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    with house.at_work():
        life.person()
    house.good("backup", tmp_path / "x")
    other = make("postgresql", migrated=False)
    other.good("restore", tmp_path / "x")
    with other.at_work():
        assert life.enters()


def test_a_database_that_is_none_is_left_alone(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    house.good("backup", tmp_path / "x")
    house.file.write_bytes(b"no database at all " * 500)
    refused = house.run("restore", tmp_path / "x", "--replace")
    assert (refused.exit_code, house.file.read_bytes()) == (1, b"no database at all " * 500)
    assert "cannot be used" in refused.output


KILLED = """
import os, signal, sqlite3
from portal.cli import restoring, backup
from portal.storage.backup import places, loading

def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

class Dying(sqlite3.Connection):
    def backup(self, target, **_more):
        super().backup(target, pages=10, progress=die)

point = {point!r}
if point == "loading":
    loading.Loader.file = die
elif point == "prepared":
    restoring._take_files = die
elif point == "replacing":
    connect = sqlite3.connect
    places.sqlite3 = type("S", (), dict(vars(sqlite3), connect=lambda path, **kw: connect(path, factory=Dying, **kw)))
    taken = []
    take = places._take_over
    places._take_over = lambda *args: (taken.append(1), take(*args), len(taken) > 20 and die())
elif point == "replaced":
    backup.restored.finish = die
backup.restore({args!r})
"""


def killed(house: House, file: Path, point: str) -> None:
    """A process that restores and is killed at this point."""
    settings = house.settings
    env = os.environ | {
        "PORTAL_ENV": "development", "SECRET_KEY": settings.secret_key, "DATABASE_URL": settings.database_url,
        "PORTAL_STATE_DIR": str(settings.state_dir), "SEARCH_INDEX_DIR": str(settings.search_index_dir),
    }  # fmt: skip
    code = KILLED.format(point=point, args=[str(file), "--replace"])
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


@pytest.mark.sampled("sqlite-replacing", "postgresql-prepared")
@pytest.mark.parametrize("point", ["loading", "prepared", "replacing"])
def test_who_is_killed_leaves_the_old_installation(house: House, kept: Path, point: str) -> None:
    before = house.digest()
    killed(house, kept, point)
    assert house.digest() == before
    with house.at_work():
        assert life.enters("after@example.vn")
    house.good("restore", kept, "--replace")
    assert not (house.settings.state_dir / "restoring").exists()
    if "postgresql" in house.settings.database_url:
        with psycopg.connect(house.settings.database_url.replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'restoring'").fetchall() == []
    with house.at_work():
        assert not life.enters("after@example.vn")


@pytest.mark.sampled("sqlite")
def test_who_is_killed_after_the_change_has_the_new_one(house: House, kept: Path) -> None:
    killed(house, kept, "replaced")
    with house.at_work():
        assert life.enters()
        assert not life.enters("after@example.vn")
        assert db.session.scalar(text("SELECT 1 FROM installation_mark WHERE key = 'restored_unfinished'")) == 1
