"""What is stored of organisations: who they say they are, who acts for them, their papers, and what was decided.

`…_sealed` columns are readable only with the installation's keys, `…_index` columns are keyed hashes for exact look-up.
Account refs stand as text: the accounts room keeps their rows for ever, without what tells who somebody was.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime

_NOW = text("ended_at IS NULL")
_VERIFIED = text("state = 'verified'")


class Organisation(Base):
    """An employer or a firm. `version` grows with every change that a moderator must have seen before deciding."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('employer', 'firm')", name="kind"),
        CheckConstraint("state IN ('unverified', 'verified', 'suspended')", name="state"),
        CheckConstraint("review IN ('open', 'waiting', 'returned', 'refused', 'done')", name="review"),
        Index(
            "uq_organisation_tax_code_verified",
            "tax_code",
            unique=True,
            sqlite_where=_VERIFIED,
            postgresql_where=_VERIFIED,
        ),
        Index("ix_organisation_review_submitted_at", "review", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    legal_name: Mapped[str] = mapped_column(NfcText)
    tax_code: Mapped[str] = mapped_column(Text, index=True)
    licence_no: Mapped[str | None] = mapped_column(NfcText)
    address: Mapped[str] = mapped_column(NfcText)
    searched: Mapped[str] = mapped_column(Text)
    """Name, licence number and tax code, folded: what the queue is searched in."""
    contact_sealed: Mapped[str] = mapped_column(Text)
    phone_sealed: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="unverified")
    review: Mapped[str] = mapped_column(Text, default="open")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(order_by="Membership.id", back_populates="organisation")
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.id", back_populates="organisation")
    decisions: Mapped[list[DecisionRow]] = relationship(order_by="DecisionRow.id")


class Membership(Base):
    """Somebody acts for an organisation, from one moment to another. An account acts for one organisation at a time."""

    __tablename__ = "organisation_membership"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'member')", name="role"),
        Index(
            "uq_organisation_membership_current", "account_ref", unique=True, sqlite_where=_NOW, postgresql_where=_NOW
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    account_ref: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)

    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class Invitation(Base):
    """An e-mail address asked to join. It stands whether or not an account has that address: so it tells nobody."""

    __tablename__ = "organisation_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    email_sealed: Mapped[str] = mapped_column(Text)
    email_index: Mapped[str] = mapped_column(Text, index=True)
    invited_by: Mapped[str] = mapped_column(Text)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Accepted or taken back."""
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The organisation goes on seeing an unanswered invitation: whoever is pressed to join may say no unseen."""

    organisation: Mapped[Organisation] = relationship()


class Evidence(Base):
    """One uploaded paper. The file's own name is not kept: people write names and numbers into it."""

    __tablename__ = "organisation_evidence"
    __table_args__ = (CheckConstraint("kind IN ('registration', 'licence', 'authorisation', 'other')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    stored_name: Mapped[str] = mapped_column(Text, unique=True)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    """Bytes before they were sealed. The seal itself tells whether the file is still the one that was kept."""
    uploaded_by: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_by: Mapped[str | None] = mapped_column(Text)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship(back_populates="evidence")


class DecisionRow(Base):
    """A change of state or review, why, in words, and by whom. Never changed, never erased."""

    __tablename__ = "organisation_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    decision: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str | None] = mapped_column(NfcText)
    decided_by: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
