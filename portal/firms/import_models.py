"""What is kept of each import of the register: its file, what it changed, and the register as it stood before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime


class RegisterImport(Base):
    """One import, never deleted. `undoes` names the import that this one took back; `undone_on` the day it was itself taken back."""

    __tablename__ = "register_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(NfcText)
    digest: Mapped[str] = mapped_column(Text)
    """SHA-256 of the file."""
    rows: Mapped[int]
    as_of: Mapped[date] = mapped_column(Date)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[str] = mapped_column(Text, unique=True)
    """The version of the register that it left."""
    approved: Mapped[bool] = mapped_column(default=False)
    diff: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[bytes] = mapped_column(LargeBinary)
    """The register before, as packed rows of the import format, and where they came from."""
    undoes: Mapped[int | None] = mapped_column(ForeignKey("register_import.id"))
    undone_on: Mapped[date | None] = mapped_column(Date)
