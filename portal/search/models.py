"""What is stored of search: the queue of things that changed and are not yet in the index."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class OutboxRow(Base):
    """One changed thing, written in the transaction that changed it; gone once the index holds the change."""

    __tablename__ = "search_outbox"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(Text)
    id: Mapped[str] = mapped_column(Text)
    enqueued_at: Mapped[datetime] = mapped_column(UtcDateTime)
