"""What every answer carries, whatever its status: headers, words in both languages, problem+json, a request id."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, abort, redirect
from werkzeug.test import Client

from portal.app import create_app
from portal.config import Settings
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.headers import HSTS, SECURITY_HEADERS
from portal.web.shell.logs import JsonLines, strike_out
from tests.web.strict import StrictClient


@pytest.fixture(scope="module")
def broken(settings: Settings) -> Flask:
    """An app with views that fail in every way, and one that forgot its guard."""
    app = create_app(settings)
    app.test_client_class = StrictClient

    def route(rule: str, status: int) -> None:
        app.add_url_rule(rule, rule, guard(PUBLIC)(lambda **_: abort(status)))

    for status in (400, 403, 405, 413, 418, 429, 503):
        route(f"/<any(vi, en):locale>/broken/{status}", status)
        route(f"/api/v1/broken/{status}", status)
    for prefix in ("/<any(vi, en):locale>", "/api/v1"):
        app.add_url_rule(f"{prefix}/broken/crash", f"{prefix}crash", guard(PUBLIC)(lambda **_: 1 / 0))  # type: ignore[arg-type]
    app.add_url_rule("/forgotten", "forgotten", lambda: "nobody asked who you are")
    app.add_url_rule("/away", "away", guard(PUBLIC)(lambda: redirect("http://[bad")))
    return app


@pytest.fixture
def caller(broken: Flask) -> StrictClient:
    client = broken.test_client()
    assert isinstance(client, StrictClient)
    return client


@pytest.mark.parametrize("status", [400, 403, 405, 413, 429, 503])
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_error_page_says_what_to_do(caller: StrictClient, locale: str, status: int) -> None:
    response = caller.get(f"/{locale}/broken/{status}")
    assert response.status_code == status
    assert str(status) in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("status", [400, 403, 405, 413, 429, 503])
def test_a_json_error_is_a_problem(caller: StrictClient, status: int) -> None:
    response = caller.get(f"/api/v1/broken/{status}")
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    body = json.loads(response.text)
    assert body["status"] == status
    assert body["detail"]
    assert body["title"]


@pytest.mark.parametrize("path", ["/vi/broken/crash", "/en/broken/crash", "/api/v1/broken/crash"])
def test_a_crash_is_500_in_words_and_tells_nothing(caller: StrictClient, path: str) -> None:
    response = caller.get(path)
    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("path", ["/vi/khong-co", "/en/nothing", "/nothing", "/api/v1/nothing", "/static/nothing.css"])
def test_an_unknown_address_is_404(caller: StrictClient, path: str) -> None:
    assert caller.get(path).status_code == 404


def test_a_method_that_is_not_taken_names_those_that_are(caller: StrictClient) -> None:
    response = caller.post("/vi/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_body_too_large_is_413(caller: StrictClient) -> None:
    response = caller.post("/api/v1/check/quote", data=b"x" * 300_000, content_type="application/json")
    assert response.status_code == 413
    assert response.mimetype == "application/problem+json"


def test_a_route_without_guard_is_refused(caller: StrictClient) -> None:
    response = caller.get("/forgotten")
    assert response.status_code == 403
    assert "nobody asked" not in response.text


def test_what_the_handlers_cannot_answer_is_caught_outside(broken: Flask) -> None:
    """A bad Location raises while the answer is being sent, after Flask's error handlers."""
    response = Client(broken.wsgi_app).get("/away")
    assert response.status_code == 500
    assert "Máy chủ gặp lỗi" in response.text
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    assert response.headers["X-Request-Id"]


@pytest.mark.parametrize("path", ["/", "/vi/", "/static/site.css", "/api/v1/openapi.json", "/healthz", "/robots.txt"])
def test_headers_stand_on_every_kind_of_answer(caller: StrictClient, path: str) -> None:
    assert caller.get(path).status_code in (200, 302, 503)  # the client checks the headers


def test_a_foreign_host_is_refused(caller: StrictClient) -> None:
    assert caller.get("/vi/", headers={"Host": "evil.example"}).status_code == 400
    assert caller.get("/vi/", headers={"Host": "127.0.0.1:5000"}).status_code == 200


def test_hsts_is_sent_only_over_https(settings: Settings) -> None:
    app = create_app(replace(settings, https=True))
    assert app.test_client().get("/robots.txt").headers["Strict-Transport-Security"] == HSTS


def test_a_page_is_not_sent_twice(caller: StrictClient) -> None:
    first = caller.get("/vi/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first.headers["Vary"]
    again = caller.get("/vi/", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_the_stylesheet_stays_within_its_budget(caller: StrictClient) -> None:
    response = caller.get("/static/site.css?v=1", headers={"Accept-Encoding": "gzip"})
    assert len(response.data) <= 12 * 1024
    assert "immutable" in response.headers["Cache-Control"]


@pytest.fixture
def lines(broken: Flask) -> Iterator[list[str]]:
    """The log of the app, as lines."""
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(self.format(record))

    handler = Keep()
    handler.setFormatter(JsonLines())
    broken.logger.addHandler(handler)
    yield kept
    broken.logger.removeHandler(handler)


def test_a_request_is_one_json_line_without_what_was_typed(caller: StrictClient, lines: list[str]) -> None:
    response = caller.get("/vi/search?q=0912345678+bi%CC%81+m%E1%BA%ADt%0D%0Ainjected")
    (row,) = [row for line in lines if (row := json.loads(line))["event"] == "request"]
    assert row["request_id"] == response.headers["X-Request-Id"]
    assert row["route"].endswith("/search")
    assert row["status"] == response.status_code
    assert not any(word in "".join(lines) for word in ("0912345678", "injected", "q=", "?"))


def test_an_unknown_path_is_not_written(caller: StrictClient, lines: list[str]) -> None:
    caller.get("/vi/nguyen-van-a-0912345678")
    assert "0912345678" not in "".join(lines)
    assert json.loads(lines[-1])["route"] == "-"


def test_a_crash_is_written_on_one_line(caller: StrictClient, lines: list[str]) -> None:
    caller.get("/vi/broken/crash")
    rows = [json.loads(line) for line in lines]
    assert any("ZeroDivisionError" in row.get("error", "") for row in rows)
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("gọi 0912 345 678 ngay", "gọi [phone] ngay"),
        ("+84 912-345-678", "[phone]"),
        ("a.b+c@thu.example.vn gửi", "[mail] gửi"),
        ("mất 12.5 ms, 404", "mất 12.5 ms, 404"),
    ],
)
def test_contact_data_is_struck_out(text: str, kept: str) -> None:
    assert strike_out(text) == kept
