"""A site on which the demo's returnee and employer can meet, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from portal.accounts.models import Account
from portal.jobs.matching import engine as engines
from portal.storage.db import db
from portal.storage.encryption import context, seal
from tests.meetings.world import World
from tests.web.organisations.conftest import Square, square

__all__ = ["square"]
LINK = re.compile(r'href="(/vi/my-vacancies/v1/candidates/[A-Za-z0-9_-]{64})"')


@dataclass
class Place:
    """The square and the world on it."""

    square: Square
    world: World

    def get(self, who: str, path: str, status: int = 200) -> str:
        return self.square.get(who, path, status)

    def post(self, who: str, path: str, status: int = 303, **fields: object) -> str:
        """Send a form; where it leads to, or the page that answers it."""
        answer = self.square.post(who, path, **fields)
        assert answer.status_code == status, (path, answer.status, answer.text[:2000])
        return answer.headers["Location"] if status == 303 else answer.text

    def ask(self, text: str = "") -> str:
        """The employer finds the one person in the list and asks; the ref of the meeting."""
        page = self.get("employer", "/vi/my-vacancies/v1/candidates")
        found = LINK.search(page)
        assert found, page
        return self.post("employer", found[1], text=text).split("/")[-1].split("?")[0]

    def mark(self, ref: str) -> str:
        found = re.search(r'name="mark" value="([0-9a-f]{64})"', self.get("returnee", f"/vi/my-meetings/{ref}"))
        assert found
        return found[1]

    def answer(self, ref: str, shares: str = "contact", **more: str) -> str:
        fields = {"shares": shares, "text": "", "agreed": "1", "mark": self.mark(ref), **more}
        return self.post("returnee", f"/vi/my-meetings/{ref}/answer", **fields)

    def email(self, name: str, address: str) -> None:
        """Give this account an e-mail address beside its phone."""
        with self.square.app.app_context():
            account = db.session.query(Account).filter_by(ref=self.square.town.actor(name).ref).one()
            account.email_sealed = seal(context("account", "email_sealed", account.ref), address)
            db.session.commit()


@pytest.fixture
def place(square: Square) -> Iterator[Place]:
    with square.app.app_context():
        engines._engine.cache_clear()
        world = World(square.town)
    yield Place(square, world)
    engines._engine.cache_clear()
