"""The database itself refuses whoever would change the log, even before the chain tells; on both, by really trying."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from portal.audit.service import record, verify
from portal.storage.db import db

AN = "hQ3x-Zt0_mB7yK2vN8sLwA"
REST = "at, actor, role, action, object_kind, object_ref, facts, key_version, link, mac"
REFUSED = {
    "edit": "UPDATE audit_row SET role = 'admin' WHERE seq = 2",
    "edit nothing": "UPDATE audit_row SET role = role",
    "move": "UPDATE audit_row SET seq = 9 WHERE seq = 2",
    "delete": "DELETE FROM audit_row WHERE seq = 3",
    "empty": "DELETE FROM audit_row",
    "slip in": f"INSERT INTO audit_row SELECT 0, {REST} FROM audit_row WHERE seq = 1",  # noqa: S608 - the test forges
    "double": f"INSERT INTO audit_row SELECT 3, {REST} FROM audit_row WHERE seq = 1",  # noqa: S608
    "replace": {
        "sqlite": f"INSERT OR REPLACE INTO audit_row SELECT 3, {REST} FROM audit_row WHERE seq = 1",  # noqa: S608
        "postgresql": f"INSERT INTO audit_row SELECT 3, {REST} FROM audit_row WHERE seq = 1"  # noqa: S608
        " ON CONFLICT (seq) DO UPDATE SET role = 'admin'",
    },
    "truncate": {"sqlite": "DELETE FROM audit_row WHERE 1", "postgresql": "TRUNCATE audit_row"},
}


def write(count: int) -> None:
    for _ in range(count):
        record("session.start", actor=AN, role="editor")
    db.session.commit()


@pytest.mark.parametrize("way", REFUSED)
def test_no_row_is_changed_taken_away_or_slipped_in(folder: Path, way: str) -> None:
    write(3)
    statement = REFUSED[way]
    if isinstance(statement, dict):
        statement = statement[db.engine.dialect.name]
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert verify() == []
    assert db.session.scalar(text("SELECT count(*) FROM audit_row WHERE role = 'editor'")) == 3
    write(1)
    assert verify() == []


def test_a_role_that_may_only_add_writes_the_log_and_cannot_lift_the_triggers(folder: Path, app: Flask) -> None:
    """The grants of the README, on a real PostgreSQL, as the site's own role."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no roles: the state folder's owner is the only one")
    grants = (Path(current_app.root_path).parent / "README.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in grants.splitlines() if line.strip().startswith(("GRANT ", "REVOKE "))]
    assert len(lines) >= 3
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
        owner.execute(text("DROP OWNED BY site") if _has_role(owner) else text("CREATE ROLE site LOGIN"))
        for line in lines:
            owner.exec_driver_sql(line)
    write(1)
    as_site = create_engine(db.engine.url, connect_args={"options": "-c role=site"})
    try:
        with as_site.begin() as connection:
            copy = f"INSERT INTO audit_row SELECT 2, {REST} FROM audit_row WHERE seq = 1"  # noqa: S608
            connection.execute(text(copy))
            connection.execute(text("UPDATE installation_mark SET value = value"))
            connection.execute(text("UPDATE limit_bucket SET level = 0"))
        for statement in (
            *(each for each in REFUSED.values() if isinstance(each, str) and not each.startswith("INSERT")),
            "TRUNCATE audit_row",
            "ALTER TABLE audit_row DISABLE TRIGGER USER",
            "DROP TRIGGER audit_row_unchanged ON audit_row",
            "DROP TABLE audit_row",
            "CREATE OR REPLACE FUNCTION audit_row_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        ):
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), as_site.begin() as connection:
                connection.exec_driver_sql(statement)
    finally:
        as_site.dispose()


def _has_role(connection: object) -> bool:
    found = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'site'"))  # type: ignore[attr-defined]
    return found.first() is not None
