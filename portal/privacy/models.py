"""What is stored of people's rights: their requests and the clocks on them, who left and is not yet gone from every file, letters
about long absence, and incidents with the lists of people they concern.

What people wrote is sealed. Refs of accounts stand as text, as in the rooms below.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class DataRequest(Base):
    """One request about one's own data. The dates and codes stay when the account goes; what was written does not."""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('access', 'rectify', 'provide', 'withdraw', 'restrict', 'object', 'delete')", name="kind"
        ),
        CheckConstraint("state IN ('received', 'answered', 'done', 'refused')", name="state"),
        Index(None, "account", "received_at"),
        Index(None, "state", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    account: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="received")
    asked_sealed: Mapped[str | None] = mapped_column(Text)
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_for: Mapped[str | None] = mapped_column(Text)
    """Why the term is longer, as a code that the person is told in words."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_for: Mapped[str | None] = mapped_column(Text)
    handled_by: Mapped[str | None] = mapped_column(Text)
    """Ref of the staff account that did the last step."""


class Erasure(Base):
    """Somebody left: hidden at once, and gone from every file of this installation at `done_at`."""

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("cause IN ('asked', 'unused')", name="cause"),
        Index(None, "done_at", "hidden_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(Text, unique=True)
    cause: Mapped[str] = mapped_column(Text)
    hidden_at: Mapped[datetime] = mapped_column(UtcDateTime)
    change: Mapped[int | None] = mapped_column(BigInteger)
    """A number of `match_change` not older than the leaving: files of the ranking written after it know nothing of them."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AbsenceLetter(Base):
    """A letter about a long absence. It counts for the absence since `seen_at` only: whoever signs in begins anew."""

    __tablename__ = "absence_letter"
    __table_args__ = (
        CheckConstraint("step IN ('first', 'second')", name="step"),
        UniqueConstraint("account", "step", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Breach(Base):
    """One incident, from its detection on. Never deleted: it is the written record that the law asks for."""

    __tablename__ = "breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    detected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    what_sealed: Mapped[str] = mapped_column(Text)
    data_sealed: Mapped[str] = mapped_column(Text)
    measures_sealed: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the authority was told."""
    people_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    lists: Mapped[list[BreachList]] = relationship(order_by="BreachList.id", back_populates="breach")


class BreachList(Base):
    """A list of the people concerned, as one asked for it and another approved it; the people themselves stand in no table."""

    __tablename__ = "breach_list"
    __table_args__ = (CheckConstraint("scope IN ('everyone', 'organisation', 'staff')", name="scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("breach.id"), index=True)
    scope: Mapped[str] = mapped_column(Text)
    scope_ref: Mapped[str] = mapped_column(Text, default="")
    """The organisation or the staff account that saw them; "" for everyone."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    breach: Mapped[Breach] = relationship(back_populates="lists")
