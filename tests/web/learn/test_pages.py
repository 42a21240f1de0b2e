"""Lessons, rights, news, stories and the print pack: complete in both languages, with their legal texts, and without a fifth wheel."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from portal.content import service as content
from portal.content import stories
from portal.content.item import Item
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")


def page(client: StrictClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.get_data(as_text=True).split())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_lesson_has_its_page_with_points_answers_and_the_way_on(client: StrictClient, locale: str) -> None:
    listed = page(client, f"/{locale}/lessons")
    lessons = content.all_of("lesson")
    for place, item in enumerate(lessons):
        assert f'href="/{locale}/lessons/{item.id}"' in listed
        one = page(client, f"/{locale}/lessons/{item.id}")
        assert item.data["sections"][0]["points"][0][locale] in one
        for question in item.data["questions"]:
            assert question["why"][locale] in one
            right = [option["text"][locale] for option in question["options"] if option.get("right")]
            assert len(right) == 1
            assert f"<b>{right[0]}.</b>" in one
        if place + 1 < len(lessons):
            assert f'href="/{locale}/lessons/{lessons[place + 1].id}"' in one
    assert client.get(f"/{locale}/lessons/none").status_code == 404


def test_every_page_that_content_points_to_is_there(client: StrictClient) -> None:
    pages = {
        link["page"]
        for item in content.all_of("lesson")
        for part in item.data["sections"]
        for link in part.get("see", ())
    }
    pages |= {item.data["see"]["page"] for item in content.all_of("news_item")}
    for path in sorted(pages):
        assert client.get(f"/vi/{path}").status_code == 200, path


@pytest.mark.parametrize("locale", LOCALES)
def test_each_right_stands_with_its_article_and_evidence(client: StrictClient, locale: str) -> None:
    rights = page(client, f"/{locale}/rights")
    for item in content.all_of("right"):
        for claim in item.data["may"]:
            assert claim["text"][locale] in rights
            assert claim["legal"] in rights
            for document in claim["documents"]:
                assert content.find("document", document) is not None
            if "rule" in claim:
                assert f'href="/{locale}/fees/{claim["rule"]}"' in rights
                assert content.find("fee_rule", claim["rule"]) is not None


def test_news_stands_newest_first_and_names_its_texts(client: StrictClient) -> None:
    told = page(client, "/vi/news")
    shown = sorted(content.all_of("news_item"), key=lambda item: told.index(f'id="{item.id}"'))
    days = [item.data["day"] for item in shown]
    assert days == sorted(days, reverse=True)
    assert 'href="/vi/documents/decree-283-2026"' in told


def test_an_invented_story_says_so_and_stands_on_demonstrations_only(client: StrictClient) -> None:
    assert page(client, "/vi/stories").count("Minh họa") >= 2
    assert "bịa ra để trình diễn" in page(client, "/vi/stories/minh-hoa-dieu-duong")
    assert stories.told(demo=False) == ()


def test_a_real_story_needs_a_consent_that_still_stands() -> None:
    real = replace(content.all_of("story")[0], data=MappingProxyType({"consent": {"given_on": "2026-11-01"}}))
    assert stories.may_be_told(real, demo=False)
    for consent in ({}, None, {"given_on": ""}, {"given_on": "2026-11-01", "withdrawn_on": "2026-11-20"}):
        assert not stories.may_be_told(Item("story", "x", {"consent": consent}), demo=True)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_print_pack_holds_what_an_officer_hands_out(client: StrictClient, locale: str) -> None:
    sheets = page(client, f"/{locale}/print-pack")
    assert f"/{locale}/check/firm" in sheets
    assert "+84" in sheets
    assert content.get("scam", "broker-fee").data["name"][locale] in sheets
