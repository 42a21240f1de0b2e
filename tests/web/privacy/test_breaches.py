"""Incidents in the browser and on the command line: 72 hours, marks once, and a list of people that takes two."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from click.testing import CliRunner, Result
from flask import Flask

from portal.cli.breach import breach
from portal.privacy.models import Breach
from portal.shared.clock import now
from portal.shared.working_days import VIETNAM
from portal.storage.db import db
from tests.privacy.life import EMAIL, NAME, live, second_employer
from tests.web.meetings.conftest import Place


def typed(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")


def opened(place: Place, **ago: float) -> str:
    fields = {"detected": typed(now() - timedelta(**ago)), "what": "CanaryIncident", "data": "Tên, số", "measures": ""}
    return place.post("officer", "/vi/desk/breaches", **fields).rsplit("/", 1)[-1]


def ask_list(place: Place, number: str, who: str = "officer", status: int = 303, **fields: str) -> str:
    given = {
        "deed": "list",
        "scope": "everyone",
        "scope_ref": "",
        "since": "01/01/2026 00:00",
        "until": "01/01/2030 00:00",
    }
    return place.post(who, f"/vi/desk/breaches/{number}", status, **{**given, **fields})


def ref_of(place: Place) -> str:
    with place.square.app.app_context():
        return db.session.query(Breach).one().lists[-1].ref


def run(app: Flask, *args: str) -> Result:
    """The command against the very database of this site."""
    settings = app.extensions["settings"]
    env = {
        "PORTAL_ENV": "development",
        "SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
        "PORTAL_STATE_DIR": str(settings.state_dir),
        "SEARCH_INDEX_DIR": str(settings.search_index_dir),
    }
    return CliRunner(env=env).invoke(breach, args)


def people(app: Flask, number: str, *more: str) -> Result:
    return run(app, "people", number, "--since", "2026-01-01", "--until", "2030-01-01", *more)


def test_the_72_hours_are_shown_and_told_once(place: Place) -> None:
    number = opened(place, hours=71)
    page = place.get("admin", f"/vi/desk/breaches/{number}")
    assert "CanaryIncident" in page
    assert "Quá hạn báo" not in page
    place.post("officer", f"/vi/desk/breaches/{number}", deed="told")
    assert place.post("admin", f"/vi/desk/breaches/{number}", deed="told").endswith("late")
    late = opened(place, hours=73)
    assert "Quá hạn báo" in place.get("officer", "/vi/desk/breaches")
    place.post("officer", f"/vi/desk/breaches/{late}", deed="measures", measures="Đã đổi khóa")
    assert "Đã đổi khóa" in place.get("officer", f"/vi/desk/breaches/{late}")
    for deed in ("people_told", "closed"):
        place.post("officer", f"/vi/desk/breaches/{late}", deed=deed)
    place.post("officer", f"/vi/desk/breaches/{late}", 404, deed="burn")
    state = run(place.square.app, "state", "--json")
    assert state.exit_code == 1
    assert [row["late"] for row in json.loads(state.output)] == [True, False]


def test_what_cannot_be_is_said(place: Place) -> None:
    page = place.post("officer", "/vi/desk/breaches", 422, detected="hôm qua", what="", data="x", measures="")
    assert 'href="#detected"' in page
    page = place.post(
        "officer", "/vi/desk/breaches", 422, detected=typed(now() + timedelta(hours=1)), what="x", data="x", measures=""
    )
    assert 'href="#detected"' in page
    number = opened(place, hours=1)
    assert 'href="#scope"' in ask_list(place, number, status=422, scope="")
    assert 'href="#scope_ref"' in ask_list(place, number, status=422, scope="organisation", scope_ref="nobody")
    assert 'href="#until"' in ask_list(place, number, status=422, until="01/01/2020 00:00")


def test_one_alone_gets_a_number_two_get_names(place: Place) -> None:
    with place.square.app.app_context():
        live(place.world)
    number = opened(place, hours=1)
    counted = people(place.square.app, number)
    assert counted.exit_code == 1
    assert NAME not in counted.output
    assert EMAIL not in counted.output
    ask_list(place, number)
    place.post("officer", f"/vi/desk/breaches/{number}/lists/{ref_of(place)}/approve", 404)
    assert people(place.square.app, number).exit_code == 1, "who asked cannot approve"
    assert "Duyệt danh sách này" not in place.get("officer", f"/vi/desk/breaches/{number}")
    assert "Duyệt danh sách này" in place.get("admin", f"/vi/desk/breaches/{number}")
    place.post("admin", f"/vi/desk/breaches/{number}/lists/{ref_of(place)}/approve")
    named = people(place.square.app, number)
    assert named.exit_code == 0
    assert EMAIL in named.output
    assert people(place.square.app, number, "--scope", "staff", "--of", "x").exit_code == 1, "only exactly that list"
    assert EMAIL not in place.get("admin", f"/vi/desk/breaches/{number}")
    assert "Đã lấy" in place.get("admin", f"/vi/desk/breaches/{number}")


def test_only_those_whom_they_saw(place: Place) -> None:
    with place.square.app.app_context():
        live(place.world)
        other = second_employer(place.world)
        mine, theirs = place.world.organisation, place.world.town.mine("employer2").organisation.ref
        assert other
    number = opened(place, hours=1)
    for organisation, expected in ((mine, True), (theirs, False)):
        ask_list(place, number, scope="organisation", scope_ref=organisation)
        place.post("admin", f"/vi/desk/breaches/{number}/lists/{ref_of(place)}/approve")
        named = people(place.square.app, number, "--scope", "organisation", "--of", organisation)
        assert named.exit_code == 0
        assert (EMAIL in named.output) is expected
    moderator = place.square.town.actor("moderator").ref
    ask_list(place, number, scope="staff", scope_ref=moderator)
    place.post("admin", f"/vi/desk/breaches/{number}/lists/{ref_of(place)}/approve")
    assert EMAIL in people(place.square.app, number, "--scope", "staff", "--of", moderator).output


def test_the_command_opens_one_and_refuses_the_future(place: Place) -> None:
    app = place.square.app
    done = run(app, "open", "--detected", "2026-01-02T03:04", "--what", "Mất máy", "--data", "Tên")
    assert done.exit_code == 0, done.output
    with app.app_context():
        row = db.session.query(Breach).one()
        assert row.detected_at == datetime(2026, 1, 1, 20, 4, tzinfo=UTC)
        assert "Mất máy" not in row.what_sealed
    assert run(app, "open", "--detected", "2126-01-02", "--what", "x", "--data", "x").exit_code == 2
    assert people(app, "999").exit_code == 2
