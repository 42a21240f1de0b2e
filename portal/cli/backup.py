"""`flask backup` and `flask restore`: keep an encrypted copy of everything while the site works, and go back to one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace as changed
from pathlib import Path
from typing import NoReturn, TypeVar

import click
from flask import current_app

from portal.cli import restoring
from portal.cli.chores import restored
from portal.cli.context import with_app
from portal.config import Settings
from portal.shared.clock import now
from portal.storage.backup.container import Damaged, NotABackup
from portal.storage.backup.contents import Summary
from portal.storage.backup.loading import DoesNotFit
from portal.storage.backup.places import AtWork, Unusable
from portal.storage.backup.reading import heading_of, read_summary
from portal.storage.backup.writing import PART, CannotWrite, write_backup
from portal.storage.db import db
from portal.storage.encryption import KeyMissing
from portal.storage.rules.keeping import BACKUPS_KEPT, is_over, is_stale

MOST_DAYS = BACKUPS_KEPT.days
T = TypeVar("T")
FILE = click.Path(dir_okay=False, path_type=Path)
_REFUSED = (Damaged, AtWork, Unusable, DoesNotFit, CannotWrite, restoring.Refused)


@click.command("backup")
@click.argument("file", type=FILE)
@click.option("--verify", is_flag=True, help="Read this backup from beginning to end and change nothing.")
@click.option(
    "--keep-days", type=click.IntRange(1, MOST_DAYS),
    help="Then remove backups of this site in the same folder that are older.",
)  # fmt: skip
@with_app
def backup(file: Path, verify: bool, keep_days: int | None) -> None:
    """Write everything into one encrypted file while the site goes on: the database of one moment, and uploaded papers.

    All that was saved before the command began is in it. The file is read again before it gets its name; a file of that
    name is never replaced. It opens with the keys of this installation only (SECRET_KEY, PORTAL_KEYS): keep those
    elsewhere. Exit 2: this is no backup. Exit 1: it was altered, or other keys made it.
    """
    if verify:
        _tell(_read(lambda: read_summary(file)), file)
        return
    _tell(_read(lambda: write_backup(file, db.engine, now())), file)
    if keep_days is not None:
        for gone in _remove_old(file, keep_days):
            click.echo(f"removed {gone.name}: more than {keep_days} days old")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Take the place of what this installation holds now.")
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path),
    help="A new folder: try the backup there, on SQLite, and leave this installation alone.",
)  # fmt: skip
@click.option(
    "--tombstones", multiple=True, type=FILE, help="Further files `tombstones` of other hosts' state folders."
)
@with_app
def restore(file: Path, replace: bool, into: Path | None, tombstones: tuple[Path, ...]) -> None:
    """Go back to a backup: stop the site and `flask work` first. All of it or nothing; the old stays until the new is proven.

    An older backup is migrated. Whoever deleted their account, and whoever ended their letters, since then is erased again
    before anybody is served. Everybody signs in anew, and letters that waited then are not sent. Look at
    `flask audit verify` afterwards.
    """
    settings: Settings = current_app.extensions["settings"]
    plan = restoring.Plan(file, settings, replace, tombstones, _elsewhere(settings, into))
    done = _read(lambda: restoring.restore(plan))
    _tell(done.summary, file)
    if is_stale(done.summary.made, now()):
        click.echo(f"this backup is older than {MOST_DAYS} days: it should have been removed", err=True)
    for kind, count in done.erased.items():
        click.echo(f"erased again: {count} of kind {kind}")
    click.echo(f"{done.letters} letters that waited are not sent; everybody signs in anew")
    if not done.logged:
        click.echo("the log in this backup was damaged already: nothing more is done until it was looked at", err=True)
    for line in restored.finish(plan.target):
        click.echo(line)
    click.echo('restored; look at `flask audit verify`, then `flask audit accept --because "…"`')


def _elsewhere(settings: Settings, into: Path | None) -> Settings:
    if into is None:
        return settings
    if into.exists() and any(into.iterdir()):
        raise click.UsageError("--into: the folder is not empty")
    into = into.resolve()
    url = f"sqlite:///{into / 'ben-ve.sqlite3'}"
    return changed(
        settings, database_url=url, state_dir=into, search_index_dir=into / "search_index", search_backend="whoosh"
    )


def _read(act: Callable[[], T]) -> T:
    try:
        return act()
    except (NotABackup, FileNotFoundError) as error:
        raise click.UsageError(str(error) if isinstance(error, NotABackup) else "there is no such file") from None
    except KeyMissing as error:
        _refuse(
            f"key {error.version} opens this backup and is not in PORTAL_KEYS: put it back, at the end, for this command"
        )
    except _REFUSED as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(str(error.strerror or error))


def _refuse(why: str) -> NoReturn:
    raise click.ClickException(why) from None


def _tell(found: Summary, file: Path) -> None:
    click.echo(f"{file.name}: of {found.made:%Y-%m-%d %H:%M:%S} UTC, migration {found.revision}, key {found.key}")
    for name, (count, _) in sorted(found.digest.tables.items()):
        if count:
            click.echo(f"  {name}: {count}")
    click.echo(f"{found.digest.rows} rows, {found.files} files, digest {found.digest.hex}")
    if found.missing:
        click.echo(f"{len(found.missing)} files were removed, or missing, while it was made")
    if found.audit_head:
        click.echo(f"head of the log then: {found.audit_head}")


def _remove_old(file: Path, days: int) -> list[Path]:
    """Older backups beside this one, and what a run that was killed left behind."""
    gone = []
    for path in sorted(file.parent.iterdir()):
        with suppress(OSError, NotABackup):
            if path != file and path.is_file() and is_over(heading_of(path).made, now(), days):
                path.unlink()
                gone.append(path)
    for path in file.parent.glob(f".*{PART}"):
        with suppress(OSError):
            if now().timestamp() - path.stat().st_mtime > 24 * 3600:
                path.unlink()
    return gone
