"""Values of few kinds get a number, once and for all in a generation: languages as spoken, places stayed in, employers.

A register is a file of lines that only grows; every process reads on where it stopped. The caller holds the lock to add.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

from portal.jobs.matching.columns.table import Damaged

Value = Any
"""What JSON can hold: texts, whole numbers, lists of them."""


class Registers:
    """The registers of one generation. Number 0 of each is the empty list."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_to = 0
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._values: dict[str, list[Value]] = defaultdict(list)

    def number(self, register: str, value: Value) -> int:
        """The number of this value; a new one is written down. Only under the lock of the store."""
        found = self.known(register, value)
        if found is None:
            self.read_on()
            found = self.known(register, value)
        if found is None:
            self._write(register, value)
            found = self.known(register, value)
        return found or 0

    def known(self, register: str, value: Value) -> int | None:
        """The number of this value if it has one."""
        return 0 if value == [] else self._numbers[register].get(_key(value))

    def values(self, register: str) -> list[Value]:
        """All values of a register by their number; `read_on` first where another process may have added some."""
        return self._values[register] or [[]]

    def read_on(self) -> None:
        """Read what was added since. A line that is not whole yet waits. Raises Damaged."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read_to)
                text = file.read()
        except FileNotFoundError:
            return
        whole = text[: text.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for line in whole.splitlines():
            try:
                register, value = json.loads(line)
            except ValueError as error:
                raise Damaged(self._path.name) from error
            self._keep(register, value)

    @property
    def length(self) -> int:
        """Bytes read."""
        return self._read_to

    def _keep(self, register: str, value: Value) -> None:
        values = self._values[register]
        if not values:
            values.append([])
        self._numbers[register][_key(value)] = len(values)
        values.append(value)

    def _write(self, register: str, value: Value) -> None:
        line = json.dumps([register, value], ensure_ascii=False) + "\n"
        with self._path.open("r+b" if self._path.exists() else "w+b") as file:
            file.truncate(self._read_to)  # a line that a killed process left unfinished
            file.seek(self._read_to)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        self.read_on()


def _key(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)
