"""What is stored of accounts: who may sign in, in which role, from which sessions; personal fields sealed, secrets hashed.

`…_sealed` columns are readable only with the installation's keys, `…_index` columns are keyed hashes for exact look-up,
`…_hash` columns hold hashes of random values that are never stored themselves.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.storage.db import Base
from portal.storage.types import UtcDateTime

_CONFIRMED = text("confirmed_at IS NOT NULL")
_NOW = text("ended_at IS NULL")


class Account(Base):
    """One login. Several unconfirmed ones may claim an e-mail address; only one can be confirmed.

    A phone number is never confirmed by message, so it is not unique: name and password together find the account.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'staff')", name="kind"),
        CheckConstraint("state IN ('unconfirmed', 'active', 'suspended', 'deleted')", name="state"),
        CheckConstraint("locale IN ('vi', 'en')", name="locale"),
        Index(
            "uq_account_email_index_confirmed",
            "email_index",
            unique=True,
            sqlite_where=_CONFIRMED,
            postgresql_where=_CONFIRMED,
        ),
        Index("ix_account_state_created_at", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text, default="vi")
    name_sealed: Mapped[str | None] = mapped_column(Text)
    email_sealed: Mapped[str | None] = mapped_column(Text)
    email_index: Mapped[str | None] = mapped_column(Text, index=True)
    phone_sealed: Mapped[str | None] = mapped_column(Text)
    phone_index: Mapped[str | None] = mapped_column(Text, index=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    rights_version: Mapped[int] = mapped_column(default=1)
    """Grows with every change of rights; a session opened under an older number is refused."""
    credentials_version: Mapped[int] = mapped_column(default=1)
    """Grows when trust in devices ends (new password, sign-out everywhere)."""
    codes_version: Mapped[int] = mapped_column(default=0)
    """The number of the newest sheet of recovery codes; only that sheet opens."""
    pending_email_sealed: Mapped[str | None] = mapped_column(Text)
    """The address that the newest link of the purpose `email_change` would bring in."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspended_for: Mapped[str | None] = mapped_column(Text)
    """Why, as a code that the person is told in words."""
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    roles: Mapped[list[AccountRole]] = relationship(order_by="AccountRole.id", back_populates="account")
    totp: Mapped[Totp | None] = relationship(back_populates="account")


class AccountRole(Base):
    """A role somebody had from one moment to another. A row is never erased: `ended_at` closes it."""

    __tablename__ = "account_role"
    __table_args__ = (
        CheckConstraint(
            "role IN ('returnee', 'employer', 'firm', 'editor', 'reviewer', 'moderator', 'officer', 'admin')",
            name="role",
        ),
        Index("uq_account_role_current", "account_id", "role", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[str] = mapped_column(Text)
    """Ref of the account that gave it, or `system`."""
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(back_populates="roles")


class LoginSession(Base):
    """A sign-in that still holds, or one that ended. The cookie's value is not here, only its hash."""

    __tablename__ = "login_session"
    __table_args__ = (CheckConstraint("stage IN ('full', 'second_step', 'setup')", name="stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    cookie_hash: Mapped[str] = mapped_column(Text, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    stage: Mapped[str] = mapped_column(Text)
    rights_version: Mapped[int]
    agent: Mapped[str] = mapped_column(Text)
    """Browser and system as two words (`chrome/android`), never the whole header."""
    network: Mapped[str] = mapped_column(Text)
    """The first half of an IPv4 address, the first 32 bits of an IPv6 one."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()


class OneUseLink(Base):
    """A link sent by mail or printed by a command. Without an account it leads nowhere: it only costs the same time."""

    __tablename__ = "one_use_link"
    __table_args__ = (CheckConstraint("purpose IN ('confirm', 'reset', 'invitation', 'email_change')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account | None] = relationship()


class RecoveryCode(Base):
    """One printed code. It opens once."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("uq_recovery_code_account_id_code_hash", "account_id", "code_hash", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    code_hash: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PhoneCode(Base):
    """A code sent to a phone. Without an account it went to nobody: it only costs the same time."""

    __tablename__ = "phone_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(Text)
    """A keyed hash: six digits alone are soon guessed from a plain one."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Totp(Base):
    """The second step of a staff account. `last_step` is the newest 30-second step accepted: none is accepted twice."""

    __tablename__ = "totp"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    ref: Mapped[str] = mapped_column(Text, unique=True)
    """The account's ref: what the seal of the secret is bound to."""
    secret_sealed: Mapped[str] = mapped_column(Text)
    last_step: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Empty until the first right code: a secret shown but never proven guards nothing."""

    account: Mapped[Account] = relationship(back_populates="totp")
