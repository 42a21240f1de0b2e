"""What stands behind the doors: letters, people made by the pages themselves, and everything the database holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.rules import totp
from portal.app import create_app
from portal.shared.clock import now
from portal.storage.db import db
from tests.accounts.conftest import Post
from tests.conftest import close
from tests.web.people import PASSWORD, fill, invitation, visitor
from tests.web.strict import StrictClient

MOVING = {"limit_bucket"}
"""What every refused try may count in; all else must stay."""


@pytest.fixture(scope="session")
def secure(site: Flask) -> Iterator[Flask]:
    """The same installation behind https."""
    app = create_app(replace(site.extensions["settings"], https=True))
    app.testing = True
    app.test_client_class = StrictClient
    yield app
    close(app)


def held(site: Flask, *, without: set[str] = MOVING) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table as SQLite stores it, to compare with later; but for when a session was last seen.

    Read past SQLAlchemy: tens of thousands of rows, hundreds of times.
    """
    with site.app_context():
        raw = db.session.connection().connection.driver_connection
        assert raw is not None
        rows = {}
        for table in db.metadata.sorted_tables:
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name != "last_seen_at")
            if table.name not in without:
                rows[table.name] = raw.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()  # noqa: S608 - our own names
        db.session.rollback()
        return rows


def letters(site: Flask, recipient: str) -> list[tuple[str, dict[str, str]]]:
    """Kind and values of the letters that wait for this address."""
    with site.app_context():
        return [(kind, values) for to, kind, _, values in Post().letters if to == recipient]


def link(site: Flask, recipient: str, kind: str) -> str:
    """The path in the newest letter of this kind."""
    return [values["path"] for found, values in letters(site, recipient) if found == kind][-1]


def new_person(
    site: Flask, email: str, password: str = PASSWORD, role: str = "returnee", name: str = ""
) -> FlaskClient:
    """Signed up and confirmed by the pages: a browser that is signed in."""
    client = visitor(site)
    answer = fill(client, "/vi/sign-up", login=email, password=password, role=role, name=name)
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/vi/sign-up?sent=1"), answer.text
    answer = fill(client, link(site, email, "confirm"), password=password)
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/vi/account"), answer.text
    return client


def new_staff(site: Flask, email: str, role: str = "editor") -> tuple[FlaskClient, str, list[str]]:
    """Invited and set up by the pages: a browser that is signed in, the secret of the app, the codes on the sheet."""
    client = visitor(site)
    assert fill(client, invitation(site, email, role), name="Người Mới", password=PASSWORD).status_code == 303
    page = client.get("/vi/setup-second-step").text
    found = re.search(r"<code[^>]*>([A-Z2-7 ]{39})</code>", page)
    assert found
    secret = found[1].replace(" ", "")
    sheet = fill(client, "/vi/setup-second-step", code=totp.code_at(secret, totp.step_at(now())))
    assert sheet.status_code == 200
    return client, secret, re.findall(r"<code>([A-Z0-9-]{19})</code>", sheet.text)


def is_signed_in(client: FlaskClient) -> bool:
    """Whether one's own account opens to this browser."""
    status = client.get("/vi/account").status_code
    assert status in (200, 303)
    return status == 200
