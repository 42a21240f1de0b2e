"""Readers of every role, signed in by real requests with the demo's logins, and how a form is filled in and sent."""

from __future__ import annotations

import itertools
import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from portal.accounts.models import Totp
from portal.accounts.results import Invited
from portal.accounts.rules import totp
from portal.accounts.rules.actor import PERSON_ROLES, STAFF_ROLES, SYSTEM
from portal.accounts.service import staff
from portal.accounts.service.demo import TOTP_SECRET
from portal.accounts.service.sessions import find_session
from portal.shared.clock import now
from portal.storage.db import db
from portal.web.shell import csrf

SESSION, FORM, DEVICE = "benve", "benve-form", "benve-device"
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]{64})"')
PASSWORD = "gạo nếp cái hoa vàng"
_numbers = itertools.count(1)


def visitor(site: Flask, *, strict: bool = True) -> FlaskClient:
    """A browser nobody has used, at an address of its own, so that no test spends another's limits."""
    client = site.test_client() if strict else FlaskClient(site, site.response_class)
    number = next(_numbers)
    client.environ_base["REMOTE_ADDR"] = f"10.{number // 200 % 200}.{number % 200}.7"
    return client


def token(page: TestResponse) -> str:
    """The token that this page printed."""
    found = set(TOKEN.findall(page.text))
    assert len(found) == 1, f"{len(found)} tokens on {page.request.path}"
    return found.pop()


def fill(client: FlaskClient, path: str, to: str = "", **fields: Any) -> TestResponse:
    """Open the page, fill its form in, send it (to where it is, unless another address is given)."""
    page = client.get(path)
    assert page.status_code == 200, f"{path}: {page.status_code}"
    return client.post(to or path, data={csrf.FIELD: token(page), **fields})


def sign_in(client: FlaskClient, name: str, *, second: bool = True) -> FlaskClient:
    """Sign in with a demo login, staff with the code of the app (`second=False`: only with the password)."""
    answer = fill(client, "/vi/sign-in", login=f"{name}@demo.example", password=f"demo-{name}-2026")
    assert answer.status_code == 303, answer.text
    if name in STAFF_ROLES and second:
        assert answer.headers["Location"] == "/vi/second-step"
        answer = fill(client, "/vi/second-step", code=code(client.application))
        assert answer.status_code == 303, answer.text
    return client


def code(site: Flask) -> str:
    """The code that the demo's authenticator app shows now; every staff login may use it anew."""
    with site.app_context():
        db.session.execute(update(Totp).values(last_step=0))  # or the second sign-in within a minute is a replay
        db.session.commit()
    return totp.code_at(TOTP_SECRET, totp.step_at(now()))


def invitation(site: Flask, email: str, role: str = "editor") -> str:
    """The path of an invitation to the staff."""
    with site.app_context():
        invited = staff.invite(SYSTEM, email, role, now(), by_mail=False)
        assert isinstance(invited, Invited), invited
        return f"/vi/account/invitation/{invited.token}"


def as_role(site: Flask, role: str, *, fresh: bool = False, strict: bool = True) -> FlaskClient:
    """A browser of this role: anonymous, second_step, setup, or any role of the demo. Sessions are used again unless `fresh`."""
    client = visitor(site, strict=strict)
    if role == "anonymous":
        return client
    kept: dict[str, str] = site.extensions.setdefault("test sessions", {})
    if fresh or not _lives(site, kept.get(role, "")):
        _enter(client, role)
        if not fresh:
            kept[role] = cookie(client)
        return client
    client.set_cookie(SESSION, kept[role])
    return client


def _lives(site: Flask, kept: str) -> bool:
    """Whether this session still stands: other tests sign the same people out everywhere."""
    with site.app_context():
        return bool(kept) and find_session(kept, now()) is not None


def cookie(client: FlaskClient, name: str = SESSION) -> str:
    """The value of a cookie of this browser, "" where it has none."""
    found = client.get_cookie(name)
    return found.value if found else ""


def _enter(client: FlaskClient, role: str) -> None:
    if role in PERSON_ROLES or role in STAFF_ROLES:
        sign_in(client, role)
    elif role == "second_step":
        sign_in(client, "officer", second=False)
    elif role == "setup":
        path = invitation(client.application, f"new-{next(_numbers)}@benve.example")
        answer = fill(client, path, name="Người Mới", password=PASSWORD)
        assert answer.headers["Location"] == "/vi/setup-second-step"
    else:
        raise ValueError(role)


def tokens_of(client: FlaskClient) -> dict[str, str]:
    """The form field that proves this browser: of its session, or of a form cookie which is then set."""
    value = cookie(client) or cookie(client, FORM)
    if not value:
        value = "a-form-cookie-of-22-ch"
        client.set_cookie(FORM, value)
    with client.application.app_context():
        return {csrf.FIELD: csrf.token_for(value)}
