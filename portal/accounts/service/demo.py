"""The accounts of a demo: one login for each role, with passwords that everybody knows. Never in production."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.accounts import hashing, personal, store
from portal.accounts.models import Account, AccountRole, Totp
from portal.accounts.rules.actor import STAFF_ROLES
from portal.accounts.rules.names import email
from portal.accounts.tokens import code_hash, new_ref
from portal.shared.clock import now
from portal.storage import at_work
from portal.storage.db import db

LOGINS = ("returnee", "returnee2", "employer", "employer2", "firm", *STAFF_ROLES)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 - the demo's, printed by `flask demo`
RECOVERY_CODE = "DEMO-CODE-{n}{n}{n}{n}-{n}{n}{n}{n}"
_NAMES = {
    "returnee": "Nguyễn Thị Mẫu",
    "returnee2": "Trần Văn Mẫu",
    "employer": "Lê Minh Họa",
    "employer2": "Phạm Thị Minh Họa",
    "firm": "Hoàng Văn Thử",
    "editor": "Vũ Thị Biên Tập",
    "reviewer": "Đặng Văn Thẩm Định",
    "moderator": "Bùi Thị Kiểm Duyệt",
    "officer": "Đỗ Văn Cán Bộ",
    "admin": "Hồ Thị Quản Trị",
}


class NotInProduction(Exception):
    """Accounts with known passwords are never made in production."""


@dataclass(frozen=True)
class DemoLogin:
    """One line for `flask demo` to print."""

    email: str
    password: str
    role: str
    totp_secret: str | None
    ref: str


def load_demo_accounts() -> tuple[DemoLogin, ...]:
    """Make the demo's accounts, in the caller's transaction; those that are there already stay as they are."""
    if at_work.settings().production:
        raise NotInProduction("demo accounts are never made in production")
    moment = now()
    return tuple(_login(name, moment) for name in LOGINS)


def _login(name: str, moment: datetime) -> DemoLogin:
    login = email(f"{name}@demo.example")
    role = name.rstrip("2")
    password = f"demo-{name}-2026"
    found = store.login_candidates(login, personal.indexes(login))
    account = store.get_account(found[0].ref) if found else _make(name, role, password, moment)
    return DemoLogin(login.written, password, role, TOTP_SECRET if account.kind == "staff" else None, account.ref)


def _make(name: str, role: str, password: str, moment: datetime) -> Account:
    staff = role in STAFF_ROLES
    account = Account(
        ref=new_ref(),
        kind="staff" if staff else "person",
        state="active",
        locale="vi",
        password_hash=hashing.hashed(password),
        created_at=moment,
        confirmed_at=moment,
        password_changed_at=moment,
        rights_version=1,
        credentials_version=1,
    )
    personal.set_login(account, email(f"{name}@demo.example"))
    personal.set_name(account, _NAMES[name])
    account.roles.append(AccountRole(role=role, granted_by="system", granted_at=moment))
    db.session.add(account)
    db.session.flush()
    if staff:
        account.totp = Totp(
            ref=account.ref,
            secret_sealed=personal.seal_secret(account.ref, TOTP_SECRET),
            last_step=0,
            confirmed_at=moment,
        )
        codes = [RECOVERY_CODE.format(n=n) for n in range(2, 10)]
        store.replace_codes(account, [code_hash(account.ref, code) for code in codes], moment)
        db.session.flush()
    return account
