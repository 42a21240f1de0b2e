"""What the acts on accounts answer when they are not refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from portal.accounts.rules.actor import Actor
from portal.shared.locales import Locale

Stage = Literal["full", "second_step", "setup"]


@dataclass(frozen=True)
class Found:
    """A session that holds. Until its stage is `full` the actor is nobody: only the page of that stage is open."""

    stage: Stage
    actor: Actor
    kind: Literal["person", "staff"]
    session_ref: str
    expires: datetime


@dataclass(frozen=True)
class SignedIn:
    """A new session: the values of the session cookie and of the trusted-device cookie. `codes` are to be shown once."""

    cookie: str = field(repr=False)
    device: str = field(repr=False)
    actor: Actor
    expires: datetime
    codes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SecondStepNeeded:
    """The password was right: a session in which only the code of the second step (or a recovery code) can be given."""

    cookie: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class SetupNeeded:
    """The password was right but staff without a second step may only set one up: a session for that alone."""

    cookie: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class MailSent:
    """The answer to every sign-up by e-mail and every wish for a new password, whether the name is known or not."""


@dataclass(frozen=True)
class Done:
    """It was done; there is nothing to show."""


@dataclass(frozen=True)
class Secret:
    """A second step to set up: the secret (base32) and what the QR code says (segno.make(uri))."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True)
class Codes:
    """New recovery codes, to be shown and printed once. Older ones no longer open. `sheet` counts the sheets from 1."""

    codes: tuple[str, ...] = field(repr=False)
    sheet: int


@dataclass(frozen=True)
class Invited:
    """A staff account and the token of its one-use link (to be printed or mailed, never logged)."""

    ref: str
    token: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class SessionLine:
    """One line of the list of one's sessions. `agent` is `browser/system`, `network` a coarse prefix."""

    ref: str
    agent: str
    network: str
    started: datetime
    last_seen: datetime
    current: bool


@dataclass(frozen=True)
class MyAccount:
    """What the person sees of their own account."""

    ref: str
    kind: Literal["person", "staff"]
    roles: frozenset[str]
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    name: str | None = field(repr=False)
    locale: Locale
    created: datetime
    password_changed: datetime | None
    codes_left: int
    codes_sheet: int
    """The number of the newest sheet of codes; 0 where there never was one."""
    second_step: bool
    email_waiting: str | None = field(default=None, repr=False)
    """A new address that was asked for and waits for its link."""


@dataclass(frozen=True)
class PersonView:
    """What staff see of a person. Addresses are masked: who looks somebody up by one knows it already."""

    ref: str
    roles: frozenset[str]
    state: Literal["active", "suspended"]
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    created: datetime
    last_signed_in: datetime | None
    suspended: datetime | None
    suspended_for: str | None


@dataclass(frozen=True)
class StaffLine:
    """One line of the staff list. `state` is invited, active, suspended or ended (no role left)."""

    ref: str
    email: str | None = field(repr=False)
    name: str | None = field(repr=False)
    role: str | None
    state: Literal["invited", "active", "suspended", "ended"]
    second_step: bool
    last_signed_in: datetime | None
