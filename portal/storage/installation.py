"""What an installation remembers of itself: when demo data was loaded, when each register was last brought in."""

from __future__ import annotations

from sqlalchemy import Text, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base, db

DEMO = "demo_data"


class Mark(Base):
    """One remembered fact: a key and its value."""

    __tablename__ = "installation_mark"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


def find_mark(key: str) -> str | None:
    """The value kept under this key, or None."""
    return db.session.scalar(select(Mark.value).where(Mark.key == key))


def set_mark(key: str, value: str) -> None:
    """Remember the value (in the caller's transaction)."""
    db.session.merge(Mark(key=key, value=value))


def forget_mark(key: str) -> None:
    """Remember nothing under this key any more (in the caller's transaction)."""
    db.session.execute(delete(Mark).where(Mark.key == key))


def is_demo() -> bool:
    """Whether this database holds illustrative firms and persons. A database that cannot be asked says no."""
    try:
        return find_mark(DEMO) is not None
    except SQLAlchemyError:
        db.session.rollback()
        return False


def is_reachable() -> bool:
    """Whether the database answers at all."""
    try:
        return db.session.scalar(select(1)) == 1
    except SQLAlchemyError:
        db.session.rollback()
        return False
