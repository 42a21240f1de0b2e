"""`flask keys`: brings every sealed value under the newest key, and says which old keys may go."""

from __future__ import annotations

import json

import click

from portal.audit import service as audit
from portal.cli.context import with_app
from portal.storage.db import db
from portal.storage.encryption import vault
from portal.storage.rotation import in_use, rotate
from portal.storage.rules.keeping import BACKUPS_KEPT
from portal.storage.sealed_files import declared_folders

LOST = -1
MOST = 10**8 - 1
"""The log takes no larger number."""


@click.group("keys")
def keys() -> None:
    """The keys of sealed columns."""


@keys.command("rotate")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def rotate_all(as_json: bool) -> None:
    """Seal every personal value and uploaded file anew with the newest key of PORTAL_KEYS, while the site works.

    First give the new key, before the old ones, to every process (`PORTAL_KEYS=2:…,1:…`) and restart them; then run
    this. It may be stopped and run again. Exit 0: the old keys named may leave PORTAL_KEYS. Exit 1: some rows do not
    open, or were written with an old key meanwhile; they are named, the rest is done.
    """
    done, folders = rotate(), [folder.rotate() for folder in declared_folders()]
    resealed = sum(column.resealed for column in done) + sum(folder.resealed for folder in folders)
    unreadable = sum(len(column.unreadable) for column in done) + sum(len(folder.unreadable) for folder in folders)
    newest = vault().newest
    _log(newest, resealed, unreadable)
    counts = _in_use()
    free = [version for version in vault().versions if version != newest and not counts[version]]
    if as_json:
        click.echo(json.dumps({"newest": newest, "resealed": resealed, "unreadable": unreadable, "in_use": counts}))
    else:
        _tell(newest, resealed, counts, free)
    for column in done:
        for ref in column.unreadable:
            click.echo(f"{column.column.table}.{column.column.column} of {ref} does not open", err=True)
        for ref in column.doubled:
            click.echo(f"{column.column.table}.{column.column.blind} of {ref} is held by another row", err=True)
    for folder in folders:
        for name in folder.unreadable:
            click.echo(f"file {name} in {folder.folder} does not open", err=True)
    if unreadable or counts.get(LOST) or len(free) != len(vault().versions) - 1:
        raise SystemExit(1)


def _log(newest: int, resealed: int, unreadable: int) -> None:
    """One row, under the new key: it also vouches for all rows of the log that older keys signed."""
    facts = {"newest": newest, "resealed": min(resealed, MOST), "unreadable": min(unreadable, MOST)}
    try:
        audit.record("keys.rotate", actor="system", role="system", facts=facts)
        db.session.commit()
    except audit.LogDamaged as error:
        raise click.ClickException(str(error)) from None


def _in_use() -> dict[int, int]:
    """How many values and files each key seals; LOST stands for keys that are not there."""
    counts = in_use()
    for folder in declared_folders():
        for version, count in folder.in_use().items():
            counts[version] = counts.get(version, 0) + count
    return counts


def _tell(newest: int, resealed: int, counts: dict[int, int], free: list[int]) -> None:
    click.echo(f"{resealed} values and files sealed anew with key {newest}")
    for version, count in counts.items():
        name = "keys that are not in PORTAL_KEYS" if version == LOST else f"key {version}"
        click.echo(f"{name}: {count} values and files")
    if any(free):
        click.echo("may leave PORTAL_KEYS: " + ", ".join(str(version) for version in free if version))
        days = BACKUPS_KEPT.days
        click.echo(
            f"backups made with them open with them only: keep them locked away for {days} days, then destroy them"
        )
