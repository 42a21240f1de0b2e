"""An otherwise empty site with demo logins, each in a strict client with a session of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from portal.accounts import hashing
from portal.accounts import store as accounts
from portal.accounts.rules.origin import Origin
from portal.accounts.service.sessions import open_full
from portal.shared.clock import now
from portal.storage.db import db
from tests.conftest import empty_all_tables
from tests.organisations.samples import Town
from tests.web.people import SESSION, tokens_of
from tests.web.strict import StrictClient

HOME = Origin("203.0.113.7", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0", "")


@dataclass
class Square:
    """The town, and a browser for each who lives there."""

    app: Flask
    town: Town = field(default_factory=Town)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    def browser(self, name: str) -> FlaskClient:
        """This demo login, signed in."""
        if name not in self.browsers:
            with self.app.app_context():
                account = accounts.get_account(self.town.actor(name).ref)
                cookie = open_full(account, HOME, now()).cookie
                db.session.commit()
            self.browsers[name] = self.app.test_client()
            self.browsers[name].set_cookie(SESSION, cookie)
        return self.browsers[name]

    def get(self, name: str, path: str, status: int = 200) -> str:
        answer = self.browser(name).get(path)
        assert answer.status_code == status, (path, answer.status)
        return answer.text

    def post(self, name: str, path: str, /, **fields: object) -> TestResponse:
        """Send a form with this reader's token."""
        client = self.browser(name)
        return client.post(path, data={**tokens_of(client), **fields})

    def upload(self, name: str, kind: str, file: bytes, called: str = "giay.png") -> TestResponse:
        client = self.browser(name)
        fields = {**tokens_of(client), "kind": kind, "file": FileStorage(io.BytesIO(file), called)}
        boundary, body = encode_multipart(fields)  # in memory: the test client would spool it into a file left open
        sent = f"multipart/form-data; boundary={boundary}"
        return client.post("/vi/organisation/evidence", data=body, content_type=sent)

    def version(self, name: str, path: str) -> str:
        found = re.search(r'name="version" value="(\d+)"', self.get(name, path))
        assert found
        return found[1]


@pytest.fixture
def square(
    request: pytest.FixtureRequest, apps: dict[str, Flask], monkeypatch: pytest.MonkeyPatch, catalogues: None
) -> Iterator[Square]:
    """On SQLite, or on the database that a test names as this fixture's parameter."""
    monkeypatch.setattr(hashing, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    app = apps[getattr(request, "param", "sqlite")]
    before, app.test_client_class = app.test_client_class, StrictClient
    with app.app_context():
        empty_all_tables()
    yield Square(app)
    app.test_client_class = before
