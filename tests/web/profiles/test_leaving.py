"""Whoever leaves takes the profile along: at once, and by the sweep where the first try failed."""

from __future__ import annotations

from sqlalchemy import delete, select

from portal.accounts.models import Account
from portal.jobs.models import MatchChange, Profile
from portal.jobs.profiles import service
from portal.shared.clock import now
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


def test_the_sweep_takes_what_was_left_behind_and_nothing_else(square: Square) -> None:
    for name in ("returnee", "returnee2"):
        square.post(name, f"{HOME}/skills", names="hàn MIG")
    with square.app.app_context():
        assert service.sweep(now()) == 0
        account = db.session.scalars(select(Account).where(Account.ref == square.town.actor("returnee").ref)).one()
        account.state, account.deleted_at = "deleted", now()
        db.session.commit()
        db.session.execute(delete(MatchChange))
        db.session.commit()
        assert service.sweep(now()) == 1
        assert service.sweep(now()) == 0
        assert len(kept(square)) == 1
        assert len(db.session.scalars(select(MatchChange)).all()) == 1
