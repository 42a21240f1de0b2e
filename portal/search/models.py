"""What is stored of search: the queue of things that changed and are not yet in the index, and phrases to suggest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, Text
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
