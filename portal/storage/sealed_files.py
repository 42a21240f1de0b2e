"""Files that lie sealed in a folder below the state folder: written whole, opened in their own place only, rotated.

A file is bound to its folder and its random name, so one put in the place of another does not open. A room declares its
folder beside its models, as it does its sealed columns.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from portal.storage import at_work
from portal.storage.encryption import NotReadable, bytes_key_version, context, vault

NAME = re.compile(r"[0-9a-f]{32}")
ORPHAN_AGE = timedelta(hours=24)
_FRESH = ".new"
_HEADER = 32

log = logging.getLogger(__name__)


@dataclass
class RotatedFiles:
    """What one run did to one folder: files sealed anew, and the names of those that do not open."""

    folder: str
    resealed: int = 0
    unreadable: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class NamedBy:
    """Which rows say that a file is to be kept: those of `table`, whose `column` holds its name, while all of `gone` are empty."""

    table: str
    column: str
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class SealedFolder:
    """A folder of sealed files, by its name below the state folder; `flask backup` keeps the files that rows name."""

    name: str
    named_by: NamedBy | None = None

    def write(self, content: bytes) -> str:
        """Seal the bytes into a new file, readable by this system user only; returns its random name."""
        name = secrets.token_hex(16)
        fresh = self._fresh(name, vault().seal_bytes(self._place(name), content))
        os.rename(fresh, self._file(name))  # whole or not at all: nobody finds half a file under its name
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes under this name, or None where the file is gone, altered, moved, or its key is missing."""
        try:
            return vault().unseal_bytes(self._place(name), self._file(name).read_bytes())
        except OSError:
            return None
        except NotReadable as error:
            log.warning("file %s of %s: %s", name, self.name, error)
            return None

    def remove(self, name: str) -> None:
        """Take the file away; it may be gone already."""
        with self._alone():
            self._file(name).unlink(missing_ok=True)

    def remove_orphans(self, known: Collection[str], now: datetime) -> int:
        """Remove files older than a day that no row names (what was cut off while it was written); returns how many."""
        removed = 0
        for path in self.path().iterdir():
            ours = NAME.fullmatch(path.name.removesuffix(_FRESH)) is not None and path.name not in known
            if ours and now.timestamp() - path.stat().st_mtime > ORPHAN_AGE.total_seconds():
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def rotate(self) -> RotatedFiles:
        """Bring every file under the newest key while others read, write and remove; may be stopped and run again."""
        done = RotatedFiles(self.name)
        while True:
            written = sum(self._rotate_one(name, done) for name in self._names() if self._is_old(name))
            done.resealed += written
            if not written:
                return done

    def in_use(self) -> dict[int, int]:
        """How many files each key version seals; -1 for files that are not sealed or whose key is missing."""
        counts: dict[int, int] = {}
        for name in self._names():
            version = self._version(name)
            if version is not None:
                known = version if version in vault().versions else -1
                counts[known] = counts.get(known, 0) + 1
        return counts

    def path(self) -> Path:
        """The folder, made where it is not there; nobody else may look into it."""
        folder = at_work.settings().state_dir / self.name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        return folder

    def path_of(self, name: str) -> Path:
        """Where the sealed bytes of this name lie, or would. Raises ValueError for what is no name of this folder's."""
        return self._file(name)

    def take_in(self, name: str, sealed: Path) -> bool:
        """Put sealed bytes that came from elsewhere under this name, unless a file that opens is there; whether it was put."""
        if self.read(name) is not None:
            return False
        with self._alone():
            os.replace(sealed, self._file(name))
        return True

    def _rotate_one(self, name: str, done: RotatedFiles) -> int:
        keys, place = vault(), self._place(name)
        try:
            sealed = keys.seal_bytes(place, keys.unseal_bytes(place, self._file(name).read_bytes()))
        except FileNotFoundError:
            return 0  # removed meanwhile
        except NotReadable as error:
            log.warning("file %s of %s: %s", name, self.name, error)
            done.unreadable += [name] if name not in done.unreadable else []
            return 0
        fresh = self._fresh(name, sealed)
        with self._alone():  # a file removed at this moment must not come back
            if self._file(name).exists():
                os.replace(fresh, self._file(name))
                return 1
            fresh.unlink()
            return 0

    def _is_old(self, name: str) -> bool:
        version = self._version(name)
        return version is not None and version != vault().newest

    def _version(self, name: str) -> int | None:
        """None where the file is gone, -1 where it is no sealed file."""
        try:
            with open(self._file(name), "rb") as file:
                return bytes_key_version(file.read(_HEADER))
        except FileNotFoundError:
            return None
        except NotReadable:
            return -1

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.path().iterdir() if NAME.fullmatch(path.name))

    def _fresh(self, name: str, sealed: bytes) -> Path:
        """These bytes on the disk, beside the file that they will become."""
        path = self.path() / f"{name}{_FRESH}"
        path.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(path, flags, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        return path

    def _file(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("not a name this folder gives")
        return self.path() / name

    def _place(self, name: str) -> str:
        return context("files", self.name, name)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time takes a file away or puts one in its place."""
        with open(self.path() / ".lock", "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


_declared: dict[str, SealedFolder] = {}


def declare_folder(folder: SealedFolder) -> SealedFolder:
    """Make a folder known to `flask keys rotate`; called once, beside the model."""
    return _declared.setdefault(folder.name, folder)


def declared_folders() -> tuple[SealedFolder, ...]:
    """Every declared folder, in a fixed order."""
    return tuple(_declared[name] for name in sorted(_declared))
