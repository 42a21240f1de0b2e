"""Two editors, a reviewer, and what they do to the installation's own content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.accounts.rules.actor import Actor
from portal.accounts.tokens import new_ref
from portal.content import editions
from portal.content.editing.service import drafts, looking, reviews
from portal.content.editing.service.common import View
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.reviews import Done
from portal.shared.clock import now

WHY = "Thông tư mới đổi mức này, số minh họa cho bài thử."


def person(*roles: str) -> Actor:
    return Actor(new_ref(), frozenset(roles), session_ref=new_ref())


@dataclass
class Newsroom:
    """The people; `at` is the moment of everything that does not say its own."""

    editor: Actor
    other: Actor
    reviewer: Actor
    at: datetime

    def draft(self, kind: str, id: str, typed: dict[str, str], by: Actor | None = None, why: str = WHY) -> str:
        """Begun and saved."""
        actor = by or self.editor
        ref = drafts.begin(actor, kind, id, self.at)
        assert ref is not None
        assert drafts.save(actor, ref, self.see(ref, actor).edits, typed, "", self.at, why=why) is Saved.YES
        return ref

    def sent(self, kind: str, id: str, typed: dict[str, str], by: Actor | None = None) -> str:
        """Sent to be reviewed."""
        ref = self.draft(kind, id, typed, by)
        assert drafts.submit(by or self.editor, ref, self.see(ref, by or self.editor).edits, self.at) is Saved.YES
        return ref

    def publish(self, kind: str, id: str, typed: dict[str, str], **times: Any) -> str:
        """Agreed to."""
        ref = self.sent(kind, id, typed)
        assert self.agree(ref, **times) is Done.YES
        return ref

    def agree(
        self, ref: str, by: Actor | None = None, publish_at: datetime | None = None, expire_at: datetime | None = None
    ) -> Done:
        actor = by or self.reviewer
        seen = looking.one(actor, ref)
        assert seen is not None
        return reviews.approve(actor, ref, seen.edits, publish_at, expire_at, max(self.at, now()))

    def see(self, ref: str, by: Actor | None = None, *, checked: bool = False) -> View:
        found = looking.one(by or self.editor, ref, checked=checked)
        assert found is not None
        return found


@pytest.fixture
def newsroom(app: Flask) -> Iterator[Newsroom]:
    yield Newsroom(person("editor"), person("editor"), person("reviewer"), datetime.now(UTC) - timedelta(seconds=1))
    editions.forget()
