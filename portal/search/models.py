"""What is stored of search: what changed and is not yet in the index, phrases to suggest, questions without results."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import KEY_TEXT, NfcText, UtcDateTime


class OutboxRow(Base):
    """One changed thing, written in the transaction that changed it; gone once the index holds the change."""

    __tablename__ = "search_outbox"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(Text)
    id: Mapped[str] = mapped_column(Text)
    enqueued_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SuggestionRow(Base):
    """A published phrase from one of its words on: `key` is folded from there, `folded` is all of it.

    `first1` to `first3` are the first letters of the key, `rank` the order in which phrases are suggested: for a
    beginning that thousands share, the first of them are read off an index.
    """

    __tablename__ = "search_suggestion"
    __table_args__ = (
        Index(None, "kind", "thing"),
        Index(None, "key"),
        *(Index(None, f"first{length}", "rank") for length in (1, 2, 3)),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(Text)
    thing: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    phrase: Mapped[str] = mapped_column(NfcText)
    folded: Mapped[str] = mapped_column(KEY_TEXT)
    key: Mapped[str] = mapped_column(KEY_TEXT)
    first1: Mapped[str] = mapped_column(KEY_TEXT)
    first2: Mapped[str] = mapped_column(KEY_TEXT)
    first3: Mapped[str] = mapped_column(KEY_TEXT)
    rank: Mapped[int]


class MissRow(Base):
    """A question that found nothing. Until it was asked often enough its words are not kept: `digest` cannot be read back."""

    __tablename__ = "search_miss"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    locale: Mapped[str] = mapped_column(Text)
    query: Mapped[str | None] = mapped_column(NfcText)
    days: Mapped[int]
    times: Mapped[int]
    last_on: Mapped[date] = mapped_column(Date, index=True)
