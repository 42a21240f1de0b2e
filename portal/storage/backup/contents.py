"""What a backup says of itself at its end, and what whoever reads it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.storage.backup.rows import Digest


@dataclass(frozen=True)
class Summary:
    """A backup that was read to its end and found whole.

    `made` is its moment (everything committed before it is in it), `key` the version of the key that opens it, `missing`
    the files that rows name and that were not there, `audit_head` the anchor of the log in it, for `flask audit verify`.
    """

    made: datetime
    key: int
    revision: str
    digest: Digest
    files: int
    missing: tuple[str, ...]
    audit_head: str

    def said(self) -> dict[str, Any]:
        """As the last part of a backup holds it."""
        tables = {name: list(found) for name, found in sorted(self.digest.tables.items())}
        return {
            "revision": self.revision,
            "tables": tables,
            "digest": self.digest.hex,
            "files": self.files,
            "missing": list(self.missing),
            "audit_head": self.audit_head,
        }
