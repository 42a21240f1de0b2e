"""Canaries in everything that tells who a person is: no page, file, header, index, store, log or database string sings for a stranger.

Every address of the site is asked for by every role while the person has agreed to show their contact to one employer, which
is when most could leak, and again after they took it back.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from portal.accounts.rules.actor import STAFF_ROLES
from portal.jobs.models import Profile
from portal.jobs.store import begin_changes, note_changes
from portal.meetings.models import Meeting
from portal.meetings.rules.contact import SHARED_FOR
from portal.meetings.service import candidates
from portal.shared.clock import now
from portal.storage.db import db
from tests.files import files_below
from tests.organisations.samples import DETAILS, TAX2
from tests.web.addresses import APIS, EVERY_PAGE
from tests.web.meetings.conftest import Place
from tests.web.people import SESSION

WHO = ("Canary Lan", "968171819", "968 171 819", "canary-lan@example.vn")
"""Name, phone number, e-mail address: sealed, and shown to nobody but the employer who was told yes."""
WORDS = ("CanaryHeadline", "CanarySummary", "CanarySkill", "CanaryDuty", "CanaryHidden", "Canarytown")
"""What the person wrote of themselves: for the ranking and for their own eyes."""
STRANGERS = ("anonymous", "returnee2", "employer2", "firm", *STAFF_ROLES)


@pytest.fixture
def known(place: Place) -> Place:
    """Lan, with a canary in every field that she fills in."""
    place.email("returnee", "canary-lan@example.vn")
    with place.square.app.app_context():
        place.world.town.verified("employer2", replace(DETAILS, legal_name="Công ty Khác Minh Họa", tax_code=TAX2))
        begin_changes()
        row = place.world.profile
        row.headline, row.summary = "CanaryHeadline, ép nhựa Nhật 3 năm", "CanarySummary. Gọi em 0968 171 819"
        row.skills = [{"name": "CanarySkill, đứng máy ép nhựa", "years": 3}]
        row.experience = [{**row.experience[0], "duties": "CanaryDuty ở Gunma"}]
        row.certificates, row.hidden_employers = ["JLPT N4 CanarySkill"], ["Công ty CanaryHidden"]
        row.provinces, row.changed_at = ["Bắc Ninh", "Canarytown"], now()
        note_changes("profile", [row.id], now())
        db.session.commit()
    return place


def addresses(ref: str, alias: str) -> Iterator[str]:
    """Every address of the site, and those of this very meeting, in both languages."""
    for route in EVERY_PAGE:
        if "GET" in route.guards:
            yield f"/vi{route.address}" if not route.address.startswith("/vi") else route.address
    yield from (route.address for route in APIS if "GET" in route.guards)
    for locale in ("vi", "en"):
        for path in (
            f"/my-meetings/{ref}", f"/meetings/{ref}", "/meetings", "/my-looks", "/my-meetings", "/desk/meetings",
            "/jobs/v1", "/jobs/v1/apply", "/my-vacancies/v1/candidates", f"/my-vacancies/v1/candidates/{alias}",
            "/my-vacancies/v1/supply", f"/my-meetings/{ref}/interview.ics",
            f"/meetings/{ref}/interview.ics", f"/meetings/{ref}/interview", f"/my-meetings/{ref}/after", "/outcomes",
            "/match/lanlanlanlanlanlan1", "/jobs/v1?as=lanlanlanlanlanlan1", "/account/log",
        ):  # fmt: skip
            yield f"/{locale}{path}"
    yield from ("/sitemap.xml", "/robots.txt", "/healthz", "/api/v1/vacancies")


def browser(place: Place, name: str) -> FlaskClient:
    """A plain browser of this reader: the strict one would take minutes."""
    client = FlaskClient(place.square.app, place.square.app.response_class)
    if name != "anonymous":
        cookie = place.square.browser(name).get_cookie(SESSION)
        assert cookie is not None
        client.set_cookie(SESSION, cookie.value)
    return client


def singing(client: FlaskClient, path: str, canaries: tuple[str, ...]) -> list[str]:
    """The canaries in body, headers and redirects of this answer."""
    answer = client.get(path, headers={"Accept-Encoding": "identity"})
    body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
    text = body.decode("utf-8", "replace") + str(answer.headers)
    return [canary for canary in canaries if canary.lower() in text.lower()]


def crawl(place: Place, names: tuple[str, ...], paths: list[str], canaries: tuple[str, ...]) -> int:
    """Ask for everything as each of these; how many requests. Fails where a canary sings."""
    heard = []
    for name in names:
        client = browser(place, name)
        heard += [(name, path, found) for path in paths if (found := singing(client, path, canaries))]
    assert heard == []
    return len(names) * len(paths)


@pytest.mark.parametrize("square", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True)
def test_nobody_but_the_one_employer_learns_who_it_is(known: Place, capfd: pytest.CaptureFixture[str]) -> None:
    ref = known.ask()
    with known.square.app.app_context():
        alias = known.world.alias
        found = candidates.candidates(known.world.employer, "v1", 1, 10, now())
        assert found is not None
        assert len(found.cards) == 1
    paths = sorted(set(addresses(ref, alias)))
    asked = crawl(
        known, ("employer", "employer2", "anonymous"), [p for p in paths if "meetings" in p or "v1" in p], WHO + WORDS
    )
    known.answer(ref)
    asked += crawl(known, STRANGERS, paths, WHO + WORDS)
    asked += crawl(
        known, ("employer",), paths, WHO + WORDS
    )  # the phone number is in the answer to a form, never in a page
    shown = known.post("employer", f"/vi/meetings/{ref}/contact", 200)
    assert WHO[0] in shown
    assert not [word for word in WORDS if word in shown]
    known.post("returnee", f"/vi/my-meetings/{ref}/withdraw")
    asked += crawl(known, ("employer", "employer2", "anonymous", "moderator", "admin"), paths, WHO + WORDS)
    _nothing_at_rest(known)
    told = capfd.readouterr()
    assert not [word for word in WHO + WORDS if word in told.out + told.err]
    sys.stdout.write(f"{asked} requests\n")
    assert asked > 1_500


def _nothing_at_rest(place: Place) -> None:
    """No file holds who it is in clear; index and matching store hold nothing that the person wrote."""
    settings = place.square.app.extensions["settings"]
    database = None
    if settings.database_url.startswith("sqlite"):
        database = Path(settings.database_url.removeprefix("sqlite:///"))
        with sqlite3.connect(database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with place.square.app.app_context():
        for table in db.metadata.sorted_tables:
            rows = str(db.session.execute(table.select()).all())
            assert not [w for w in (WHO[0], WHO[3]) if w in rows], table.name
    for path, content in files_below(settings.state_dir).items():
        secret = [w for w in WHO if w.encode() in content]
        if path == database:  # the summary holds a number that the person wrote there themselves
            secret = [w for w in secret if w in (WHO[0], WHO[3])]
        assert not secret, path
        if "match" in path.parts or path.is_relative_to(settings.search_index_dir):
            assert not [w for w in WORDS if w.encode() in content], path


def expire(place: Place) -> None:
    db.session.execute(update(Meeting).values(accepted_at=now() - SHARED_FOR))


def suspend_organisation(place: Place) -> None:
    place.world.organisation_is("suspended")


def suspend_person(place: Place) -> None:
    place.world.account_is("suspended")


def rest(place: Place) -> None:
    place.world.profile_is(active=False)


def hide(place: Place) -> None:
    place.world.profile_is(hidden_employers=[DETAILS.legal_name])


@pytest.mark.parametrize("end", [expire, suspend_organisation, suspend_person, rest, hide])
def test_an_agreement_that_counts_no_more_shows_nobody(known: Place, end: Callable[[Place], None]) -> None:
    """The meeting still says “accepted, contact”: what is shown is decided anew at every look."""
    ref = known.ask()
    known.answer(ref)
    assert WHO[0] in known.post("employer", f"/vi/meetings/{ref}/contact", 200)
    with known.square.app.app_context():
        alias = known.world.alias
        end(known)
        db.session.commit()
    paths = [path for path in sorted(set(addresses(ref, alias))) if "meetings" in path or "v1" in path]
    names = ("employer", "employer2", "anonymous", "moderator")
    assert crawl(known, names, paths, WHO + WORDS) > 100
    answer = known.square.post("employer", f"/vi/meetings/{ref}/contact")
    assert not [word for word in WHO + WORDS if word in answer.text + str(answer.headers)]


@pytest.mark.parametrize(
    "path", ["/vi/search?q={}", "/vi/jobs?q={}", "/vi/check/firm?q={}", "/vi/skills?q={}", "/api/v1/search?q={}"]
)
@pytest.mark.parametrize(("right", "wrong"), [("0968171819", "0987654321"), ("canaryskill", "zanaryskiqq")])
def test_searching_for_what_is_true_finds_what_searching_for_what_is_not_finds(
    known: Place, path: str, right: str, wrong: str
) -> None:
    for name in ("anonymous", "employer"):
        client = browser(known, name)
        told, untold = (client.get(path.format(word)).text.replace(word, "X") for word in (right, wrong))
        assert re.sub(r"\d\d:\d\d[^<]*", "", told) == re.sub(r"\d\d:\d\d[^<]*", "", untold)


@pytest.mark.parametrize("field", ["illustrative"])
def test_an_invented_person_never_meets_a_real_vacancy(known: Place, field: str) -> None:
    with known.square.app.app_context():
        db.session.execute(update(Profile).values({field: False}))
        db.session.commit()
    assert "Chưa có ai hợp" in known.get("employer", "/vi/my-vacancies/v1/candidates")
