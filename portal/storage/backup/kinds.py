"""The kinds of value that a backup knows, so that rows of SQLite and of PostgreSQL are written in one way."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.types import TypeEngine

from portal.storage.types import UtcDateTime

Value = str | int | float | bool | None


class UnknownKind(Exception):
    """A column of a type that backups cannot hold: it must be added here first."""


_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (Boolean, "bool"), (JSON, "json"), (DateTime, "moment"), (Date, "day"), (LargeBinary, "bytes"),
    (Float, "float"), (Integer, "int"), (String, "text"),
)  # fmt: skip
TYPES: dict[str, TypeEngine[Any]] = {
    "bool": Boolean(), "json": Text(), "moment": UtcDateTime(), "day": Date(), "bytes": LargeBinary(),
    "float": Float(), "int": BigInteger(), "text": Text(),
}  # fmt: skip
"""How each kind is read and written; JSON as the text that stands there, so that it comes back to the letter."""


def kind_of(found: TypeEngine[Any]) -> str:
    """The kind of a reflected column; raises UnknownKind."""
    for type_, kind in _KINDS:
        if isinstance(found, type_):
            return kind
    raise UnknownKind(f"no backup knows columns of type {found!r}")


def _same(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


_WRITE: dict[str, Callable[[Any], Value]] = {
    "moment": _moment,
    "day": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
    "float": float,
    "bool": bool,
}
_READ: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}


def writer(kind: str) -> Callable[[Any], Value]:
    """Turns a value of the database (never None) into one of JSON."""
    return _WRITE.get(kind, _same)


def reader(kind: str) -> Callable[[Any], Any]:
    """Turns a value of JSON (never None) back."""
    return _READ.get(kind, _same)
