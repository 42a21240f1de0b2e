"""What is stored of how meetings go on and end: steps, times for an interview, questions long after, replies and outcomes as counts.

Steps, times and questions go with their meeting. Replies and outcomes stay: they say nothing of a person.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.meetings.models import NUMBER, Meeting
from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class MeetingStep(Base):
    """One side said that something happened (`rules/steps.Deed`). Rows are added, never changed."""

    __tablename__ = "meeting_step"
    __table_args__ = (
        CheckConstraint(
            "deed IN ('interview', 'offered', 'hired', 'refused', 'confirmed', 'contradicted', 'told')", name="deed"
        ),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    deed: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    meeting: Mapped[Meeting] = relationship()


class Interview(Base):
    """Times that an employer offered for one interview, and which of them the person took. The newest of a meeting stands."""

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("held_by IN ('place', 'phone')", name="held_by"),
        CheckConstraint("minutes BETWEEN 1 AND 480", name="minutes"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    starts: Mapped[list[str]] = mapped_column(JSON)
    """Moments in ISO 8601, UTC, in order."""
    minutes: Mapped[int]
    held_by: Mapped[str] = mapped_column(Text)
    place_sealed: Mapped[str] = mapped_column(Text)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    chosen: Mapped[int | None]
    """The place in `starts`; None also where none fits."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    meeting: Mapped[Meeting] = relationship()


class FollowUp(Base):
    """A question to somebody who was hired, so many months after: that it was asked and answered, never what was answered."""

    __tablename__ = "meeting_follow_up"
    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 12", name="months"),
        UniqueConstraint("meeting_id", "months"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    months: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Reply(Base):
    """An application as its employer's conduct: the day it came and the day of the first answer. When the meeting goes, this
    stays and no longer says whose it was."""

    __tablename__ = "meeting_reply"
    __table_args__ = (Index(None, "organisation", "applied_on"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    organisation: Mapped[str] = mapped_column(Text)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), unique=True)
    applied_on: Mapped[date] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)


class OutcomeCount(Base):
    """How many of one kind in one fixed cell: the month in which the meeting began, the province of the job, its sector."""

    __tablename__ = "outcome_count"

    month: Mapped[str] = mapped_column(Text, primary_key=True)
    province: Mapped[str] = mapped_column(Text, primary_key=True)
    sector: Mapped[str] = mapped_column(Text, primary_key=True)
    what: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int]
