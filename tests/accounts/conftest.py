"""People for the tests of accounts: the post they get, and acts in one line."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from portal.accounts import hashing
from portal.accounts.results import Invited, MailSent, Secret, SetupNeeded, SignedIn
from portal.accounts.rules import totp
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.rules.origin import Origin
from portal.accounts.service import second_step, staff
from portal.accounts.service import sign_up as signing_up
from portal.accounts.service.invitation import accept_invitation
from portal.accounts.service.sign_in import sign_in
from portal.accounts.service.sign_up import SignUp
from portal.limits import service as limits
from portal.mail import store as mail
from portal.mail.models import OutboxLetter
from portal.storage.db import db
from portal.storage.encryption import unseal

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOME = Origin("203.0.113.7", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "")
GOOD = "đồng lúa chín vàng quê ngoại"


class Post:
    """The letters that wait in the outbox, as (recipient, kind, locale, values), oldest first."""

    @property
    def letters(self) -> list[tuple[str, str, str, dict[str, str]]]:
        rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at)).all()
        return [
            (
                unseal(mail.place("recipient", row.ref), row.recipient or ""),
                row.kind,
                row.locale,
                json.loads(unseal(mail.place("said", row.ref), row.said or "")),
            )
            for row in rows
        ]

    def kinds(self, recipient: str) -> list[str]:
        return [kind for to, kind, _, _ in self.letters if to == recipient]

    def token(self, recipient: str, kind: str) -> str:
        """The token of the newest link of this kind."""
        return [values for to, k, _, values in self.letters if (to, k) == (recipient, kind)][-1]["path"].rpartition(
            "/"
        )[2]


@dataclass
class People:
    """Makes accounts by the same acts that people use."""

    post: Post

    def sign_up(self, login: str, password: str = GOOD, role: str = "returnee", now: datetime = NOW) -> object:
        return signing_up.sign_up(SignUp(login, password, role), HOME, now)

    def person(self, login: str = "lan@example.vn", password: str = GOOD, role: str = "returnee") -> SignedIn:
        """Signed up, confirmed, signed in."""
        assert self.sign_up(login, password, role) == MailSent()
        signed_in = signing_up.confirm(self.post.token(login, "confirm"), password, HOME, NOW)
        assert isinstance(signed_in, SignedIn)
        return signed_in

    def invited(self, login: str, role: str, now: datetime = NOW) -> SetupNeeded:
        """Staff who took up the invitation and have no second step yet."""
        invited = staff.invite(SYSTEM, login, role, now)
        assert isinstance(invited, Invited)
        answer = accept_invitation(invited.token, "Nhân Viên", GOOD, HOME, now)
        assert isinstance(answer, SetupNeeded)
        return answer

    def staff(self, login: str, role: str, now: datetime = NOW) -> tuple[str, SignedIn]:
        """Staff with a second step: its secret, and a session with the printed codes."""
        cookie = self.invited(login, role, now).cookie
        secret = second_step.begin_setup(cookie, now)
        assert isinstance(secret, Secret)
        code = totp.code_at(secret.secret, totp.step_at(now))
        signed_in = second_step.finish_setup(cookie, code, HOME, now)
        assert isinstance(signed_in, SignedIn)
        return secret.secret, signed_in

    def sign_in(
        self, login: str = "lan@example.vn", password: str = GOOD, origin: Origin = HOME, now: datetime = NOW
    ) -> object:
        return sign_in(login, password, origin, now)


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password costs a thousandth here, except where the cost is what is tested."""
    if "true_cost" in request.fixturenames:
        return
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(hashing, "_hasher", cheap)
    monkeypatch.setattr(hashing, "_NOBODY", cheap.hash("nobody"))


@pytest.fixture
def true_cost() -> None:
    """Ask for it to hash as in production."""


@pytest.fixture
def generous() -> Iterator[None]:
    """Limits a hundred times wider: for what is not about limits."""
    limits.use(100)
    yield
    limits.use(1)


@pytest.fixture
def people(app: Flask) -> People:
    return People(Post())


def together(app: Flask, *acts: object) -> list[object]:
    """Run the acts in threads at the same moment."""
    answers: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int) -> None:
        with app.app_context():
            start.wait()
            try:
                answers[place] = acts[place]()  # type: ignore[operator]
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
