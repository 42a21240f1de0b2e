"""The pages of work at home, fetched through the strict client."""

from __future__ import annotations

import re
import time

import pytest
from flask import Flask

from portal.jobs import service
from portal.jobs.matching.people import fits_for
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_narrows_by_words_without_diacritics(client: StrictClient, locale: str) -> None:
    everything = client.get(f"/{locale}/jobs").get_data(as_text=True)
    welders = client.get(f"/{locale}/jobs?q=tho+han").get_data(as_text=True)
    assert everything.count('class="h3"') == 20
    assert "Thợ hàn kết cấu thép MIG/MAG" in welders
    assert 0 < welders.count('class="h3"') < 20


def test_filters_are_kept_and_combine(client: StrictClient) -> None:
    page = client.get("/vi/jobs?province=24&wage=15&q=").get_data(as_text=True)
    assert re.search(r'<option value="24" selected>', page)
    assert re.search(r'<option value="15" selected>', page)
    assert "Thợ hàn kết cấu thép MIG/MAG" not in page, "that one is in Hải Phòng"


def test_unreadable_filters_mean_any(client: StrictClient) -> None:
    page = client.get("/vi/jobs?province=XX&wage=abc&sector=%00&page=zwei").get_data(as_text=True)
    assert page.count('class="h3"') == 20


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_found_says_what_to_try(client: StrictClient, locale: str) -> None:
    response = client.get(f"/{locale}/jobs?q=phi+cong+vu+tru")
    assert response.status_code == 200
    assert 'class="empty' in response.get_data(as_text=True)


def test_a_page_beyond_the_last_is_not_found(client: StrictClient) -> None:
    assert client.get("/vi/jobs?page=4").status_code == 200
    assert client.get("/vi/jobs?page=5").status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_every_vacancy_has_a_page(client: StrictClient, locale: str) -> None:
    refs = [f"v{n:03d}" for n in range(1, 73)]
    for ref in refs if locale == "vi" else refs[::9]:
        assert client.get(f"/{locale}/jobs/{ref}").status_code == 200


def test_a_vacancy_that_is_not_there(client: StrictClient) -> None:
    assert client.get("/vi/jobs/v999").status_code == 404


@pytest.mark.parametrize("locale", LOCALES)
def test_people_and_what_fits_them(client: StrictClient, locale: str) -> None:
    people = client.get(f"/{locale}/match").get_data(as_text=True)
    assert people.count("/match/p0") == 24
    response = client.get(f"/{locale}/match/p003")
    page = response.get_data(as_text=True)
    assert 'name="robots" content="noindex"' in page
    first = page.index("/jobs/v007")
    assert all(first < page.index(f"/jobs/{other}") for other in re.findall(r"/jobs/(v\d+)", page) if other != "v007")
    assert "sửa bo mạch (rework)" in page
    assert len(response.get_data()) < 400_000


def test_every_ranking_can_be_paged_to_its_end(client: StrictClient) -> None:
    last = client.get("/vi/match/p001?page=8").get_data(as_text=True)
    assert last.count('<article class="card') == 2
    assert client.get("/vi/match/p001?page=9").status_code == 404


def test_only_invented_people_are_shown(client: StrictClient, site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/vi/match/nobody").status_code == 404
    with site.app_context():
        row = service.store.find_profile("p001")
        assert row is not None
        row.illustrative = False
        service.store.db.session.commit()
    try:
        assert client.get("/vi/match/p001").status_code == 404
        assert "/match/p001" not in client.get("/vi/match").get_data(as_text=True)
    finally:
        with site.app_context():
            row = service.store.find_profile("p001")
            assert row is not None
            row.illustrative = True
            service.store.db.session.commit()


def test_a_ranking_is_quick(client: StrictClient, site: Flask) -> None:
    """All pairs of a page well under 0.3 s once vacancies have been read."""

    with site.app_context():
        fits_for("p010")
        start = time.perf_counter()
        fits_for("p011")
        assert time.perf_counter() - start < 0.3
