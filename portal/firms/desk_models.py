"""What a verified firm proposes to correct on its page, and what an editor decided: rows are never erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.firms.models import Firm
from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime


class Correction(Base):
    """One field of a firm's page: as the register had it, as the firm says it should be, why, and the decision."""

    __tablename__ = "firm_correction"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'accepted', 'refused')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text, index=True)
    field: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(NfcText)
    after: Mapped[str] = mapped_column(NfcText)
    why: Mapped[str] = mapped_column(NfcText)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    answer: Mapped[str | None] = mapped_column(NfcText)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    firm: Mapped[Firm] = relationship()
