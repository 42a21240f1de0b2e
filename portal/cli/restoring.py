"""How a backup comes back: proven, prepared beside what is there, freed of what was erased since, then put in place at once."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from portal.accounts.service import me
from portal.app import MIGRATIONS, create_app
from portal.audit import service as audit
from portal.audit.rules.entries import Facts
from portal.cli.chores.restored import MARK
from portal.config import Settings
from portal.jobs import service as jobs
from portal.mail import service as mail
from portal.shared.clock import now
from portal.storage import tombstone_file, tombstones
from portal.storage.backup.contents import Summary
from portal.storage.backup.loading import DoesNotFit, Loader, set_counters
from portal.storage.backup.places import Place, hold, is_empty
from portal.storage.backup.reading import read, read_summary
from portal.storage.backup.rows import digest_of
from portal.storage.db import db
from portal.storage.installation import set_mark
from portal.storage.rules.keeping import TOMBSTONES_KEPT, matters, may_restore
from portal.storage.sealed_files import declared_folders
from portal.storage.tombstone_line import Tombstone

FOLDER = "restoring"


class Refused(Exception):
    """Why this backup is not restored. Nothing was changed."""


@dataclass(frozen=True)
class Plan:
    """Which file, by which installation, into which (the same, unless somebody tries a backup elsewhere)."""

    file: Path
    settings: Settings
    replace: bool
    tombstones: tuple[Path, ...]
    target: Settings


@dataclass(frozen=True)
class Done:
    """What was restored; how many things of each kind were erased again; how many letters were dropped.

    `logged` says whether the log in the backup took a row about it: a damaged one takes none until somebody looked at it.
    """

    summary: Summary
    erased: dict[str, int]
    letters: int
    logged: bool = True


def restore(plan: Plan) -> Done:
    """Restore, or raise Refused or what `portal.storage.backup` raises and leave everything as it was.

    Ends what this process has open of the database; the search index is the caller's, afterwards.
    """
    summary = read_summary(plan.file)  # all of it, before anything is touched
    _check(summary)
    elsewhere = _stones_of(plan)
    db.session.remove()
    db.engine.dispose()
    with _alone(plan.target) as folder, hold(plan.target.database_url) as place:
        if not plan.replace and not is_empty(place.connection):
            raise Refused("this installation holds rows already: --replace puts the backup in their place")
        stones = {*elsewhere, *tombstones.read_from(place.connection), *_in_file(plan.target)}
        place.connection.rollback()
        if place.needs_tables(_head()):
            _migrate(plan.target)
        try:
            done = _prepare(plan, place, folder, summary, stones)
            _take_files(plan.target, folder)
            place.replace(_head())
        finally:
            place.clear()
        return done


def _check(summary: Summary) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if summary.revision not in known:
        raise Refused(
            f"the backup is of migration {summary.revision}, which this edition does not know: update it first"
        )
    if not may_restore(summary.made, now()):
        raise Refused(
            f"the backup is older than {TOMBSTONES_KEPT.days} days: who was erased after it is no longer remembered"
        )


def _stones_of(plan: Plan) -> set[Tombstone]:
    """The tombstones of the installation that runs this, and of files that were given."""
    found = {stone for path in plan.tombstones for stone in _given(path)}
    if plan.settings != plan.target:
        found |= {*tombstones.in_database(), *_in_file(plan.settings)}
        db.session.rollback()
    return found


def _given(path: Path) -> list[Tombstone]:
    if not path.is_file():
        raise Refused(f"{path}: there is no such file of tombstones")
    return tombstone_file.read(path)


def _in_file(settings: Settings) -> list[Tombstone]:
    return tombstone_file.read(settings.state_dir / tombstone_file.FILE)


def _prepare(plan: Plan, place: Place, folder: Path, summary: Summary, stones: Iterable[Tombstone]) -> Done:
    """Everything that takes time, in a database and a folder beside those in use."""
    staged = replace(
        plan.target, database_url=place.stage(folder), state_dir=folder, search_index_dir=folder / "search_index",
        search_backend="whoosh",
    )  # fmt: skip
    app = create_app(staged, serving=False)
    with app.app_context():
        try:
            upgrade(revision=summary.revision)
            _load(plan.file, folder, summary)
            upgrade()
            return _put_right(summary, stones, now())
        finally:
            db.session.remove()
            db.engine.dispose()


def _load(file: Path, folder: Path, summary: Summary) -> None:
    with db.engine.begin() as connection:
        if read(file, Loader(connection, folder)) != summary:
            raise Refused("the file changed while it was read")
        set_counters(connection)
    with db.engine.connect() as connection:
        if digest_of(connection).hex != summary.digest.hex:
            raise DoesNotFit("the restored rows differ from those of the backup")


def _put_right(summary: Summary, stones: Iterable[Tombstone], moment: datetime) -> Done:
    """What may not come back with a backup: who was erased since, who was signed in, letters that waited."""
    tombstones.take_in(stones)
    lost = [stone for stone in tombstones.not_ours(tombstones.in_database()) if matters(stone.buried_at, summary.made)]
    if lost:
        raise Refused(
            f"{len(lost)} tombstones cannot be read with these keys (key {lost[0].key_version}): whoever was erased would "
            "come back. Put the key back into PORTAL_KEYS for this command"
        )
    try:
        erased = tombstones.erase_again(moment)
    except audit.LogDamaged:
        raise Refused("the log in the backup is damaged, and erasing again must be written down in it") from None
    me.sign_everybody_out()
    letters = mail.forget_all()
    jobs.forget_column_stores(moment)
    set_mark(MARK, summary.digest.hex)
    logged = _log(summary, erased)
    db.session.commit()
    return Done(summary, erased, letters, logged)


def _log(summary: Summary, erased: dict[str, int]) -> bool:
    try:
        facts: Facts = {"digest": summary.digest.hex, "erased": sum(erased.values())}
        audit.record("backup.restored", actor="system", role="system", facts=facts)
    except audit.LogDamaged:
        return False
    return True


def _take_files(target: Settings, folder: Path) -> None:
    """Papers get their names before the rows that name them; were it stopped now, they would be swept as nobody's."""
    app = create_app(target, serving=False)
    with app.app_context():
        for each in declared_folders():
            for path in sorted((folder / each.name).iterdir()) if (folder / each.name).is_dir() else []:
                each.take_in(path.name, path)


def _migrate(target: Settings) -> None:
    app = create_app(target, serving=False)
    with app.app_context():
        try:
            upgrade()
        finally:
            db.engine.dispose()


@contextmanager
def _alone(target: Settings) -> Iterator[Path]:
    """An empty folder beside the database, of this one restore; whatever a killed one left in it goes."""
    target.state_dir.mkdir(parents=True, exist_ok=True)
    folder = target.state_dir / FOLDER
    with open(target.state_dir / f"{FOLDER}.lock", "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("another restore is under way") from None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def _head() -> str:
    return _scripts().get_current_head() or ""
