"""Whoever leaves takes the profile along at once, and the rankings are told."""

from __future__ import annotations

from sqlalchemy import select

from portal.jobs.models import MatchChange, Profile
from portal.storage.db import db
from tests.web.organisations.conftest import Square

HOME = "/vi/my-profile"


def kept(square: Square) -> list[str | None]:
    with square.app.app_context():
        return list(db.session.scalars(select(Profile.account)))


def test_the_profile_goes_with_the_account(square: Square) -> None:
    for name in ("returnee", "returnee2"):
        square.post(name, f"{HOME}/skills", names="hàn MIG")
    answer = square.post("returnee", "/vi/account/delete", password="wrong")
    assert answer.status_code == 422
    assert len(kept(square)) == 2
    assert square.post("returnee", "/vi/account/delete", password="demo-returnee-2026").status_code == 303
    with square.app.app_context():
        assert kept(square) == [square.town.actor("returnee2").ref]
        told = db.session.scalars(select(MatchChange.row_id).order_by(MatchChange.seq.desc())).first()
        assert told not in set(db.session.scalars(select(Profile.id))), "the rankings are told that it is gone"
