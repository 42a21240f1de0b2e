"""What is stored of letters: only those not sent yet, sealed; a letter given up keeps its row but not what it said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.rotation import SealedColumn, declare
from portal.storage.types import UtcDateTime


class OutboxLetter(Base):
    """One letter. `due_at` is when it may be tried (None: given up, see `note`); `tries` counts the begun ones."""

    __tablename__ = "mail_outbox"

    ref: Mapped[str] = mapped_column(Text, primary_key=True)
    channel: Mapped[str] = mapped_column(Text, default="mail")
    """`mail`, or `sms`: which of the ways out of the house it takes."""
    kind: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str | None] = mapped_column(Text)
    said: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    note: Mapped[str] = mapped_column(Text, default="")


declare(SealedColumn("mail_outbox", "recipient", ref="ref"), SealedColumn("mail_outbox", "said", ref="ref"))
