"""Edits go into files, the files into a new installation: every public page is the same there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import delete

from portal.content import editions
from portal.content.editing.export import export
from portal.content.models import Edition, Remark, Revision
from portal.content.store import Library
from portal.storage.db import db
from tests.web.addresses import PAGES
from tests.web.editing.conftest import Room

MARK = re.compile(rb'<p class="saved" role="note">[^<]*<a href="[^"]*/history/.*?</p>', re.DOTALL)
"""That something was corrected here lately is told by the installation that corrected it."""
SEEN = {
    "vi": ["/fees/service-general", "/markets/jp", "/warnings/broker-fee", "/pages/about", "/warnings"],
    "en": ["/fees", "/markets"],
}
OWN = ("/changes", "/history/", "/check/firm", "/firms", "/orders", "/k/", "/jobs", "/search", "/outcomes")
"""Of this installation's edits, register and people: checks and statements there name the moment at which they were made."""


def pages(room: Room) -> dict[str, bytes]:
    paths = [f"/vi{route.address}" for route in PAGES if not route.address.startswith(OWN)]
    paths += [f"/{locale}{path}" for locale, known in SEEN.items() for path in known]
    return {path: MARK.sub(b"", room.nobody.get(path).data).strip() for path in dict.fromkeys(paths)}


def test_a_new_installation_with_the_exported_files_shows_the_same(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    untouched = pages(room)
    room.publish("fee_rule", "service-general", formula__months="0.5")
    room.publish("market", "JP", summary__vi="Một lời giới thiệu khác.", summary__en="Another introduction.")
    room.publish("scam", "broker-fee", name__vi="Đòi tiền môi giới", name__en="Asking for brokerage")
    room.publish("page", "about", title__vi="Về chúng tôi", title__en="About this site")
    edited = pages(room)
    assert sum(untouched[path] != edited[path] for path in edited) >= len(SEEN["vi"])
    with room.site.app_context():
        export(tmp_path / "content")
        for table in (Remark, Revision, Edition):
            db.session.execute(delete(table))
        db.session.commit()
    books = Library(tmp_path / "content")
    for module in ("editions", "editing.service.shipping", "search"):
        monkeypatch.setattr(f"portal.content.{module}.shipped", lambda: books)
    editions.forget()
    new = pages(room)
    assert [path for path in edited if re.sub(rb"\s+", b" ", edited[path]) != re.sub(rb"\s+", b" ", new[path])] == []
