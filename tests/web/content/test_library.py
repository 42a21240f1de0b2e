"""The legal library: what rests on each text, the line of replacements, names of ministries by date, and the impact list."""

from __future__ import annotations

import pytest

from portal.content import references
from tests.web.content.test_pages import DOCUMENTS, LOCALES, text
from tests.web.strict import StrictClient


@pytest.mark.parametrize("locale", LOCALES)
def test_each_text_lists_what_rests_on_it_with_links(client: StrictClient, locale: str) -> None:
    page = text(client, f"/{locale}/documents/law-69-2020")
    resting = page[page.index('id="resting"') :]
    for address in ("fees/broker-ban", "procedures/firm", "rights"):
        assert f'href="/{locale}/{address}"' in resting


def test_a_text_that_nothing_rests_on_says_so(client: StrictClient) -> None:
    alone = [document for document in DOCUMENTS if not references.resting_on(document)]
    assert alone
    assert "Chưa có trang nào dựa vào văn bản này" in text(client, f"/vi/documents/{alone[0]}")


def test_the_line_is_shown_from_both_ends(client: StrictClient) -> None:
    old = text(client, "/vi/documents/circular-02-2024")
    line = old[old.index('id="line"') : old.index('id="resting"')]
    assert line.index("02/2024") < line.index("09/2026")
    assert "đến hết 29/06/2026" in line
    new = text(client, "/vi/documents/circular-09-2026-bnv")
    line = new[new.index('id="line"') : new.index('id="resting"')]
    assert line.index('href="/vi/documents/circular-02-2024"') < line.index("09/2026")


def test_a_new_text_names_todays_ministry_and_an_old_one_the_old(client: StrictClient) -> None:
    old = text(client, "/vi/documents/circular-21-2021")
    assert "Bộ Lao động – Thương binh và Xã hội" in old
    assert "nay là Bộ Nội vụ" in old
    assert "nay là" not in text(client, "/vi/documents/circular-09-2026-bnv")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_impact_list_names_every_text_that_anything_rests_on(client: StrictClient, locale: str) -> None:
    page = text(client, f"/{locale}/documents/impact")
    for document in DOCUMENTS:
        linked = f'href="/{locale}/documents/{document}"' in page
        assert linked is bool(references.resting_on(document)), document


def test_the_capitals_of_an_address_lead_to_the_one(client: StrictClient) -> None:
    response = client.get("/vi/documents/LAW-69-2020")
    assert (response.status_code, response.headers["Location"]) == (308, "/vi/documents/law-69-2020")
    for wrong in ("law", "LAW-1", "🚢", "a" * 3000):
        assert client.get(f"/vi/documents/{wrong}").status_code == 404


def test_documents_as_json(client: StrictClient) -> None:
    listed = client.get("/api/v1/documents").get_json()
    assert len(listed["items"]) == 51
    one = client.get("/api/v1/documents/circular-02-2024").get_json()
    assert one["line_after"] == ["circular-09-2026-bnv"]
    assert {"fee_rule"} <= {ref["kind"] for ref in one["resting"]}
    waiting = client.get("/api/v1/documents/decree-13-2023").get_json()
    assert "number" not in waiting
    assert client.get("/api/v1/documents/none").status_code == 404
