"""Readers who are signed in: a strict client for each demo login, and forms sent as a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts import hashing, store
from portal.accounts.rules.actor import PERSON_ROLES, STAFF_ROLES
from portal.accounts.rules.origin import Origin
from portal.accounts.service import demo
from portal.accounts.service.demo import DemoLogin
from portal.accounts.service.sessions import open_full
from portal.audit import service as audit
from portal.shared.clock import now
from portal.storage.db import db
from tests.conftest import empty_all_tables
from tests.web.strict import StrictClient

HOME = Origin("203.0.113.7", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
COOKIE = "benve"
TWINS = tuple(f"{role}2" for role in (*PERSON_ROLES, *STAFF_ROLES))
EVERYBODY = (*PERSON_ROLES, *STAFF_ROLES, *TWINS)


@dataclass
class Reader:
    """Somebody in front of a browser: a demo login with a session, or nobody."""

    house: House
    client: StrictClient
    login: DemoLogin | None = None

    @property
    def ref(self) -> str:
        assert self.login
        return self.login.ref

    @property
    def cookie(self) -> str | None:
        kept = self.client.get_cookie(COOKIE)
        return kept.value if kept else None

    def get(self, path: str, status: int = 200) -> str:
        """The page below /vi, which must answer with this status."""
        answer = self.client.get(f"/vi{path}")
        assert answer.status_code == status, (path, answer.status, answer.headers.get("Location"))
        return answer.text

    def post(self, path: str, fields: dict[str, str] | None = None, page: str = "") -> TestResponse:
        """Open the page of a form, send what it holds in hidden fields with what is typed."""
        html = self.get(page or path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
        return self.client.post(f"/vi{path}", data=hidden | (fields or {}))

    @property
    def token(self) -> str:
        """The form token of this reader's session."""
        return TOKEN.findall(self.get("/account/sessions"))[0]

    def quick(self) -> FlaskClient:
        """The same session in a client that does not read the pages: for many requests that are all refused."""
        client = FlaskClient(self.house.app, self.house.app.response_class)
        client.set_cookie(COOKIE, self.cookie or "")
        return client

    def done(self, path: str, fields: dict[str, str] | None = None, page: str = "") -> str:
        """The page that a form leads to."""
        answer = self.post(path, fields, page)
        assert answer.status_code == 303, (answer.status, answer.text[:2000])
        return answer.headers["Location"]


@dataclass
class House:
    """An empty site with two logins of each role: `editor`, `editor2`."""

    app: Flask
    logins: dict[str, DemoLogin] = field(default_factory=dict)

    def nobody(self) -> Reader:
        client = self.app.test_client()
        assert isinstance(client, StrictClient)
        return Reader(self, client)

    def reader(self, name: str, origin: Origin = HOME) -> Reader:
        """This demo login, signed in on a browser of its own."""
        reader = self.nobody()
        reader.login = self.logins[name]
        with self.app.app_context():
            signed_in = open_full(store.get_account(reader.login.ref), origin, now())
            db.session.commit()
        reader.client.set_cookie(COOKIE, signed_in.cookie)
        return reader

    def state(self) -> str:
        """Everything the database holds, but for when sessions were last seen and what limits count."""
        with self.app.app_context():
            tables = [t for t in db.metadata.sorted_tables if not t.name.startswith("limit")]
            rows = {t.name: db.session.execute(t.select().order_by(*t.primary_key)).all() for t in tables}
        return repr(rows)

    def log(self, name: str) -> list[str]:
        """What this login did, newest first."""
        with self.app.app_context():
            return [entry.action for entry in audit.of_actor(self.logins[name].ref, 50)]


@pytest.fixture
def house(apps: dict[str, Flask], monkeypatch: pytest.MonkeyPatch, catalogues: None) -> Iterator[House]:
    """Two of each role on an otherwise empty site; passwords cost a thousandth."""
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    app = apps["sqlite"]
    before, app.test_client_class = app.test_client_class, StrictClient
    with app.app_context():
        empty_all_tables()
        for name in TWINS:
            monkeypatch.setitem(demo._NAMES, name, f"Người Thứ Hai {name}")
        logins = {name: demo._login(name, now()) for name in EVERYBODY}
        db.session.commit()
    yield House(app, logins)
    app.test_client_class = before
