"""How readers of letters and their searches are kept: sealed, found by a keyed hash, one row for each account or address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, Select, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable

from portal.accounts.rules.names import LoginName, email_key
from portal.accounts.tokens import new_ref, new_token, token_hash
from portal.jobs.alerts.models import AlertNews, AlertReader, SavedSearch
from portal.jobs.facts import Wanted
from portal.jobs.models import MatchChange
from portal.shared.clock import now as clock
from portal.storage.db import db
from portal.storage.encryption import blind, blinds, context, seal, unseal
from portal.storage.rotation import SealedColumn, declare
from portal.storage.tombstones import bury

READERS, SEARCHES, ADDRESS = AlertReader.__tablename__, SavedSearch.__tablename__, "alert address"
LONGEST_TOKEN = 200
PROFILE = 0
"""The `search_id` of what fits the profile."""

declare(
    SealedColumn(READERS, "email_sealed", "ref", blind="email_index", purpose=ADDRESS, normal=email_key),
    SealedColumn(READERS, "token_sealed", "ref"),
    SealedColumn(SEARCHES, "said_sealed", "ref"),
)


@dataclass(frozen=True)
class Said:
    """A search in words: what its owner calls it, and what it is narrowed by."""

    name: str
    wanted: Wanted


def reader_of(account: str) -> AlertReader | None:
    """The row of this account, where it ever asked for letters or kept a search."""
    return db.session.scalar(select(AlertReader).where(AlertReader.account == account))


def by_token(token: str) -> AlertReader | None:
    """The reader whose letters carry this link."""
    return db.session.scalar(select(AlertReader).where(AlertReader.token_hash == token_hash(token[:LONGEST_TOKEN])))


def by_address(address: LoginName) -> AlertReader | None:
    """The reader with this address and no account."""
    known = AlertReader.email_index.in_(blinds(ADDRESS, address.key))
    return db.session.scalar(select(AlertReader).where(known).order_by(AlertReader.id).limit(1))


def begin(account: str, locale: str) -> AlertReader:
    """The row of this account, made where there is none: two forms sent at one moment make one."""
    found = reader_of(account)
    return found or _made(AlertReader(account=account, locale=locale, **_link()), lambda: reader_of(account))


def begin_address(address: LoginName, locale: str) -> AlertReader:
    """The row of this address, made where there is none."""
    if (found := by_address(address)) is not None:
        return found
    link = _link()
    sealed = seal(context(READERS, "email_sealed", link["ref"]), address.written)
    row = AlertReader(email_sealed=sealed, email_index=blind(ADDRESS, address.key), locale=locale, **link)
    return _made(row, lambda: by_address(address))


def _link() -> dict[str, str]:
    ref, token = new_ref(), new_token()
    sealed = seal(context(READERS, "token_sealed", ref), token)
    return {"ref": ref, "token_sealed": sealed, "token_hash": token_hash(token)}


def _made(row: AlertReader, again: Any) -> AlertReader:
    row.fits = False
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        found: AlertReader | None = again()
        if found is None:
            raise
        return found
    return row


def hold(reader_id: int, before: date | None = None) -> AlertReader | None:
    """The reader, held until the transaction ends: nobody else changes or writes to them. None where they are gone, or had
    a letter on this day or later."""
    mine = [AlertReader.id == reader_id]
    if before is not None:
        mine.append(or_(AlertReader.told_on.is_(None), AlertReader.told_on < before))
    if not changed(update(AlertReader).where(*mine).values(ref=AlertReader.ref)):
        return None
    return db.session.get(AlertReader, reader_id, populate_existing=True)


def token_of(reader: AlertReader) -> str:
    """What the links of its letters carry."""
    return unseal(context(READERS, "token_sealed", reader.ref), reader.token_sealed)


def address_of(reader: AlertReader) -> str | None:
    """The address of a reader without an account, as it was typed."""
    return unseal(context(READERS, "email_sealed", reader.ref), reader.email_sealed) if reader.email_sealed else None


def add_search(reader: AlertReader, said: Said, now: datetime, *, confirmed: bool) -> SavedSearch:
    """Keep this search; it counts from here on."""
    ref = new_ref()
    row = SavedSearch(
        ref=ref, reader_id=reader.id, said_sealed=_sealed(ref, said), paused=False, since_seq=newest_change(),
        since_at=now, created_at=now, confirmed_at=now if confirmed else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def searches_of(reader: AlertReader) -> Sequence[SavedSearch]:
    """Its searches, in the order in which they were kept."""
    mine = select(SavedSearch).where(SavedSearch.reader_id == reader.id).order_by(SavedSearch.id)
    return db.session.scalars(mine.execution_options(populate_existing=True)).all()


def counting() -> Select[SavedSearch]:
    """The searches that look for something now."""
    return select(SavedSearch).where(SavedSearch.paused.is_(False), SavedSearch.confirmed_at.is_not(None))


def still_counting(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Those of these finds (reader, vacancy, search) whose search still looks for something."""
    rows = list(found)
    still = set(db.session.scalars(counting().with_only_columns(SavedSearch.id)))
    return [row for row in rows if row[2] in still]


def said_of(row: SavedSearch) -> Said:
    """What a search says."""
    told = json.loads(unseal(context(SEARCHES, "said_sealed", row.ref), row.said_sealed))
    return Said(told["name"], Wanted(**told["wanted"]))


def rename(row: SavedSearch, name: str) -> None:
    """Call it otherwise."""
    row.said_sealed = _sealed(row.ref, Said(name, said_of(row).wanted))


def begin_anew(row: SavedSearch, now: datetime) -> None:
    """Let it count, and only what comes from here on."""
    row.paused, row.since_seq, row.since_at = False, newest_change(), now


def delete_search(row: SavedSearch) -> None:
    """Remove it, and let no older backup bring it back."""
    bury(SEARCHES, row.ref, clock())
    db.session.delete(row)
    db.session.flush()


def newest_change() -> int:
    """The number of the newest change that is committed."""
    return db.session.scalar(select(func.max(MatchChange.seq))) or 0


def drop_waiting(reader: AlertReader, search_id: int | None = None) -> None:
    """What waits to be told is told no more: of one search (PROFILE: of the profile), or all."""
    mine = [AlertNews.reader_id == reader.id, AlertNews.told_on.is_(None)]
    if search_id is not None:
        mine.append(AlertNews.search_id == search_id)
    changed(delete(AlertNews).where(*mine))


def forget(reader: AlertReader) -> None:
    """Remove the reader with everything that hangs on the row, and let no older backup bring it back."""
    bury(READERS, reader.ref, clock())
    changed(delete(AlertReader).where(AlertReader.id == reader.id))


def run_of(row: SavedSearch) -> str:
    """The name of what this search looks for since it was last begun: another one once it is paused and goes on."""
    return f"{row.ref} {row.since_at.isoformat()}"


def refs(of: type[AlertReader] | type[SavedSearch]) -> Sequence[str]:
    """The refs of all readers, or of all searches."""
    return db.session.scalars(select(of.ref)).all()


def runs() -> list[str]:
    """The runs (`run_of`) of all searches that look for something."""
    return [run_of(row) for row in db.session.scalars(counting())]


def remove_reader(ref: str) -> None:
    """Remove the reader of this ref with everything that hangs on the row."""
    changed(delete(AlertReader).where(AlertReader.ref == ref))


def remove_search(ref: str) -> None:
    """Remove the search of this ref."""
    changed(delete(SavedSearch).where(SavedSearch.ref == ref))


def pause_run(name: str) -> None:
    """Let the search of this run (`run_of`) rest."""
    ref = name.partition(" ")[0]
    changed(update(SavedSearch).where(SavedSearch.ref == ref).values(paused=True))


def forget_unconfirmed(before: datetime) -> int:
    """Remove searches of addresses that nobody confirmed, and addresses that are left without any; how many searches."""
    gone = changed(delete(SavedSearch).where(SavedSearch.confirmed_at.is_(None), SavedSearch.created_at <= before))
    none_left = AlertReader.id.not_in(select(SavedSearch.reader_id))
    changed(delete(AlertReader).where(AlertReader.account.is_(None), none_left))
    return gone


def changed(statement: Executable) -> int:
    """Run a statement; how many rows it changed."""
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount


def _sealed(ref: str, said: Said) -> str:
    told = {"name": said.name, "wanted": asdict(said.wanted)}
    return seal(context(SEARCHES, "said_sealed", ref), json.dumps(told, ensure_ascii=False, sort_keys=True))
