"""A backup of everything comes back to the last row and file, on either database and across them, and the site goes on."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from portal.cli import restoring
from portal.jobs.matching.engine import engine
from portal.organisations.service import evidence
from portal.organisations.uploads import FOLDER
from portal.search.engine import QuerySpec
from portal.search.service import find
from portal.storage.backup.reading import read_summary
from portal.storage.backup.rows import digest_of
from portal.storage.db import db
from portal.storage.encryption import vault
from tests.backup import life
from tests.backup.conftest import House, Maker
from tests.storage.test_migrations import contents, fill


def test_every_row_comes_back_on_either_database(house: House, make: Maker, tmp_path: Path) -> None:
    with house.at_work():
        before = fill()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        found = read_summary(tmp_path / "x")
    assert found.digest.hex == house.digest()
    assert set(found.digest.tables) == set(before)
    assert {count for count, _ in found.digest.tables.values()} == {1}
    for kind in ("sqlite", "postgresql"):
        other = make(kind)
        other.good("restore", tmp_path / "x")
        with other.at_work(), db.engine.connect() as connection:
            after = digest_of(connection).tables
        changed = {name for name, rows in found.digest.tables.items() if after[name] != rows}
        # sessions, links, codes and letters end with a restore; marks say that there was one
        assert changed == {
            "login_session", "one_use_link", "phone_code", "mail_outbox", "installation_mark", "match_change",
        }  # fmt: skip


def test_the_loaded_rows_have_the_digest_of_the_backup_before_anything_is_put_right(
    house: House, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.at_work():
        life.person()
    house.good("backup", tmp_path / "x")
    other = make("sqlite" if house.settings.database_url.startswith("post") else "postgresql")
    monkeypatch.setattr(restoring, "_put_right", lambda summary, *_: restoring.Done(summary, {}, 0))
    other.good("restore", tmp_path / "x")
    assert other.digest() == house.digest()


@pytest.mark.usefixtures("whole")
def test_the_site_goes_on_from_a_backup(house: House, make: Maker, tmp_path: Path) -> None:
    with house.at_work():
        life.person()
        town = life.papers()
        paper = town.mine("employer").organisation.evidence[0].ref
        actor = town.actor("employer")
        bytes_before = evidence.open_paper(actor, paper) if hasattr(evidence, "open_paper") else None
    house.good("backup", tmp_path / "x")
    other = make("postgresql" if "postgresql" in house.settings.database_url else "sqlite")
    told = other.good("restore", tmp_path / "x")
    assert "restored" in told
    verified = other.run("audit", "verify")
    assert verified.exit_code == 1
    assert "the anchor is gone" in verified.output or "cut off" in verified.output
    other.good("audit", "accept", "--because", "restored from the backup of Monday")
    other.good("audit", "verify")
    with other.at_work() as app:
        assert life.enters()
        assert app.test_client().get("/vi/firms").status_code == 200
        names = [path.name for path in FOLDER.path().iterdir() if len(path.name) == 32]
        assert len(names) == 3
        assert all(FOLDER.read(name) for name in names)
        assert find(app.extensions["search"], QuerySpec("chi phí", ())).total > 0
        assert engine().state().newest == engine().state().applied
        life.person("moi@example.vn")  # counters go on behind what was restored
    other.good("audit", "verify")
    assert bytes_before is None or bytes_before


def test_a_backup_is_for_nobody_else_and_replaces_nothing(house: House, tmp_path: Path) -> None:
    path = tmp_path / "x"
    with house.at_work():
        life.person()
    house.good("backup", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = path.read_bytes()
    again = house.run("backup", path)
    assert (again.exit_code, path.read_bytes()) == (1, kept)
    assert "there already" in again.output
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["x"], "nothing is left beside it"
    assert life.canaries(tmp_path / "x", life.LAN, life.NAME, "canary") == []
    assert not any(word in kept for word in (b"canary", b"account", b"CREATE", b"returnee"))


def test_an_older_backup_is_migrated(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite", migrated=False)
    with house.at_work():
        upgrade(revision="0023")
        before = fill()
    house.good("backup", tmp_path / "x")
    for kind in ("sqlite", "postgresql"):
        other = make(kind)
        assert "migration 0023" in other.good("restore", tmp_path / "x")
        with other.at_work():
            assert db.session.scalar(text("SELECT version_num FROM alembic_version")) != "0023"
            assert len(contents()["firm"]) == len(before["firm"])


def test_a_backup_of_a_newer_edition_is_refused(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    with house.at_work():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
    house.good("backup", tmp_path / "x")
    other = make("sqlite")
    before = other.folder_bytes()
    refused = other.run("restore", tmp_path / "x")
    assert (refused.exit_code, other.folder_bytes()) == (1, before)
    assert "9999" in refused.output


def test_a_paper_that_goes_while_the_backup_is_made_is_noted(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    with house.at_work():
        life.papers()
        sorted(FOLDER.path().glob("?" * 32))[0].unlink()
    assert "1 files were removed" in house.good("backup", tmp_path / "x")
    other = make("sqlite")
    other.good("restore", tmp_path / "x")
    with other.at_work():
        assert len(list(FOLDER.path().glob("?" * 32))) == 2


def test_a_paper_that_was_taken_back_is_not_carried(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    with house.at_work():
        town = life.papers()
        db.session.execute(text("UPDATE organisation_evidence SET deleted_at = created_at FROM organisation"))
        db.session.commit()
        assert town
    assert " 0 files" in house.good("backup", tmp_path / "x")


def test_old_backups_are_removed_after_a_new_one_was_read(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    folder = tmp_path / "kept"
    folder.mkdir()
    house.good("backup", folder / "a")
    old = (folder / "a").read_bytes()
    line, _, rest = old.partition(b"\n")
    words = line.split(b" ")
    words[4] = b"2026-01-01T00:00:00Z"
    (folder / "old").write_bytes(b" ".join(words) + b"\n" + rest)
    (folder / "letter.txt").write_text("no backup")
    assert "removed old" in house.good("backup", folder / "b", "--keep-days", "35")
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "letter.txt"]
    assert house.run("backup", folder / "c", "--keep-days", "36").exit_code == 2


def test_it_may_be_tried_elsewhere_while_the_site_works(house: House, tmp_path: Path) -> None:
    with house.at_work():
        life.person()
        house.good("backup", tmp_path / "x")
        before = db.session.scalar(text("SELECT count(*) FROM account"))
        db.session.rollback()
        house.good("restore", tmp_path / "x", "--into", tmp_path / "drill")
        assert db.session.scalar(text("SELECT count(*) FROM account")) == before
    assert house.run("restore", tmp_path / "x", "--into", tmp_path / "drill").exit_code == 2


def test_after_rotation_the_old_key_still_opens_old_backups_only(make: Maker, tmp_path: Path) -> None:
    one, two = (1, bytes(range(64))), (2, bytes(reversed(range(64))))
    house = make("sqlite", keys=(one,))
    with house.at_work():
        life.person()
        assert vault().newest == 1
    house.good("backup", tmp_path / "old")
    both = House(house.settings.__class__(**{**vars(house.settings), "keys": (two, one)}), house.patch)
    told = both.good("keys", "rotate")
    assert "1" in told
    assert "backups" in told
    alone = House(both.settings.__class__(**{**vars(both.settings), "keys": (two,)}), house.patch)
    refused = alone.run("backup", tmp_path / "old", "--verify")
    assert refused.exit_code == 1
    assert "key 1" in refused.output
    assert alone.run("restore", tmp_path / "old", "--replace").exit_code == 1
    both.good("restore", tmp_path / "old", "--replace")
    with both.at_work():
        assert life.enters()
