"""Who gets letters about vacancies, what they search for, what was found for them and what they were told.

What somebody searches for is sealed: it tells where they want to live and what they want to earn.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime

_WAITING = text("told_on IS NULL")


class AlertReader(Base):
    """One who gets such letters: an account, or an address without one. What it is told of hangs on this row."""

    __tablename__ = "alert_reader"
    __table_args__ = (
        CheckConstraint("account IS NOT NULL OR email_sealed IS NOT NULL", name="whose"),
        CheckConstraint("locale IN ('vi', 'en')", name="locale"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    account: Mapped[str | None] = mapped_column(Text, unique=True)
    email_sealed: Mapped[str | None] = mapped_column(Text)
    """The address of one without an account; an account's is read where its letter is written."""
    email_index: Mapped[str | None] = mapped_column(Text, unique=True)
    locale: Mapped[str] = mapped_column(Text)
    """Of the letters to an address; an account has its own."""
    token_sealed: Mapped[str] = mapped_column(Text)
    """What ends its letters: the same for as long as the row stands, so that an old letter still does."""
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    fits: Mapped[bool] = mapped_column(default=False)
    """The account agreed to letters about what fits its profile; the ledger says when and in which words."""
    told_on: Mapped[date | None] = mapped_column(Date)
    """The day in Vietnam of the last letter."""


class SavedSearch(Base):
    """A search of the list of vacancies that somebody kept. `said_sealed`: its name and filters as JSON."""

    __tablename__ = "saved_search"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("alert_reader.id", ondelete="CASCADE"), index=True)
    said_sealed: Mapped[str] = mapped_column(Text)
    paused: Mapped[bool] = mapped_column(default=False)
    since_seq: Mapped[int] = mapped_column(BigInteger)
    """The last change of the log (`match_change`) that is no news to it: where it was kept or went on."""
    since_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When the address agreed by its link; an account's own search counts at once."""


class AlertNews(Base):
    """A vacancy found for somebody: by a saved search, or by their profile (`search_id` 0). `told_on`: the day of the letter
    that was queued in the transaction which set it; None while it waits."""

    __tablename__ = "alert_news"
    __table_args__ = (
        Index("ix_alert_news_waiting", "reader_id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index(None, "vacancy_id"),
    )

    reader_id: Mapped[int] = mapped_column(ForeignKey("alert_reader.id", ondelete="CASCADE"), primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), primary_key=True)
    search_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_on: Mapped[date | None] = mapped_column(Date)


class HomeReminder(Base):
    """A reminder that was sent, and for which day of coming home."""

    __tablename__ = "home_reminder"
    __table_args__ = (CheckConstraint("stage IN ('six_months', 'one_month', 'home')", name="stage"),)

    reader_id: Mapped[int] = mapped_column(ForeignKey("alert_reader.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(Text, primary_key=True)
    home_on: Mapped[date] = mapped_column(Date)
    sent_on: Mapped[date] = mapped_column(Date)
