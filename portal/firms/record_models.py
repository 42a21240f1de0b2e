"""What authorities decided about a firm beside its licence: rows are never erased, only ended, or marked as a mistake."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.firms.models import Firm
from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime


class FirmRecord(Base):
    """A sanction, a praise, or what was decided about a branch: by whom, when, until when (inclusive), and where to read it."""

    __tablename__ = "firm_record"
    __table_args__ = (
        CheckConstraint("kind IN ('sanction', 'praise', 'branch_allowed', 'branch_barred')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    branch: Mapped[str | None] = mapped_column(NfcText)
    what: Mapped[str] = mapped_column(NfcText)
    decision_no: Mapped[str | None] = mapped_column(NfcText)
    decided_on: Mapped[date] = mapped_column(Date)
    issued_by: Mapped[str] = mapped_column(NfcText)
    runs_to: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[str | None] = mapped_column(NfcText)
    """The decision that ended it; None where its own last day did."""
    source_name: Mapped[str] = mapped_column(NfcText)
    source_address: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mistake: Mapped[str | None] = mapped_column(NfcText)
    """Why it should never have been written here; the row stays."""

    firm: Mapped[Firm] = relationship()
