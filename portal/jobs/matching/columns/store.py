"""The generations of the column store: a folder each, and a file that names the one in use.

A generation is written beside the one in use and takes its place at once (`os.replace`). Readers keep what they have mapped
until they look again. Everything that writes holds one lock on the state folder.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.jobs.matching.columns.planes import Planes
from portal.jobs.matching.columns.registers import Registers
from portal.jobs.matching.columns.schema import PROFILES, VACANCIES
from portal.jobs.matching.columns.table import APPLIED, REGISTERED, Damaged, Table
from portal.jobs.matching.columns.taxonomy import Taxonomy

CURRENT, LOCK, STAMP, REGISTERS = "CURRENT", "LOCK", "stamp.json", "registers.jsonl"


@dataclass(frozen=True)
class State:
    """How a store stands: rows in use of each side, the newest change in it and in the database."""

    profiles: int
    vacancies: int
    applied: int
    newest: int
    folder: Path


class Generation:
    """The two sides as they were written by one edition of the taxonomy and the weights."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        self.folder = folder
        self.registers = Registers(folder / REGISTERS)
        self.profiles = Table(folder, PROFILES)
        self.vacancies = Table(folder, VACANCIES)
        rows = len(self.profiles.columns["flags"])
        self.planes = Planes(folder, taxonomy.traits, rows)
        try:
            told = json.loads((folder / STAMP).read_text(encoding="utf-8"))
            self.stamp, self.taken_at = str(told["stamp"]), int(told["taken_at"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Damaged(STAMP) from error
        self.read_on()

    def read_on(self) -> None:
        """Take over what other processes added to the registers. Raises Damaged where rows need more than there is."""
        self.registers.read_on()
        if self.registers.length < int(self.profiles.head[REGISTERED]):
            raise Damaged(REGISTERS)

    def applied_upto(self, change: int) -> None:
        """Every change up to this one is in. Under the lock, after the rows."""
        self.profiles.head[REGISTERED] = self.registers.length
        self.profiles.head[APPLIED] = change

    @property
    def applied(self) -> int:
        """The newest change that is in."""
        return int(self.profiles.head[APPLIED])

    def flush(self) -> None:
        """Hand everything to the disk."""
        self.profiles.flush()
        self.vacancies.flush()
        self.planes.flush()


class Store:
    """The generations in one folder."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        self._folder = folder
        self._taxonomy = taxonomy
        self._open: tuple[str, Generation] | None = None

    def current(self) -> Generation:
        """The generation in use. Raises Damaged where there is none that can be read."""
        try:
            name = (self._folder / CURRENT).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise Damaged(CURRENT) from error
        if self._open is None or self._open[0] != name:
            if not name or Path(name).name != name:
                raise Damaged(CURRENT)
            self._open = name, Generation(self._folder / name, self._taxonomy)
        return self._open[1]

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Nobody else writes meanwhile; whoever is killed lets go."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def begin(self, stamp: str, taken_at: int, profiles: int, vacancies: int) -> Generation:
        """An empty generation for ids below these. Under the lock."""
        number = max((int(p.name[4:]) for p in self._folder.glob("gen-*") if p.name[4:].isdigit()), default=0) + 1
        folder = self._folder / f"gen-{number:06}"
        folder.mkdir(mode=0o700)
        table = Table.create(folder, PROFILES, profiles)
        Table.create(folder, VACANCIES, vacancies)
        Planes.create(folder, self._taxonomy.traits, len(table.columns["flags"]))
        told = json.dumps({"stamp": stamp, "taken_at": taken_at})
        (folder / STAMP).write_text(told, encoding="utf-8")
        return Generation(folder, self._taxonomy)

    def use(self, made: Generation) -> None:
        """Put a generation in use, and remove all but it and the one before. Under the lock."""
        made.flush()
        aside = self._folder / f"{CURRENT}.new"
        with aside.open("w", encoding="utf-8") as file:
            file.write(made.folder.name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._folder / CURRENT)
        for old in sorted(p for p in self._folder.glob("gen-*") if p.name < made.folder.name)[:-1]:
            shutil.rmtree(old, ignore_errors=True)

    def forget_others(self) -> int:
        """Remove every generation but the one in use; how many there were. Under the lock."""
        used = self.current().folder.name
        others = [path for path in self._folder.glob("gen-*") if path.name != used]
        for old in others:
            shutil.rmtree(old, ignore_errors=True)
        return len(others)
