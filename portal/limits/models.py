"""What is stored of limits: one row for each thing that is being slowed down, named by a keyed hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base
from portal.storage.types import UtcDateTime


class LimitBucket(Base):
    """How full one bucket is. `empty_at`: microseconds since 1970 (UTC) at which it is empty again."""

    __tablename__ = "limit_bucket"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    empty_at: Mapped[int] = mapped_column(BigInteger)
    level: Mapped[int] = mapped_column(default=0)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
