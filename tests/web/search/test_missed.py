"""Which questions of the page and the API are counted: those that found nothing at all; never one about a firm."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from portal.search.models import MissRow
from portal.storage.db import db
from portal.web.search import missed
from tests.web.strict import StrictClient

NOTHING = "qzxwk vbnqj"


@pytest.fixture(autouse=True)
def empty(site: Flask) -> Iterator[None]:
    clear(site)
    yield
    clear(site)


def clear(site: Flask) -> None:
    with site.app_context():
        db.session.execute(delete(MissRow))
        db.session.commit()


def counted(site: Flask) -> int:
    with site.app_context():
        return db.session.scalar(select(func.coalesce(func.sum(MissRow.times), 0))) or 0


@pytest.mark.parametrize("path", ["/vi/search", "/en/search", "/api/v1/search"])
def test_a_question_without_results_is_counted_once(client: StrictClient, site: Flask, path: str) -> None:
    assert client.get(f"{path}?q={quote(NOTHING)}").status_code == 200
    assert counted(site) == 1


@pytest.mark.parametrize(
    "address",
    [
        f"/vi/search?q={quote('Nhật Bản')}",
        "/vi/search?q=",
        f"/vi/search?q={quote(NOTHING)}&kind=firm",
        f"/vi/search?q={quote(NOTHING)}&province=01",
        f"/vi/search?q={quote(NOTHING)}&exact=1",
        "/vi/search?q=nguyen+van+qzxwk",
        "/vi/search?q=0912345678",
        "/vi/search?q=ben1au",
        "/api/v1/search?q=9001LDTBXHGP",
        f"/vi/check/firm?q={quote(NOTHING)}",
        f"/api/v1/check/firm?q={quote(NOTHING)}",
        f"/vi/search/suggest?q={quote(NOTHING)}",
        f"/vi/firms?q={quote(NOTHING)}",
        f"/vi/jobs?q={quote(NOTHING)}",
    ],
)
def test_nothing_else_is(client: StrictClient, site: Flask, address: str) -> None:
    assert client.get(address).status_code == 200
    assert counted(site) == 0


def test_a_fault_of_the_firm_check_does_not_cost_the_answer(
    client: StrictClient, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: str) -> None:
        raise RuntimeError("the register cannot be read")

    monkeypatch.setattr(missed, "check_firm", broken)
    assert client.get(f"/vi/search?q={quote(NOTHING)}").status_code == 200
    assert counted(site) == 0
