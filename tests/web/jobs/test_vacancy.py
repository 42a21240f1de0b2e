"""The page of one vacancy: what it insists on, in words and as data, and how an illustrative person fits it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import jsonschema
import pytest
from flask import Flask

from portal.jobs.matching.pairs import pair_for
from portal.web.jobs.api import SCHEMAS
from portal.web.jobs.presenters import pair_row
from tests.web.jobs.test_candidates import stored
from tests.web.provenance import read
from tests.web.strict import StrictClient, X, text_of

LOCALES = ("vi", "en")
PAPERS = [{"name": "Chứng chỉ lái xe nâng", "strict": True}, {"name": "Thẻ an toàn", "strict": False}]
TONGUES = [
    {"language": "ja", "level": "N3", "test": "JLPT", "required": True, "strict": True},
    {"language": "en", "level": "giao tiếp", "required": True},
    {"language": "ko", "level": "", "required": False},
]


def page(client: StrictClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, path
    return read(response.get_data(as_text=True))


def facts(root: Element) -> dict[str, str]:
    """What the summary says, by its terms."""
    rows = (row for row in root.iter(X + "div") if row.find(X + "dt") is not None)
    return {text_of(row[0]).strip(): " ".join(text_of(row[1]).split()) for row in rows}


def part(root: Element, id: str) -> Element | None:
    return next((element for element in root.iter() if element.get("id") == id), None)


def test_what_it_insists_on_is_said(client: StrictClient, site: Flask) -> None:
    with stored(site, "find_vacancy", "v001", certificates_required=PAPERS, languages=TONGUES):
        vi, en = (facts(page(client, f"/{locale}/jobs/v001")) for locale in LOCALES)
        body = client.get("/api/v1/vacancies/v001").get_json()
    assert vi["Chứng chỉ bắt buộc"] == "Chứng chỉ lái xe nâng (chỉ nhận người có); Thẻ an toàn"
    assert en["Required certificates"] == "Chứng chỉ lái xe nâng (nobody without it); Thẻ an toàn"
    assert vi["Ngoại ngữ"] == "Tiếng Nhật: N3 (chỉ nhận người có); Tiếng Anh: giao tiếp (bắt buộc); Tiếng Hàn (ưu tiên)"
    jsonschema.validate(body, SCHEMAS["Vacancy"])
    assert body["certificates_required"] == PAPERS
    assert [(ask["required"], ask["strict"]) for ask in body["languages"]] == [
        (True, True),
        (True, False),
        (False, False),
    ]


def test_a_vacancy_without_papers_says_nothing_of_them(client: StrictClient) -> None:
    assert "Chứng chỉ bắt buộc" not in facts(page(client, "/vi/jobs/v001"))
    assert client.get("/api/v1/vacancies/v001").get_json()["certificates_required"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_how_a_person_fits_is_the_one_judgement(client: StrictClient, site: Flask, locale: str) -> None:
    for ref, vacancy in (("p001", "v001"), ("p003", "v007"), ("p024", "v040")):
        root = page(client, f"/{locale}/jobs/{vacancy}?as={ref}")
        block = part(root, "fit")
        assert block is not None
        with site.test_request_context(f"/{locale}/"):
            pair = pair_for(ref, vacancy)
            row = pair_row(pair)
            told = [*row["meets"].first, *row["meets"].rest, *row["lacks"].first, *row["lacks"].rest]
        text = " ".join(text_of(block).split())
        assert f" {pair.points // 100}%" in text
        assert told
        lines = [" ".join(text_of(line).split()) for line in block.iter(X + "li")]
        said = [" ".join(line.striptags().split()) for line in [*told, *row["unused"].first, *row["unused"].rest]]
        assert lines == said
        assert f"/{locale}/match/{ref}/{vacancy}" in [link.get("href") for link in block.iter(X + "a")]
        [chosen] = [option.get("value") for option in block.iter(X + "option") if option.get("selected") is not None]
        assert chosen == ref


def test_the_plain_page_offers_everybody_and_shows_nobody(client: StrictClient) -> None:
    root = page(client, "/vi/jobs/v001")
    block = part(root, "fit")
    assert block is not None
    assert len(list(block.iter(X + "option"))) == 24
    assert not list(block.iter(X + "li"))
    assert not [meta for meta in root.iter(X + "meta") if meta.get("name") == "robots"]
    shown = page(client, "/vi/jobs/v001?as=p001")
    assert [meta.get("content") for meta in shown.iter(X + "meta") if meta.get("name") == "robots"] == ["noindex"]


def test_a_pair_that_is_not_ranked_shows_its_reason_and_no_score(client: StrictClient, site: Flask) -> None:
    with stored(site, "find_vacancy", "v001", certificates_required=PAPERS):
        block = part(page(client, "/vi/jobs/v001?as=p003"), "fit")
    assert block is not None
    assert "Việc chỉ nhận người có “Chứng chỉ lái xe nâng”: hồ sơ chưa ghi giấy này." in text_of(block)
    assert "%" not in text_of(block).split("Vì sao:")[0].split("</select>")[-1].partition("Hồ sơ “")[2]


@pytest.mark.parametrize("ref", ["nobody", "P001", "%00", "%3Cb%3E", "x" * 3000])
def test_nobody_else_is_shown(client: StrictClient, ref: str) -> None:
    assert client.get(f"/vi/jobs/v001?as={ref}").status_code == 404


def test_a_real_person_is_not_shown(client: StrictClient, site: Flask) -> None:
    with stored(site, "find_profile", "p001", illustrative=False):
        assert client.get("/vi/jobs/v001?as=p001").status_code == 404
        block = part(page(client, "/vi/jobs/v001"), "fit")
        assert block is not None
        assert "p001" not in [option.get("value") for option in block.iter(X + "option")]


def test_a_real_vacancy_has_no_block_of_invented_people(client: StrictClient, site: Flask) -> None:
    with stored(site, "find_vacancy", "v001", illustrative=False):
        assert part(page(client, "/vi/jobs/v001"), "fit") is None


def test_the_pair_leads_back_to_the_vacancy_as_this_person(client: StrictClient) -> None:
    links = [link.get("href") for link in page(client, "/vi/match/p001/v002").iter(X + "a")]
    assert "/vi/jobs/v002?as=p001" in links
