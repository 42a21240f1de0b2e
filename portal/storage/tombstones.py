"""What was erased and must not come back with an older backup: a keyed digest and a day, from which nobody can be told.

A room buries what it erases (`bury`), in the transaction that erases it, and declares how a thing of that kind is found
and erased (`declare`). `flask restore` erases again whatever a tombstone names, before anybody is served.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, Text, UniqueConstraint, delete, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.db import Base, db
from portal.storage.encryption import KeyMissing, Vault, vault
from portal.storage.rules.keeping import forgotten_before
from portal.storage.tombstone_file import due
from portal.storage.tombstone_line import Tombstone
from portal.storage.types import UtcDateTime

PURPOSE = "tombstone"


class TombstoneRow(Base):
    """One tombstone; see `Tombstone`."""

    __tablename__ = "tombstone"
    __table_args__ = (UniqueConstraint("kind", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    key_version: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
    buried_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    proof: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Kind:
    """A kind of thing that may be erased: the names of all that are there, and how one of them is erased again.

    A name is one that only this very thing ever has (a random ref, not an address that may come again). `erase` is given
    the name and the moment; it neither commits nor rolls back.
    """

    name: str
    names: Callable[[], Iterable[str]]
    erase: Callable[[str, datetime], object]


_kinds: dict[str, Kind] = {}
_rows: Table = TombstoneRow.__table__  # type: ignore[assignment]


def declare(kind: Kind) -> Kind:
    """Make a kind known to `flask restore`; called once, beside the deed."""
    return _kinds.setdefault(kind.name, kind)


def bury(kind: str, name: str, now: datetime) -> None:
    """Remember, in the caller's transaction, that this was erased; once it is committed, in the state folder too."""
    stone = tombstone_of(vault(), vault().newest, kind, name, now)
    take_in([stone])
    due(db.session(), stone)


def take_in(stones: Iterable[Tombstone]) -> None:
    """Write down these tombstones, each once, in the caller's transaction."""
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    values = [vars(stone) for stone in stones]
    if values:
        db.session.execute(dialect.insert(_rows).on_conflict_do_nothing(), values)


def in_database() -> list[Tombstone]:
    """Every tombstone of this database."""
    return read_from(db.session.connection())


def read_from(connection: Connection) -> list[Tombstone]:
    """Every tombstone of a database; none where it is older than tombstones."""
    if not inspect(connection).has_table(TombstoneRow.__tablename__):
        return []
    columns = [_rows.c[name] for name in Tombstone.__dataclass_fields__]
    return [Tombstone(**row._mapping) for row in connection.execute(select(*columns).order_by(_rows.c.buried_at))]


def erase_again(now: datetime) -> dict[str, int]:
    """Erase whatever is there although a tombstone names it, in the caller's transaction; how many of each kind.

    Tombstones of keys that are not there name nothing; ask `not_ours` first.
    """
    keys, done = vault(), dict[str, int]()
    stones = {(stone.kind, stone.digest) for stone in in_database()}
    for kind in _kinds.values():
        for name in list(kind.names()):
            if any((kind.name, digest_of(keys, version, kind.name, name)) in stones for version in keys.versions):
                kind.erase(name, now)
                done[kind.name] = done.get(kind.name, 0) + 1
    return done


def forget(now: datetime) -> int:
    """Remove tombstones that no backup can need any more, in the caller's transaction; how many."""
    gone = db.session.execute(delete(_rows).where(_rows.c.buried_at < forgotten_before(now)))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def not_ours(stones: Sequence[Tombstone]) -> list[Tombstone]:
    """Tombstones that these keys did not make: altered, of another installation, or of a key that is not there."""
    keys = vault()
    return [stone for stone in stones if not _proven(keys, stone)]


def tombstone_of(keys: Vault, version: int, kind: str, name: str, now: datetime) -> Tombstone:
    """The tombstone of one thing; raises KeyMissing."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    digest = digest_of(keys, version, kind, name)
    return Tombstone(kind, version, digest, moment, _proof(keys, version, kind, digest, moment))


def digest_of(keys: Vault, version: int, kind: str, name: str) -> str:
    """What stands for the thing: nobody without the key can find or test a name by it."""
    return hmac.digest(keys.key(PURPOSE, version), f"name\0{kind}\0{name}".encode(), "sha256").hex()


def _proof(keys: Vault, version: int, kind: str, digest: str, moment: datetime) -> str:
    said = f"stone\0{kind}\0{version}\0{digest}\0{moment.isoformat()}"
    return hmac.digest(keys.key(PURPOSE, version), said.encode(), "sha256").hex()[:32]


def _proven(keys: Vault, stone: Tombstone) -> bool:
    try:
        proof = _proof(keys, stone.key_version, stone.kind, stone.digest, stone.buried_at)
    except KeyMissing:
        return False
    return hmac.compare_digest(proof, stone.proof)
