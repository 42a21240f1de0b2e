"""Writes a backup while the site goes on: the database as it stands at one moment, and the files that its rows name."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import ColumnElement, Connection, Engine, column, select, table

from portal.storage.backup import frames
from portal.storage.backup.container import Heading
from portal.storage.backup.contents import Summary
from portal.storage.backup.frames import FrameWriter
from portal.storage.backup.reading import read_summary
from portal.storage.backup.rows import Digest, lines_of, one_moment, revision_of, shapes_of
from portal.storage.encryption import vault
from portal.storage.sealed_files import SealedFolder, declared_folders

TOGETHER = 256 * 1024
"""Bytes of rows in one frame, and of a file."""
LOG_HEAD = "audit_head"
PART = ".part"


class CannotWrite(Exception):
    """There is a file of this name already, the folder cannot be written to, or the database is not set up."""


@dataclass
class _Files:
    written: int = 0
    missing: list[str] | None = None


def write_backup(path: Path, engine: Engine, now: datetime) -> Summary:
    """Write the backup, read it again from the disk, and only then give it its name.

    It holds everything that was committed before this was called. Nobody else may read the file. Raises CannotWrite; a
    file under this name is left as it is.
    """
    if path.exists():
        raise CannotWrite(f"{path} is there already; a backup never replaces another")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            made = _write(file, engine, now)
            file.flush()
            os.fsync(file.fileno())
        found = read_summary(part)
        if found != made:
            raise CannotWrite("what was written does not read as it was written; the disk may be failing")
        _give_name(part, path)
        return found
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _write(file: IO[bytes], engine: Engine, now: datetime) -> Summary:
    keys = vault()
    heading = Heading.fresh(keys, now)
    out = FrameWriter(file, heading, keys)
    with one_moment(engine) as connection:
        revision = revision_of(connection)
        if revision is None:
            raise CannotWrite("the database is not set up; there is nothing to keep")
        out.write_json(frames.BEGIN, {"revision": revision})
        digest = _write_rows(out, connection)
        files = _write_files(out, connection)
        summary = Summary(
            heading.made,
            heading.key,
            revision,
            digest,
            files.written,
            tuple(files.missing or ()),
            _log_head(connection),
        )
    out.write_json(frames.END, summary.said())
    out.close()
    return summary


def _write_rows(out: FrameWriter, connection: Connection) -> Digest:
    digest = Digest()
    for shape in shapes_of(connection):
        out.write_json(frames.TABLE, {"name": shape.name, "columns": shape.columns})
        waiting = bytearray()
        for line in digest.add(shape, lines_of(connection, shape)):
            waiting += line
            if len(waiting) >= TOGETHER:
                out.write(frames.ROWS, bytes(waiting))
                waiting.clear()
        if waiting:
            out.write(frames.ROWS, bytes(waiting))
    return digest


def _write_files(out: FrameWriter, connection: Connection) -> _Files:
    """The sealed files as they lie there. One that was removed since the moment of the backup is noted as missing."""
    done = _Files(missing=[])
    there = {shape.name: set(shape.names) for shape in shapes_of(connection)}
    for folder in declared_folders():
        named = folder.named_by
        if named is None or not {named.column, *named.gone} <= there.get(named.table, set()):
            continue
        for name in _names(connection, folder):
            if _write_file(out, folder, name):
                done.written += 1
            elif done.missing is not None:
                done.missing.append(f"{folder.name}/{name}")
    return done


def _names(connection: Connection, folder: SealedFolder) -> Iterator[str]:
    named = folder.named_by
    if named is None:
        return
    name: ColumnElement[str] = column(named.column)
    query = select(name).select_from(table(named.table)).where(*(column(each).is_(None) for each in named.gone))
    yield from connection.scalars(query.order_by(name).execution_options(yield_per=1000))


def _write_file(out: FrameWriter, folder: SealedFolder, name: str) -> bool:
    try:
        with open(folder.path_of(name), "rb") as file:
            out.write_json(frames.FILE, {"folder": folder.name, "name": name})
            while content := file.read(TOGETHER):
                out.write(frames.PART, content)
    except FileNotFoundError:
        return False
    return True


def _log_head(connection: Connection) -> str:
    """The anchor of the log as it stands in this moment; "" for an empty log."""
    mark = table("installation_mark", column("key"), column("value"))
    return connection.scalar(select(mark.c.value).where(mark.c.key == LOG_HEAD)) or ""


def _give_name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # unlike a renaming, it fails where somebody was quicker
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.rename(part, path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
