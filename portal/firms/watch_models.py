"""Who wants a letter when a firm's licence or an order changes: an address, sealed, and what it was last told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class Watch(Base):
    """One address watches one firm or one order. It counts from `confirmed_at` on; ended, the row is removed whole.

    `target` is a firm's id or the folded reference of an order. `known` is what the address was last told, as JSON: whoever
    queues a letter writes it anew in the same transaction, so that each change is told once.
    """

    __tablename__ = "firm_watch"
    __table_args__ = (
        CheckConstraint("kind IN ('firm', 'order')", name="kind"),
        CheckConstraint("locale IN ('vi', 'en')", name="locale"),
        UniqueConstraint("kind", "target", "email_index"),
        Index("ix_firm_watch_confirmed_at_created_at", "confirmed_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    email_sealed: Mapped[str] = mapped_column(Text)
    email_index: Mapped[str] = mapped_column(Text)
    token_sealed: Mapped[str] = mapped_column(Text)
    """What the links of its letters open it with: the same for as long as it stands, so that an old letter still ends it."""
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    locale: Mapped[str] = mapped_column(Text)
    known: Mapped[str] = mapped_column(Text, default="{}")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
