"""People for the tests of accounts: the post they get, and acts in one line."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

if True:  # until the mail room is committed on this branch
    try:
        import portal.mail.service
    except ImportError:
        stub = types.ModuleType("portal.mail.service")
        stub.sent = []  # type: ignore[attr-defined]
        stub.enqueue = lambda *letter: stub.sent.append(letter)  # type: ignore[attr-defined]
        sys.modules["portal.mail"] = types.ModuleType("portal.mail")
        sys.modules["portal.mail"].service = stub  # type: ignore[attr-defined]
        sys.modules["portal.mail.service"] = stub

from flask import Flask

from portal.accounts.results import MailSent, SignedIn
from portal.accounts.rules.origin import Origin
from portal.accounts.service import sign_up as signing_up
from portal.accounts.service.sign_in import sign_in
from portal.accounts.service.sign_up import SignUp
from tests.accounts.bare import app, catalogues, postgres_url  # noqa: F401 - fixtures

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOME = Origin("203.0.113.7", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "")
GOOD = "đồng lúa chín vàng quê ngoại"


@dataclass
class Post:
    """The letters that were written, as (recipient, kind, locale, values)."""

    letters: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)

    def kinds(self, recipient: str) -> list[str]:
        return [kind for to, kind, _, _ in self.letters if to == recipient]

    def token(self, recipient: str, kind: str) -> str:
        """The token of the newest link of this kind."""
        values = [v for to, k, _, v in self.letters if (to, k) == (recipient, kind)][-1]
        return str(values["path"]).rpartition("/")[2]


@pytest.fixture
def post() -> Iterator[Post]:
    sent = sys.modules["portal.mail.service"].sent
    sent.clear()
    yield Post(sent)


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

    def sign_in(
        self, login: str = "lan@example.vn", password: str = GOOD, origin: Origin = HOME, now: datetime = NOW
    ) -> object:
        return sign_in(login, password, origin, now)


@pytest.fixture
def people(app: Flask, post: Post) -> People:  # noqa: F811
    return People(post)
