"""Programmes: one page each, a short answer first, the right day, every spelling leads to the one address."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
import yaml

from portal.config import ROOT
from tests.web.content.test_pages import LOCALES, text
from tests.web.strict import StrictClient

PROGRAMMES = [
    (row["market"].lower(), row["id"].lower(), row["name"])
    for row in yaml.safe_load((ROOT / "content" / "programmes.yaml").read_text("utf-8"))["items"]
]


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_programme_has_its_page_and_a_line_on_its_market(client: StrictClient, locale: str) -> None:
    assert len(PROGRAMMES) == 27
    for code, slug, name in PROGRAMMES:
        address = f"/{locale}/markets/{code}/{slug}"
        assert f"<h1>{name[locale]}</h1>" in text(client, address)
        assert f'href="{address}"' in text(client, f"/{locale}/markets/{code}")


def test_the_short_answer_comes_first_and_says_what_is_missing(client: StrictClient) -> None:
    page = main_of(text(client, "/vi/markets/jp/ssw1"))
    order = [
        page.index(f"<dt>{name}</dt>") for name in ("Lương", "Giờ làm", "Hợp đồng", "Ngoại ngữ", "Tuổi", "Ai đưa đi")
    ]
    assert order == sorted(order)
    answers = page[order[0] : page.index("Điều kiện và điều cần biết khác")]
    assert "Tổng cộng tối đa 5 năm" in answers
    assert "chờ xác minh, chưa nêu" in answers  # hours
    assert "chưa có số liệu có nguồn" in answers  # who sends
    assert "19 ngành" not in answers


def test_the_language_condition_is_told_on_the_european_scale_where_a_source_links_it(client: StrictClient) -> None:
    assert "JLPT N4: <b>A2</b>" in text(client, "/vi/markets/jp/ssw1")
    assert "IELTS 4.0-5.0: <b>B1</b>" in text(client, "/vi/markets/au/palm")
    eps = text(client, "/vi/markets/kr/e-9")
    assert "EPS-TOPIK: chưa có nguồn nào nói bằng bậc nào" in eps


def test_only_the_state_centre_sends_for_eps_and_only_its_procedures_lead_there(client: StrictClient) -> None:
    page = main_of(text(client, "/vi/markets/kr/e-9"))
    assert "Duy nhất Trung tâm Lao động ngoài nước (COLAB)" in page
    assert 'href="/vi/procedures/eps"' in page
    assert 'href="/vi/procedures/firm"' not in page
    assert 'href="/vi/procedures/kr-departure-insurance"' in page
    assert 'href="/vi/procedures/firm"' in text(client, "/vi/markets/jp/ssw1")


def test_a_programme_that_waits_says_so_and_gives_no_value(client: StrictClient) -> None:
    page = main_of(text(client, "/vi/markets/tw/tw-mfg"))
    assert "Chờ xác minh" in page
    assert "Cục Quản lý lao động ngoài nước (DOLAB), Bộ Nội vụ" in page  # the office under today's name
    assert "12 năm" not in page


@pytest.mark.parametrize(("day", "banner"), [("31/03/2027", True), ("01/04/2027", False), ("", True)])
def test_a_programme_to_come_is_told_as_coming(client: StrictClient, day: str, banner: bool) -> None:
    page = main_of(text(client, f"/vi/markets/jp/esd?as_of={day}"))
    assert ("Chưa bắt đầu" in page) is banner
    assert "Tối đa 3 năm" in page


@pytest.mark.parametrize(("day", "soon"), [("31/03/2027", True), ("01/04/2027", False)])
def test_the_programme_that_gives_way_says_from_when(client: StrictClient, day: str, soon: bool) -> None:
    page = main_of(text(client, f"/vi/markets/jp/titp?as_of={day}"))
    assert ("Thay đổi sau ngày đó" in page) is soon
    assert "Được thay dần từ 01/4/2027" in page
    assert 'href="/vi/markets/jp/esd"' in page


def test_a_suspended_market_leads_nowhere_from_its_programmes(client: StrictClient) -> None:
    page = main_of(text(client, "/vi/markets/il/il-agri"))
    assert page.index("Đang tạm dừng: đừng nộp tiền") < page.index("Trả lời ngắn")
    assert "/vi/procedures/" not in page
    assert "/vi/costs/" not in page


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("jp/TITP", "jp/titp"),
        ("JP/titp", "jp/titp"),
        ("kr/E9", "kr/e-9"),
        ("kr/e_9", "kr/e-9"),
        ("kr/titp", "jp/titp"),
        ("Nhật Bản/ssw1", "jp/ssw1"),
        ("japan/ssw-1", "jp/ssw1"),
    ],
)
def test_other_spellings_lead_to_the_one_address(client: StrictClient, typed: str, right: str) -> None:
    for form in ("NFC", "NFD"):
        response = client.get("/vi/markets/" + quote(unicodedata.normalize(form, typed)) + "?as_of=01/06/2025")
        assert response.status_code == 308
        assert response.headers["Location"] == f"/vi/markets/{right}?as_of=01/06/2025"


@pytest.mark.parametrize(
    "path", ["jp/none", "xx/titp", "jp/<b>", "jp/" + "a" * 3000, "jp/🚢", "jp/titp/x", "<script>", "jp/%0d%0a"]
)
def test_what_is_not_there_is_not_found(client: StrictClient, path: str) -> None:
    assert client.get("/vi/markets/" + quote(path, safe="/%")).status_code == 404
