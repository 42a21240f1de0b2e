"""What stands in files that a database may have open, read by another process.

SQLite's locks belong to the process: whoever opens and closes the database file once more, even to read, gives up all of them
(https://sqlite.org/howtocorrupt.html, 2.2), and the next process that leaves takes the log away under the open connections.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

READ = """
import sys
for name in sys.stdin.buffer.read().split(b"\\0"):
    try:
        content = open(name, "rb").read() if name else None
    except FileNotFoundError:
        content = None
    print(-1 if content is None else len(content), flush=True)
    sys.stdout.buffer.write(content or b"")
    sys.stdout.buffer.flush()
"""


def bytes_of(paths: Iterable[Path]) -> dict[Path, bytes]:
    """The whole content of each file; those that went away meanwhile are left out."""
    wanted = list(paths)
    asked = b"\0".join(str(path).encode() for path in wanted)
    told = subprocess.run([sys.executable, "-c", READ], input=asked, stdout=subprocess.PIPE, check=True).stdout
    return {path: content for path, content in zip(wanted, _parts(told), strict=False) if content is not None}


def files_below(*folders: Path) -> dict[Path, bytes]:
    """Every file below the folders with its content."""
    return bytes_of(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _parts(told: bytes) -> Iterator[bytes | None]:
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        size = int(told[at:end])
        at = end + 1 + max(size, 0)
        yield None if size < 0 else told[end + 1 : at]
