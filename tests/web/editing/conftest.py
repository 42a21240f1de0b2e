"""The demo with its editor and reviewer; what was published is gone afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from portal.content import editions
from portal.content.models import Edition, Remark, Revision
from portal.storage.db import db
from portal.storage.installation import forget_mark
from tests.web.people import as_role, tokens_of, visitor
from tests.web.provenance import read
from tests.web.strict import X

WHY = "Thông tư mới đổi mức này, số minh họa cho bài thử."
DESK = "/vi/desk/content"


@dataclass
class Room:
    """Browsers of an editor, a reviewer and somebody who is not signed in."""

    site: Flask
    editor: FlaskClient
    reviewer: FlaskClient
    nobody: FlaskClient

    def begin(self, kind: str, id: str) -> str:
        """The ref of a new draft."""
        answer = self.post(self.editor, f"{DESK}/items/{kind}/{id}", do="edit")
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"].split("/revisions/")[1].split("/")[0].split("?")[0]

    def post(self, client: FlaskClient, address: str, /, **form: str):  # type: ignore[no-untyped-def]
        return client.post(address, data={**form, **tokens_of(client)})

    def form(self, ref: str) -> dict[str, str]:
        """Every field of the edit form as a browser would send it."""
        return fields(self.editor.get(f"{DESK}/revisions/{ref}/edit").text)

    def save(self, ref: str, do: str = "", **typed: str):  # type: ignore[no-untyped-def]
        form = {**self.form(ref), "do": do, **{name.replace("__", "."): value for name, value in typed.items()}}
        return self.post(self.editor, f"{DESK}/revisions/{ref}/edit", **form)

    def sent(self, kind: str, id: str, **typed: str) -> str:
        ref = self.begin(kind, id)
        answer = self.save(ref, "submit", **{"why": WHY, **typed})
        assert answer.status_code == 303, answer.text
        return ref

    def edits(self, ref: str) -> str:
        return fields(self.reviewer.get(f"{DESK}/revisions/{ref}").text).get("edits", "0")

    def publish(self, kind: str, id: str, publish_at: str = "", **typed: str) -> str:
        ref = self.sent(kind, id, **typed)
        answer = self.post(
            self.reviewer, f"{DESK}/revisions/{ref}/approve", edits=self.edits(ref), publish_at=publish_at, expire_at=""
        )
        assert answer.status_code == 303, answer.text
        return ref


def fields(page: str) -> dict[str, str]:
    """What the forms of a page would send, by name; the site search left out."""
    found: dict[str, str] = {}
    main = next(read(page).iter(f"{X}main"))
    for node in main.iter():
        name, tag = node.get("name"), str(node.tag).removeprefix(X)
        if name and tag == "textarea":
            found[name] = node.text or ""
        elif name and tag == "select":
            options = list(node.iter(f"{X}option"))
            found[name] = next((o for o in options if "selected" in o.attrib), options[0]).get("value", "")
        elif name and tag == "input" and node.get("type") not in ("checkbox", "radio"):
            found[name] = node.get("value", "")
    found.pop("csrf_token", None)
    return found


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def room(site: Flask) -> Iterator[Room]:
    yield Room(
        site,
        as_role(site, "editor", strict=False),
        as_role(site, "reviewer", strict=False),
        visitor(site, strict=False),
    )
    with site.app_context():
        for table in (Remark, Revision, Edition):
            db.session.execute(delete(table))
        forget_mark("content_indexed")
        db.session.commit()
    editions.forget()
