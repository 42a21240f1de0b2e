"""One's own data in the browser: the file, where things are corrected, the public pages, and leaving with two browsers."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from portal.privacy.rules.clocks import TERMS
from portal.privacy.service.keeping import kept
from tests.privacy.life import CANARIES, WRITTEN, live
from tests.web.meetings.conftest import Place
from tests.web.people import tokens_of

PASSWORD = "demo-returnee-2026"
PATH = "/vi/my-data/download"


@pytest.fixture
def lived(place: Place) -> Place:
    with place.square.app.app_context():
        live(place.world)
    return place


def test_the_file_as_json(lived: Place) -> None:
    answer = lived.square.post("returnee", PATH, password=PASSWORD, form="json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert re.fullmatch(r'attachment; filename="ben-ve-\d{4}-\d\d-\d\d\.json"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    parts = json.loads(answer.text)["parts"]
    assert [canary for canary in CANARIES if canary not in answer.text] == []
    assert parts["login_session.account_id"]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_file_as_a_page_says_all_of_it_and_escapes_it(lived: Place, locale: str) -> None:
    with lived.square.app.app_context():
        lived.world.profile_is(summary="<script>alert(1)</script> CanarySummary")
    answer = lived.square.post("returnee", f"/{locale}/my-data/download", password=PASSWORD, form="html")
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script>" not in answer.text
    assert [canary for canary in WRITTEN if canary not in answer.text] == []
    assert not re.search(r"_sealed|<b>[a-z_]+</b>", answer.text), "a column without a word"


def test_what_is_wrong_is_said_and_nothing_leaves(lived: Place) -> None:
    for fields, where in (
        ({"password": "x", "form": "json"}, "password"),
        ({"password": PASSWORD, "form": ""}, "form"),
    ):
        answer = lived.square.post("returnee", PATH, **fields)
        assert answer.status_code == 422
        assert f'href="#{where}"' in answer.text
        assert "attachment" not in answer.headers.get("Content-Disposition", "")
        assert PASSWORD not in answer.text
        assert not [canary for canary in CANARIES if canary in answer.text]


def test_each_file_is_a_line_that_its_owner_reads(lived: Place) -> None:
    lived.square.post("returnee", PATH, password=PASSWORD, form="json")
    assert "Đã tải tất cả dữ liệu của mình" in lived.get("returnee", "/vi/account/log")


def test_after_a_few_files_it_says_when_to_come_back(lived: Place) -> None:
    for _ in range(4):
        assert lived.square.post("returnee", PATH, password=PASSWORD, form="json").status_code == 200
    answer = lived.square.post("returnee", PATH, password=PASSWORD, form="json")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_the_hub_leads_everywhere_and_shows_what_waits(lived: Place) -> None:
    page = lived.get("returnee", "/vi/my-data")
    for path in (
        "/my-data/download",
        "/my-data/correct",
        "/my-data/requests",
        "/account/log",
        "/account/delete",
        "/privacy",
    ):
        assert f'href="/vi{path}' in page
    assert "Sửa dữ liệu của tôi" in page


@pytest.mark.parametrize("role", ["returnee", "employer", "firm", "officer"])
def test_everybody_is_told_where_to_correct_only_what_they_have(place: Place, role: str) -> None:
    page = place.get(role, "/vi/my-data/correct")
    assert ('href="/vi/my-profile"' in page) is (role == "returnee")
    assert ('href="/vi/organisation"' in page) is (role in ("employer", "firm"))
    assert ('href="/vi/account/phone"' in page) is (role != "officer")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_public_pages_say_what_the_rules_say(place: Place, locale: str) -> None:
    client = FlaskClient(place.square.app, place.square.app.response_class)
    page = client.get(f"/{locale}/privacy").text
    unit = "ngày" if locale == "vi" else "days"
    for term in TERMS.values():
        assert f"{term.days} {unit}" in page
    assert "356/2025" in page
    lines = client.get(f"/{locale}/privacy/how-long").text
    assert lines.count("<tr>") == len(kept()) + 1
    assert "24" in lines


def test_deleting_signs_the_other_browser_out_at_once(lived: Place) -> None:
    phone, other = lived.square.browser("returnee"), lived.square.app.test_client()
    del lived.square.browsers["returnee"]
    other = lived.square.browser("returnee")
    assert other.get("/vi/my-data").status_code == 200
    answer = phone.post("/vi/account/delete", data={**tokens_of(phone), "password": PASSWORD})
    assert answer.headers["Location"] == "/vi/account/goodbye"
    for client in (phone, other):
        assert client.get("/vi/my-data").status_code == 303
    assert "Chưa có ai hợp" in lived.get("employer", "/vi/my-vacancies/v1/candidates")
    assert not [canary for canary in CANARIES if canary in lived.get("employer", "/vi/meetings")]
