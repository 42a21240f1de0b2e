"""How accounts, roles, sessions, links and codes are fetched and changed; the races are decided here, by one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.sql import Executable

from portal.accounts.models import Account, AccountRole, LoginSession, OneUseLink, PhoneCode, RecoveryCode, Totp
from portal.accounts.rules.names import LoginName
from portal.storage.db import db
from portal.storage.turns import take_turn


class Candidate(NamedTuple):
    """What sign-in needs of an account. Not the account itself: loading one takes time that an unknown name does not."""

    id: int
    ref: str
    kind: str
    state: str
    credentials_version: int
    password_hash: str | None
    email_sealed: str | None


def login_candidates(name: LoginName, indexes: Sequence[str]) -> list[Candidate]:
    """The confirmed accounts that this login name may mean, oldest first: one for an e-mail, perhaps more for a phone."""
    column = Account.email_index if name.kind == "email" else Account.phone_index
    wanted = [getattr(Account, field) for field in Candidate._fields]
    query = select(*wanted).where(column.in_(indexes), Account.confirmed_at.is_not(None), Account.state != "deleted")
    return [Candidate(*row) for row in db.session.execute(query.order_by(Account.confirmed_at, Account.id))]


def hold_phone(index: str) -> None:
    """Let nobody else claim this number until the transaction ends; whoever waits sees then what was written."""
    take_turn(f"phone {index}")


def latest_of_phone(indexes: Sequence[str]) -> Account | None:
    """The person's account of this number that was used last: who holds the phone most likely means this one."""
    mine = (Account.phone_index.in_(indexes), Account.kind == "person", Account.state.in_(("active", "suspended")))
    query = select(Account).where(*mine, Account.confirmed_at.is_not(None))
    return db.session.scalar(query.order_by(Account.last_signed_in_at.desc().nulls_last(), Account.id).limit(1))


def add_phone_code(account: Account | None, code_hash: str, now: datetime, expires: datetime) -> None:
    """A code that was sent to a phone; older ones of the account open no more."""
    owner = account.id if account is not None else None
    older = (PhoneCode.account_id == owner, PhoneCode.used_at.is_(None))
    _changed(update(PhoneCode).where(*older).values(used_at=now))
    db.session.add(PhoneCode(account_id=owner, code_hash=code_hash, created_at=now, expires_at=expires, tries=0))
    db.session.flush()


def use_phone_code(account: Account, code_hash: str, now: datetime, tries: int) -> bool:
    """Use the code up; False where it is wrong, over, or was tried `tries` times. A wrong one counts."""
    open_still = (
        PhoneCode.account_id == account.id,
        PhoneCode.used_at.is_(None),
        PhoneCode.expires_at > now,
        PhoneCode.tries < tries,
    )
    if not _changed(update(PhoneCode).where(*open_still).values(tries=PhoneCode.tries + 1)):
        return False
    right = (PhoneCode.account_id == account.id, PhoneCode.code_hash == code_hash, PhoneCode.used_at.is_(None))
    return _changed(update(PhoneCode).where(*right, PhoneCode.expires_at > now).values(used_at=now)) == 1


def persons_found(name: LoginName, indexes: Sequence[str]) -> Sequence[Account]:
    """The persons' accounts of this login name that are open or suspended."""
    column = Account.email_index if name.kind == "email" else Account.phone_index
    mine = (column.in_(indexes), Account.kind == "person", Account.state.in_(("active", "suspended")))
    return db.session.scalars(select(Account).where(*mine).order_by(Account.id)).all()


def find_account(ref: str) -> Account | None:
    """The account with this ref, deleted ones too."""
    return db.session.scalar(select(Account).where(Account.ref == ref))


def refs_there() -> Sequence[str]:
    """The refs of all accounts that are not deleted."""
    return db.session.scalars(select(Account.ref).where(Account.state != "deleted").order_by(Account.id)).all()


def staff_with_email(indexes: Sequence[str]) -> Account | None:
    """The staff account of this address, invited or active."""
    query = select(Account).where(Account.email_index.in_(indexes), Account.kind == "staff", Account.state != "deleted")
    return db.session.scalar(query.order_by(Account.id).limit(1))


def get_account(ref: str) -> Account:
    """The account with this ref, which is known to exist; LookupError otherwise."""
    account = find_account(ref)
    if account is None:
        raise LookupError("no account has this ref")
    return account


def seen_at(account: Account) -> datetime:
    """When somebody last signed in; before the first time, when it was confirmed or made."""
    return account.last_signed_in_at or account.confirmed_at or account.created_at


def persons_unused(moment: datetime, after: str, most: int) -> Sequence[Account]:
    """Open accounts of persons that nobody used after this moment, by ref, from behind `after` on."""
    seen = func.coalesce(Account.last_signed_in_at, Account.confirmed_at, Account.created_at)
    query = select(Account).where(Account.kind == "person", Account.state == "active", seen <= moment)
    return db.session.scalars(query.where(Account.ref > after).order_by(Account.ref).limit(most)).all()


def hold_account(ref: str) -> Account | None:
    """The account as it stands now, held until the transaction ends."""
    query = select(Account).where(Account.ref == ref).with_for_update()
    return db.session.scalar(query.execution_options(populate_existing=True))


def all_staff() -> Sequence[Account]:
    """Every staff account that is not deleted, newest first."""
    query = select(Account).where(Account.kind == "staff", Account.state != "deleted")
    return db.session.scalars(query.order_by(Account.id.desc())).all()


def count_active_admins() -> int:
    """How many administrators can sign in. Holds their roles until the transaction ends, so that two cannot leave at once."""
    current = (AccountRole.role == "admin", AccountRole.ended_at.is_(None))
    _changed(update(AccountRole).where(*current).values(role="admin"))  # a write locks on both databases, a read on one
    query = select(func.count()).select_from(AccountRole).join(Account).where(Account.state == "active", *current)
    return db.session.scalar(query) or 0


def roles_of(account: Account) -> frozenset[str]:
    """The roles that the account has now."""
    query = select(AccountRole.role).where(AccountRole.account_id == account.id, AccountRole.ended_at.is_(None))
    return frozenset(db.session.scalars(query))


def end_roles(account: Account, by: str, now: datetime) -> None:
    """Close every role that the account has."""
    mine = (AccountRole.account_id == account.id, AccountRole.ended_at.is_(None))
    db.session.execute(update(AccountRole).where(*mine).values(ended_by=by, ended_at=now))


def find_session(cookie_hash: str) -> LoginSession | None:
    """The session of this cookie, whatever its state."""
    return db.session.scalar(select(LoginSession).where(LoginSession.cookie_hash == cookie_hash))


def find_session_by_ref(account: Account, ref: str) -> LoginSession | None:
    """A session of this account by its public ref, if it was not revoked."""
    mine = (LoginSession.account_id == account.id, LoginSession.ref == ref, LoginSession.revoked_at.is_(None))
    return db.session.scalar(select(LoginSession).where(*mine))


def sessions_of(account: Account, now: datetime) -> Sequence[LoginSession]:
    """The sessions of this account that were not revoked and have not reached their end, newest first."""
    query = select(LoginSession).where(
        LoginSession.account_id == account.id,
        LoginSession.revoked_at.is_(None),
        LoginSession.expires_at > now,
        LoginSession.stage == "full",
        LoginSession.rights_version == account.rights_version,
    )
    return db.session.scalars(query.order_by(LoginSession.last_seen_at.desc(), LoginSession.id.desc())).all()


def revoke(session: LoginSession, now: datetime) -> bool:
    """End this session; False where another request ended it first."""
    mine = (LoginSession.id == session.id, LoginSession.revoked_at.is_(None))
    return _changed(update(LoginSession).where(*mine).values(revoked_at=now)) == 1


def revoke_all(account: Account, now: datetime, keep: str = "") -> int:
    """End every session of the account but the one with the ref `keep`; returns how many."""
    mine = (LoginSession.account_id == account.id, LoginSession.revoked_at.is_(None), LoginSession.ref != keep)
    return _changed(update(LoginSession).where(*mine).values(revoked_at=now))


def note_seen(session: LoginSession, now: datetime) -> None:
    """Write down that the session was used; never backwards."""
    mine = (LoginSession.id == session.id, LoginSession.last_seen_at < now)
    _changed(update(LoginSession).where(*mine).values(last_seen_at=now))


def find_link(token_hash: str, purpose: str) -> OneUseLink | None:
    """The link of this token and purpose, used or not."""
    query = select(OneUseLink).where(OneUseLink.token_hash == token_hash, OneUseLink.purpose == purpose)
    return db.session.scalar(query)


def use_link(link: OneUseLink, now: datetime) -> bool:
    """Use the link up; False where it was used or ran out in between."""
    open_still = (OneUseLink.id == link.id, OneUseLink.used_at.is_(None), OneUseLink.expires_at > now)
    return _changed(update(OneUseLink).where(*open_still).values(used_at=now)) == 1


def end_links(account: Account, purpose: str, now: datetime) -> None:
    """Older links of this purpose open no more."""
    mine = (OneUseLink.account_id == account.id, OneUseLink.purpose == purpose, OneUseLink.used_at.is_(None))
    _changed(update(OneUseLink).where(*mine).values(used_at=now))


def replace_codes(account: Account, hashes: Sequence[str], now: datetime) -> int:
    """Only these codes open from now on. The number of their sheet.

    Counting holds the account: of two sheets asked for at one moment, the second takes the first one's codes away.
    """
    grown = update(Account).where(Account.id == account.id).values(codes_version=Account.codes_version + 1)
    _changed(grown)
    db.session.refresh(account, ["codes_version"])
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=each, created_at=now) for each in hashes)
    return account.codes_version


def use_code(account: Account, code_hash: str, now: datetime) -> bool:
    """Use a recovery code up; False where it is wrong or was used."""
    mine = (
        RecoveryCode.account_id == account.id,
        RecoveryCode.code_hash == code_hash,
        RecoveryCode.used_at.is_(None),
    )
    return _changed(update(RecoveryCode).where(*mine).values(used_at=now)) == 1


def codes_left(account: Account) -> int:
    """How many recovery codes still open."""
    mine = (RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*mine)) or 0


def take_step(account: Account, step: int) -> bool:
    """Accept this TOTP step once and for all; False where it or a later one was accepted before."""
    mine = (Totp.account_id == account.id, Totp.last_step < step)
    return _changed(update(Totp).where(*mine).values(last_step=step)) == 1


def forget_means(account: Account) -> None:
    """Remove what proves the account: second step, codes, links, sessions."""
    for table in (Totp, RecoveryCode, PhoneCode, OneUseLink, LoginSession):
        db.session.execute(delete(table).where(table.account_id == account.id))


def forget_all_entrances() -> None:
    """Remove every session, link and code of all accounts."""
    for table in (PhoneCode, OneUseLink, LoginSession):
        db.session.execute(delete(table))


def sweep(now: datetime, unconfirmed_life: timedelta) -> int:
    """Remove sign-ups that were never confirmed, links and sessions long over; returns how many sign-ups."""
    db.session.execute(delete(LoginSession).where(LoginSession.expires_at < now - timedelta(days=90)))
    db.session.execute(delete(OneUseLink).where(OneUseLink.expires_at < now - timedelta(days=30)))
    db.session.execute(delete(PhoneCode).where(PhoneCode.expires_at < now - timedelta(days=1)))
    late = (Account.state == "unconfirmed", Account.kind == "person", Account.created_at < now - unconfirmed_life)
    old = db.session.scalars(select(Account).where(*late)).all()
    for account in old:
        forget_means(account)
        db.session.execute(delete(AccountRole).where(AccountRole.account_id == account.id))
    ids = [account.id for account in old]
    return _changed(delete(Account).where(Account.id.in_(ids), Account.state == "unconfirmed")) if ids else 0


def _changed(statement: Executable) -> int:
    """How many rows the statement changed."""
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount
