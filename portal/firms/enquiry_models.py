"""What a worker asked a firm, with consent, and what the firm answered: sealed, and gone when it is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.firms.models import Firm
from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime

_WAITING = text("state = 'open' AND answered_at IS NULL")


class Enquiry(Base):
    """One question to one firm. Only an `open` one shows the firm anything; what it may show was agreed to by `consent`.

    Account refs stand as text, as in the organisations room. A worker has one unanswered question at a firm at a time.
    """

    __tablename__ = "firm_enquiry"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'withdrawn', 'closed')", name="state"),
        CheckConstraint("locale IN ('vi', 'en')", name="locale"),
        CheckConstraint("reported_by IN ('worker', 'firm')", name="reported_by"),
        Index(
            "uq_firm_enquiry_waiting",
            "worker",
            "organisation",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey("firm.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text, index=True)
    worker: Mapped[str] = mapped_column(Text, index=True)
    order_ref: Mapped[str | None] = mapped_column(NfcText)
    """The order that was asked about, as the register writes its reference."""
    asked_sealed: Mapped[str] = mapped_column(Text)
    name_sealed: Mapped[str | None] = mapped_column(Text)
    phone_sealed: Mapped[str | None] = mapped_column(Text)
    consent: Mapped[str] = mapped_column(Text)
    """The version of the sentence agreed to (rules/enquiries.py), with what was ticked: `1`, `1+name`, `1+name+contact`."""
    locale: Mapped[str] = mapped_column(Text)
    """The language in which it was agreed to."""
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    state: Mapped[str] = mapped_column(Text, default="open")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_for: Mapped[str | None] = mapped_column(Text)
    """Why it was closed, as a code that the worker is told in words."""
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(Text)
    reads: Mapped[int] = mapped_column(default=0)
    """How often members of the organisation opened it: each is a row of the log."""
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_by: Mapped[str | None] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a moderator had looked at the report."""
    illustrative: Mapped[bool] = mapped_column(default=False)

    firm: Mapped[Firm] = relationship()
