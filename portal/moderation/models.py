"""What is stored of appeals, and of what visitors tell."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime

_OPEN = text("decided_at IS NULL")


class Appeal(Base):
    """Somebody asks that a decision about their organisation or vacancy be looked at anew, once for each decision.

    `about` is the ref of the organisation or vacancy, `decision` the number of the decision among those of its kind,
    `first_decider` the account that took it.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("kind IN ('organisation', 'vacancy')", name="kind"),
        CheckConstraint("outcome IN ('stands', 'changed')", name="outcome"),
        UniqueConstraint("kind", "decision"),
        Index("ix_appeal_open", "at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    decision: Mapped[int]
    first_decider: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text, index=True)
    by: Mapped[str] = mapped_column(Text)
    said_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(Text)
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Feedback(Base):
    """What a visitor without an account tells: a trick, a firm, a vacancy, a mistake on a page, an account. `code` is a keyed digest."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("about IN ('scam', 'firm', 'job', 'page', 'account', 'other')", name="about"),
        CheckConstraint("outcome IN ('mended', 'passed_on', 'not_ours', 'no_cause')", name="outcome"),
        Index("ix_feedback_open", "at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    about: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(Text)
    said_sealed: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(Text)
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
