"""What is stored of the log: one row an act, chained to the row before it; nothing personal, nothing ever changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class AuditRow(Base):
    """One act. `seq` is given by the log; `link` and `mac` as in rules/chain.py.

    Triggers (migration 0008) refuse to change or delete rows: a migration that rebuilds the table must make them anew.
    """

    __tablename__ = "audit_row"
    __table_args__ = (Index(None, "actor", "seq"), Index(None, "object_ref", "seq"))

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    object_kind: Mapped[str] = mapped_column(Text)
    object_ref: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    key_version: Mapped[int] = mapped_column(Integer)
    link: Mapped[str] = mapped_column(Text)
    mac: Mapped[str] = mapped_column(Text)
