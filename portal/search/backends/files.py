"""Where index generations lie on disk, and whether what lies there is what was written.

An index is a cache of pickles: its directory belongs to the service alone (mode 0700), every file is named with its
SHA-256 in a manifest that is replaced after each commit, and one file, `current`, names the generation in use.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.search.backends.base import IndexBusy, IndexDamaged

CURRENT, LOCK, MANIFEST, BEFORE = "current", "lock", "manifest.json", "before"
VERSION = 3
"""Of the layout of documents in the index; another number makes every older index be rebuilt."""


@dataclass(frozen=True)
class Manifest:
    """What a generation must hold: its layout, the lexicon it was built with, its documents, its files by SHA-256."""

    version: int
    lexicon: str
    documents: int
    commit: int
    files: dict[str, str]


def prepare(folder: Path) -> None:
    """Make the directory, for this service alone."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the only pen. IndexBusy when another process holds it; a killed process lets go by itself."""
    prepare(folder)
    with open(folder / LOCK, "w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy("another process is writing the search index") from None
        yield


def current(folder: Path) -> Path:
    """The generation in use. IndexDamaged when there is none, or when others could have written into it."""
    try:
        status = folder.stat()
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise IndexDamaged(f"{folder} can be written by others")
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged("there is no search index yet") from error
    if not name.startswith("g") or not name[1:].isdigit() or not (folder / name).is_dir():
        raise IndexDamaged("the search index in use is missing")
    return folder / name


def new_generation(folder: Path) -> Path:
    """An empty directory for the next generation; remains of an interrupted one are cleared."""
    numbers = [int(path.name[1:]) for path in folder.glob("g*") if path.name[1:].isdigit()]
    path = folder / f"g{max(numbers, default=0) + 1:06d}"
    path.mkdir(mode=0o700)
    return path


def put_in_place(folder: Path, generation: Path) -> None:
    """Use this generation from now on, in one step; the one before it stays for those who still read it."""
    before = (folder / CURRENT).read_text(encoding="ascii", errors="replace") if (folder / CURRENT).is_file() else ""
    _replace(folder / CURRENT, generation.name)
    for path in folder.glob("g*"):
        if path.is_dir() and path.name not in (before.strip(), generation.name):
            shutil.rmtree(path, ignore_errors=True)


def seal(generation: Path, lexicon: str, documents: int, commit: int, kept: dict[str, str]) -> None:
    """Write the manifest of what lies here now; files known by name from `kept` never change and are not read again."""
    files = {
        path.name: kept.get(path.name) or _digest(path)
        for path in sorted(generation.iterdir())
        if path.suffix in (".seg", ".toc")
    }
    manifest = Manifest(VERSION, lexicon, documents, commit, files)
    _replace(generation / MANIFEST, json.dumps(asdict(manifest)))


@contextmanager
def undoable(folder: Path, generation: Path, manifest: Manifest) -> Iterator[None]:
    """Around a change of a sealed generation: what it holds stays under other names until the change is sealed too.

    The names are hard links, so nothing is copied; a process killed in between leaves them for `go_back`.
    """
    forget_before(folder)
    before = folder / BEFORE
    before.mkdir(mode=0o700)
    for name in (*manifest.files, MANIFEST):
        os.link(generation / name, before / name)
    yield
    forget_before(folder)


def forget_before(folder: Path) -> None:
    """Remove what an interrupted change left: the state after it is whole."""
    shutil.rmtree(folder / BEFORE, ignore_errors=True)


def go_back(folder: Path, lexicon: str) -> bool:
    """Put the state before an interrupted change in place as a generation of its own; False where there is none that is whole.

    Once the change was sealed, what was there before it is too old: the queue no longer holds what came since.
    """
    before = folder / BEFORE
    try:
        if (before / MANIFEST).read_bytes() != (current(folder) / MANIFEST).read_bytes():
            return False
        manifest = read_manifest(before)
        verify(before, manifest, lexicon, {})
        generation = new_generation(folder)
        for name in (*manifest.files, MANIFEST):
            os.link(before / name, generation / name)
    except (OSError, IndexDamaged):
        return False
    put_in_place(folder, generation)
    forget_before(folder)
    return True


def read_manifest(generation: Path) -> Manifest:
    """What this generation should hold, or IndexDamaged."""
    try:
        return Manifest(**json.loads((generation / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged("the manifest of the search index cannot be read") from error


Seen = tuple[str, int, int, int]
"""A file as it was when it was read: digest, number, time of change in ns, bytes."""


def verify(generation: Path, manifest: Manifest, lexicon: str, seen: dict[Path, Seen]) -> None:
    """IndexDamaged unless every file is there, unchanged, and of this layout and lexicon.

    Files in `seen` that nobody touched since are not read again, those that are read are noted there: after a commit
    only what it wrote is read. An empty `seen` makes every file be read.
    """
    if manifest.version != VERSION or manifest.lexicon != lexicon:
        raise IndexDamaged("the search index was built by another version or with other synonyms")
    kept = dict(seen)
    seen.clear()
    for name, digest in manifest.files.items():
        path = generation / name
        try:
            status = path.stat()
            now = (digest, status.st_ino, status.st_mtime_ns, status.st_size)
            found = digest if kept.get(path) == now else _digest(path)
        except OSError as error:
            raise IndexDamaged("a file of the search index is missing") from error
        if found != digest:
            raise IndexDamaged("a file of the search index was changed")
        seen[path] = now


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with open(draft, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
