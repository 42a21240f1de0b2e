"""How watches are kept: sealed, found by a keyed hash, confirmed and told by one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable

from portal.accounts.rules.names import LoginName, email_key
from portal.accounts.tokens import new_ref, new_token, token_hash
from portal.firms.models import RecruitmentOrder
from portal.firms.watch_models import Watch
from portal.storage.db import db
from portal.storage.encryption import blind, blinds, context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

TABLE, ADDRESS = Watch.__tablename__, "watching address"
LONGEST_TOKEN = 200

declare(
    SealedColumn(TABLE, "email_sealed", "ref", blind="email_index", purpose=ADDRESS, normal=email_key),
    SealedColumn(TABLE, "token_sealed", "ref"),
)


def wish(kind: str, target: str, address: LoginName, locale: str, now: datetime) -> Watch:
    """The watch of this address, made where there is none yet: two forms sent at one moment make one."""
    if (found := _of(kind, target, address)) is not None:
        return found
    ref, token = new_ref(), new_token()
    made = Watch(
        ref=ref,
        kind=kind,
        target=target,
        email_sealed=seal(context(TABLE, "email_sealed", ref), address.written),
        email_index=blind(ADDRESS, address.key),
        token_sealed=seal(context(TABLE, "token_sealed", ref), token),
        token_hash=token_hash(token),
        locale=locale,
        known="{}",
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        if (found := _of(kind, target, address)) is None:
            raise
        return found
    return made


def by_token(token: str) -> Watch | None:
    """The watch that this link opens."""
    return db.session.scalar(select(Watch).where(Watch.token_hash == token_hash(token[:LONGEST_TOKEN])))


def by_ref(ref: str) -> Watch | None:
    """The watch as it stands now, if it counts."""
    query = select(Watch).where(Watch.ref == ref, Watch.confirmed_at.is_not(None))
    return db.session.scalar(query.execution_options(populate_existing=True))


def find_order(slug: str, key: str) -> RecruitmentOrder | None:
    """The order with this name in an address or this folded reference; one that never was public is none to a slug."""
    either = (RecruitmentOrder.slug == slug) | (RecruitmentOrder.ref_key == key)
    found = db.session.scalars(select(RecruitmentOrder).where(either)).all()
    return next((order for order in found if order.slug == slug), found[0] if found else None)


def confirm(watch: Watch, known: str, now: datetime) -> bool:
    """Let it count from now on; False where it did already, or was ended meanwhile."""
    still = (Watch.id == watch.id, Watch.confirmed_at.is_(None))
    return _changed(update(Watch).where(*still).values(confirmed_at=now, known=known)) == 1


def told(watch: Watch, known: str) -> bool:
    """Write down what it knows now; False where another process told it meanwhile, or it was ended."""
    still = (Watch.id == watch.id, Watch.known == watch.known)
    return _changed(update(Watch).where(*still).values(known=known)) == 1


def end(token: str) -> bool:
    """Remove it whole; False where it was gone."""
    return _changed(delete(Watch).where(Watch.token_hash == token_hash(token[:LONGEST_TOKEN]))) == 1


def refs() -> Sequence[str]:
    """The refs of all watches."""
    return db.session.scalars(select(Watch.ref).order_by(Watch.id)).all()


def remove(ref: str) -> None:
    """Remove the watch of this ref whole."""
    db.session.execute(delete(Watch).where(Watch.ref == ref))


def forget_unconfirmed(before: datetime) -> int:
    """Remove wishes that nobody confirmed; returns how many."""
    return _changed(delete(Watch).where(Watch.confirmed_at.is_(None), Watch.created_at <= before))


def targets() -> Sequence[tuple[str, str]]:
    """What is watched: (kind, target)."""
    query = select(Watch.kind, Watch.target).where(Watch.confirmed_at.is_not(None)).distinct()
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Watch.kind, Watch.target))]


def watching(kind: str, target: str, known: str) -> Sequence[Watch]:
    """Who watches this and was told something else than `known`."""
    mine = (Watch.kind == kind, Watch.target == target, Watch.confirmed_at.is_not(None), Watch.known != known)
    return db.session.scalars(select(Watch).where(*mine).order_by(Watch.id)).all()


def address_of(watch: Watch) -> str:
    """The address as it was typed."""
    return unseal(context(TABLE, "email_sealed", watch.ref), watch.email_sealed)


def token_of(watch: Watch) -> str:
    """What the links of its letters carry."""
    return unseal(context(TABLE, "token_sealed", watch.ref), watch.token_sealed)


def of_address(written: str) -> Sequence[Watch]:
    """What this e-mail address watches, the oldest first."""
    mine = Watch.email_index.in_(blinds(ADDRESS, email_key(written)))
    return db.session.scalars(select(Watch).where(mine).order_by(Watch.id)).all()


def forget_address(written: str) -> int:
    """Remove every watch of this e-mail address, in the caller's transaction; how many."""
    return _changed(delete(Watch).where(Watch.email_index.in_(blinds(ADDRESS, email_key(written)))))


def _of(kind: str, target: str, address: LoginName) -> Watch | None:
    mine = (Watch.kind == kind, Watch.target == target, Watch.email_index.in_(blinds(ADDRESS, address.key)))
    return db.session.scalar(select(Watch).where(*mine).order_by(Watch.id).limit(1))


def _changed(statement: Executable) -> int:
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount
