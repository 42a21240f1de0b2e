"""What is stored of a returnee and an employer who meet: who asked whom for which vacancy, what was agreed to, who looked.

What people wrote is sealed. Refs of accounts and organisations stand as text, as in those rooms.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.jobs.models import Profile, Vacancy
from portal.storage.db import Base
from portal.storage.types import UtcDateTime

_LIVE = text("state IN ('asked', 'accepted')")
NUMBER = BigInteger().with_variant(Integer, "sqlite")


class Meeting(Base):
    """One person and one vacancy: an employer's question (`opened_by` employer) or an application (`opened_by` person).

    `shares` is what the person agreed to: messages here, or contact too. What an employer may see is decided anew each
    time (`rules/contact.py`), never read off `state` alone. `terms` are the job's title, wage and place as they were asked.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("opened_by IN ('employer', 'person')", name="opened_by"),
        CheckConstraint("state IN ('asked', 'accepted', 'declined', 'withdrawn', 'closed')", name="state"),
        CheckConstraint("shares IN ('messages', 'contact')", name="shares"),
        CheckConstraint("reported_by IN ('employer', 'person')", name="reported_by"),
        Index("uq_meeting_live", "profile_id", "vacancy_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(None, "organisation", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    organisation: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[str] = mapped_column(Text)
    opener: Mapped[str] = mapped_column(Text)
    """Ref of the account that asked or applied."""
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(Text, default="asked")
    shares: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person agreed; stays when they take it back."""
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the employer took the question back, or ended the talk, whatever the person had answered."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_for: Mapped[str | None] = mapped_column(Text)
    """Why it was closed by neither side, as a code that both are told in words."""
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_by: Mapped[str | None] = mapped_column(Text)
    reported_for: Mapped[str | None] = mapped_column(Text)
    """A code of `rules/reports.py`, where one was given."""
    report_sealed: Mapped[str | None] = mapped_column(Text)
    """What the moderators were told in words."""
    person_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    employer_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_as: Mapped[str | None] = mapped_column(Text)
    """What the moderators found: a code of `rules/reports.py`."""
    cell: Mapped[str | None] = mapped_column(Text)
    """In which cell of the outcomes it is counted (`ends_models.OutcomeCount`): fixed when it begins."""
    asked_no_more_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person said that they do not want to be asked whether they are still in the job."""

    profile: Mapped[Profile] = relationship()
    vacancy: Mapped[Vacancy] = relationship()
    words: Mapped[list[Words]] = relationship(
        order_by="Words.id", back_populates="meeting", cascade="all, delete-orphan"
    )


class Words(Base):
    """What one side wrote in a meeting."""

    __tablename__ = "meeting_words"
    __table_args__ = (CheckConstraint("side IN ('employer', 'person')", name="side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    said_sealed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    meeting: Mapped[Meeting] = relationship(back_populates="words")


class Look(Base):
    """Somebody saw something of a person: the person reads every row, nobody erases one while the profile is there.

    `viewer` is an organisation, or the account of a staff member; `member` the account that looked for the organisation.
    """

    __tablename__ = "profile_look"
    __table_args__ = (
        CheckConstraint("what IN ('listed', 'card', 'asked', 'contact', 'report')", name="what"),
        Index(None, "profile_id", "at"),
        Index(None, "viewer", "what", "at"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    viewer: Mapped[str] = mapped_column(Text)
    member: Mapped[str] = mapped_column(Text)
    staff: Mapped[bool] = mapped_column(default=False)
    what: Mapped[str] = mapped_column(Text)
    vacancy: Mapped[str | None] = mapped_column(Text)
    """Ref of the vacancy for which it was looked."""
    meeting_ref: Mapped[str | None] = mapped_column(Text, index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class BudgetAlert(Base):
    """An organisation used up what it may ask or see, opens many cards, or is reported by many: a moderator looks at it."""

    __tablename__ = "meeting_alert"
    __table_args__ = (CheckConstraint("kind IN ('asks', 'reveals', 'cards', 'reports')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(Text)
    settled_as: Mapped[str | None] = mapped_column(Text)


class PersonReport(Base):
    """An employer told the moderators of the person they talked with: why (a code) and, sealed, in which words."""

    __tablename__ = "meeting_person_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    told_by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    said_sealed: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(Text)
    settled_as: Mapped[str | None] = mapped_column(Text)

    meeting: Mapped[Meeting] = relationship()
