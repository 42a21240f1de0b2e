"""What is kept of each import from a file: where it came from, what it changed, and what stood before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime


class FileImport(Base):
    """One import, never deleted. `undoes` names the import that this one took back; `undone_on` the day it was itself taken back."""

    __tablename__ = "file_import"
    __table_args__ = (CheckConstraint("kind IN ('register', 'orders')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, index=True)
    file: Mapped[str] = mapped_column(NfcText)
    digest: Mapped[str] = mapped_column(Text)
    """SHA-256 of the file."""
    rows: Mapped[int]
    as_of: Mapped[date] = mapped_column(Date)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text)
    """Who ran it: an account's ref, or `system` for the command line of the server, which knows no persons."""
    version: Mapped[str | None] = mapped_column(Text, unique=True)
    """The version of the register that it left; None for orders, which have none."""
    approved: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """How many things each part of `diff` tells, so that a list of imports need not read them."""
    diff: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    before: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """What stood before, packed by the kind of import."""
    undoes: Mapped[int | None] = mapped_column(ForeignKey("file_import.id"))
    undone_on: Mapped[date | None] = mapped_column(Date)
