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
    assert re.findall(r"/match/p003/(v\d+)", page)[0] == "v007"
    assert "sửa bo mạch (rework)" in page
    assert len(response.get_data()) < 400_000


def shelf(client: StrictClient, ref: str, name: str, more: str = "") -> list[str]:
    """The vacancies of a shelf in their order, page by page to its end."""
    found: list[str] = []
    for number in range(1, 10):
        response = client.get(f"/vi/match/{ref}?shelf={name}&page={number}{more}")
        if response.status_code == 404:
            return found
        found += re.findall(r'<article class="card flow" aria-labelledby="v-([\w-]+)"', response.get_data(as_text=True))
    raise AssertionError("no end")


def test_every_vacancy_stands_on_one_shelf_and_can_be_paged_to(client: StrictClient) -> None:
    shelves = [shelf(client, "p001", name) for name in ("own", "other", "few")]
    refs = [ref for found in shelves for ref in found]
    assert sorted(ref for ref in refs if re.fullmatch(r"v\d{3}", ref)) == [f"v{n:03d}" for n in range(1, 73)]
    assert len(refs) == len(set(refs)) == 74, "and the two that the demo's employer has open"
    assert all(shelves)
    page = client.get("/vi/match/p001").get_data(as_text=True)
    assert [int(n) for n in re.findall(r"data-count>\((\d+)\)", page)] == [len(found) for found in shelves]


@pytest.mark.parametrize("locale", LOCALES)
def test_other_occupations_and_few_skills_say_why_they_stand_apart(client: StrictClient, locale: str) -> None:
    other = client.get(f"/{locale}/match/p001?shelf=other").get_data(as_text=True)
    few = client.get(f"/{locale}/match/p001?shelf=few").get_data(as_text=True)
    said = {"vi": ("khác các nghề trong hồ sơ", "Ít khớp kỹ năng: hồ sơ đạt"),
            "en": ("is another occupation", "Few matching skills: the profile reaches")}[locale]  # fmt: skip
    cards = [page.count('<article class="card') for page in (other, few)]
    assert all(cards)
    assert [page.count(text) for page, text in zip((other, few), said, strict=True)] == cards


def test_the_best_of_other_occupations_are_named_beside_the_first_shelf(client: StrictClient) -> None:
    page = client.get("/vi/match/p001").get_data(as_text=True)
    beside = page[page.index('id="wider"') :]
    assert re.findall(r'<h3 class="h3"><a href="/vi/match/p001/([\w-]+)', beside) == shelf(client, "p001", "other")[:3]
    assert 'id="wider"' not in client.get("/vi/match/p001?shelf=other").get_data(as_text=True)


def test_a_match_narrows_by_place_wage_and_sector(client: StrictClient, site: Flask) -> None:
    everything = {ref for name in ("own", "other", "few") for ref in shelf(client, "p001", name)}
    with site.app_context():
        cards = {ref: service.get_vacancy(ref) for ref in everything}
    asked = {
        "&province=33": lambda card: card.province_id == "33",
        "&wage=15": lambda card: (card.facts.wage_max or card.facts.wage_min or 0) >= 15_000_000,
        "&sector=C%C6%A1+kh%C3%AD+khu%C3%B4n+m%E1%BA%ABu": lambda card: card.facts.sector == "Cơ khí khuôn mẫu",
    }
    for more, fits in asked.items():
        wanted = {ref for ref, card in cards.items() if fits(card)}
        assert 0 < len(wanted) < len(everything), more
        assert {ref for name in ("own", "other", "few") for ref in shelf(client, "p001", name, more)} == wanted
    page = client.get("/vi/match/p001?shelf=few&province=33&wage=15&q=anything").get_data(as_text=True)
    assert 'name="shelf" value="few"' in page
    assert re.search(r'<option value="33" selected>', page)
    assert "anything" not in page.split("<main")[1].split("</main")[0], "words are not asked for here"


def test_a_shelf_that_is_none_means_the_first(client: StrictClient) -> None:
    plain, odd = (client.get(f"/vi/match/p001{more}").get_data(as_text=True) for more in ("", "?shelf=%3Cb%3E"))
    assert re.findall('aria-labelledby="(v-[^"]+)', plain) == re.findall('aria-labelledby="(v-[^"]+)', odd)


def test_an_empty_shelf_says_so_and_pages_end(client: StrictClient) -> None:
    assert client.get("/vi/match/p001?page=2").status_code == 404
    page = client.get("/vi/match/p001?province=96").get_data(as_text=True)
    assert 'class="empty' in page


def test_what_may_not_rank_is_listed_with_its_reason(client: StrictClient, site: Flask) -> None:
    with site.app_context():
        row = service.store.find_vacancy("v040")  # it asks for Korean, which p001 does not speak
        assert row is not None
        before = row.languages
        row.languages = [{**ask, "strict": True} for ask in before]
        service.store.db.session.commit()
    try:
        page = client.get("/vi/match/p001").get_data(as_text=True)
        listed = page[page.index('id="not-ranked"') :]
        assert "/vi/match/p001/v040" in listed
        assert "việc chỉ nhận người có" in listed
        assert "v040" not in shelf(client, "p001", "few")
    finally:
        with site.app_context():
            row = service.store.find_vacancy("v040")
            assert row is not None
            row.languages = before
            service.store.db.session.commit()


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
