"""What is stored of the content: every revision of an item, the remarks of reviewers, the number of the edition, and how often
each page is asked for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime

_OPEN = text("state IN ('draft', 'review', 'changes')")


class Revision(Base):
    """One item as somebody wants it to be: a draft, waiting, agreed to, or given up. Approved ones never change again.

    Texts of JSON: `data` is the item as written here (`null`: it is to be taken off), `base` as it was shown when the draft
    was begun or last brought together (`null`: there was none), `before` as it was shown when this was approved, `pairs` the
    English texts that the author looked at (digests). `number` is the edition that the approval made, `edits` counts savings.
    """

    __tablename__ = "content_revision"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'review', 'changes', 'approved', 'discarded')", name="state"),
        CheckConstraint("state <> 'approved' OR number IS NOT NULL", name="number"),
        CheckConstraint("state <> 'approved' OR decided_by <> author", name="four_eyes"),
        CheckConstraint("expire_at IS NULL OR expire_at >= publish_at", name="expire_at"),
        Index("ix_content_revision_item", "kind", "item"),
        Index(
            "uq_content_revision_open",
            "kind",
            "item",
            "author",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    item: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    data: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    pairs: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    edits: Mapped[int]
    author: Mapped[str] = mapped_column(Text, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_role: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number: Mapped[int | None] = mapped_column(unique=True)
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expire_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shipped: Mapped[str | None] = mapped_column(Text)
    """Digest of the item as the files held it at approval; another one later is a difference to be looked at."""


class Remark(Base):
    """What a reviewer says about one field of a revision (`path` "": about all of it)."""

    __tablename__ = "content_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("content_revision.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Edition(Base):
    """One row: how many times something was approved. Every process asks for it to see whether it must read anew."""

    __tablename__ = "content_edition"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Visit(Base):
    """How often the page with this path below the language was asked for in the month that begins on this day."""

    __tablename__ = "content_visit"

    path: Mapped[str] = mapped_column(Text, primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    times: Mapped[int]
