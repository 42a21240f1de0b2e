"""Reads a backup part by part, proves each before it is used, and at the end that nothing is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from portal.storage.backup import frames
from portal.storage.backup.container import Damaged, Heading, read_heading
from portal.storage.backup.contents import Summary
from portal.storage.backup.rows import Digest, Shape
from portal.storage.encryption import vault


class Taker(Protocol):
    """Whoever uses a backup: is given its parts in order. Nothing is to be kept before `read` has returned."""

    def begin(self, revision: str) -> None: ...
    def rows(self, shape: Shape, lines: Iterator[bytes]) -> None: ...
    def file(self, folder: str, name: str, parts: Iterator[bytes]) -> None: ...


class Nobody:
    """Takes nothing: for whoever only wants to know that all is there."""

    def begin(self, revision: str) -> None:
        pass

    def rows(self, shape: Shape, lines: Iterator[bytes]) -> None:
        for _ in lines:
            pass

    def file(self, folder: str, name: str, parts: Iterator[bytes]) -> None:
        for _ in parts:
            pass


def heading_of(path: Path) -> Heading:
    """What the first line says, nothing of it proven. Raises NotABackup, OSError."""
    with open(path, "rb") as file:
        return read_heading(file)


def read_summary(path: Path) -> Summary:
    """Read all of it and change nothing. Raises NotABackup, Damaged, KeyMissing, OSError."""
    return read(path, Nobody())


def read(path: Path, taker: Taker) -> Summary:
    """Give every part to the taker. Raises NotABackup, Damaged, KeyMissing, OSError, and whatever the taker raises."""
    with open(path, "rb") as file:
        heading = read_heading(file)
        try:
            return _Reading(heading, frames.frames(file, heading, vault()), taker).run()
        except (json.JSONDecodeError, KeyError, TypeError, UnicodeDecodeError):
            raise Damaged("the backup holds something that this edition cannot read") from None


@dataclass
class _Reading:
    heading: Heading
    source: Iterator[frames.Frame]
    taker: Taker
    revision: str = ""
    files: int = 0
    next: frames.Frame = (b"", b"")

    def run(self) -> Summary:
        digest = Digest()
        self._step()
        self.revision = str(self._said(frames.BEGIN)["revision"])
        self.taker.begin(self.revision)
        while self.next[0] == frames.TABLE:
            said = self._said(frames.TABLE)
            shape = Shape(str(said["name"]), tuple((str(name), str(kind)) for name, kind in said["columns"]))
            lines = digest.add(shape, self._lines())
            self.taker.rows(shape, lines)
            for _ in lines:
                pass
        while self.next[0] == frames.FILE:
            said = self._said(frames.FILE)
            parts = self._parts()
            self.taker.file(str(said["folder"]), str(said["name"]), parts)
            for _ in parts:
                pass
            self.files += 1
        return self._end(digest)

    def _end(self, digest: Digest) -> Summary:
        said = self._said(frames.END)
        if self.next[0]:
            raise Damaged("the backup goes on after its end")
        found = Summary(
            self.heading.made,
            self.heading.key,
            self.revision,
            digest,
            self.files,
            tuple(said["missing"]),
            str(said["audit_head"]),
        )
        if found.said() != said:
            raise Damaged("the backup does not hold what it says at its end")
        return found

    def _lines(self) -> Iterator[bytes]:
        while self.next[0] == frames.ROWS:
            content = self.next[1]
            self._step()
            yield from content.splitlines(keepends=True)

    def _parts(self) -> Iterator[bytes]:
        while self.next[0] == frames.PART:
            content = self.next[1]
            self._step()
            yield content

    def _said(self, kind: bytes) -> Any:
        if self.next[0] != kind:
            raise Damaged("the parts of the backup are not in their order")
        content = self.next[1]
        self._step()
        return json.loads(content)

    def _step(self) -> None:
        self.next = next(self.source, (b"", b""))
