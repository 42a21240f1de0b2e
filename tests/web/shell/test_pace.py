"""The JSON side's pace: a thousand requests of one address pass, the next are told when to come again, pages never wait."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from portal.limits.models import LimitBucket
from portal.limits.policy_rules import POLICIES
from portal.storage.db import db
from portal.web.shell.pace import LEASE

MOST = POLICIES["api.address"].burst * LEASE
PATH = "/api/v1/firms/none"


def test_beyond_the_pace_the_api_answers_429_with_words_and_the_rest_of_the_site_goes_on(site: Flask) -> None:
    client = FlaskClient(site, site.response_class)
    client.environ_base["REMOTE_ADDR"] = "198.51.100.77"
    answers = [client.get(PATH).status_code for _ in range(1000)]
    assert set(answers) == {404}, "a thousand pass"
    for _ in range(MOST * 2):
        refused = client.get(PATH)
        if refused.status_code == 429:
            break
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert refused.json is not None
    assert refused.json["status"] == 429
    assert refused.json["detail"]
    assert int(refused.headers["Retry-After"]) in (1, 2)
    assert "Set-Cookie" not in refused.headers
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/vi/fees").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 429
    client.environ_base["REMOTE_ADDR"] = "198.51.100.78"
    assert client.get(PATH).status_code == 404


def test_pages_ask_the_limits_nothing(site: Flask) -> None:
    client = FlaskClient(site, site.response_class)
    client.environ_base["REMOTE_ADDR"] = "198.51.100.79"
    with site.app_context():
        before = db.session.query(LimitBucket).count()
        client.get("/vi/fees")
        assert db.session.query(LimitBucket).count() == before
        client.get(PATH)
        assert db.session.query(LimitBucket).count() == before + 1
