"""Markets as of a day: what held then, told plainly; days that are none keep the page and what was typed."""

from __future__ import annotations

import pytest

from tests.web.content.test_pages import text
from tests.web.strict import StrictClient


def wages(page: str) -> str:
    """The section of minimum wages that hold, without later and earlier ones."""
    start = page.index('<h2 id="wage">')
    ends = [
        page.find(mark, start) for mark in ("Mức sẽ áp dụng sau", "Mức trước đó", '<h2 id="risks"', "Điều kiện chung")
    ]
    return page[start : min(end for end in ends if end > 0)]


@pytest.mark.parametrize(
    ("day", "held", "not_held"),
    [
        ("31/12/2024", [], ["10.030", "10.320"]),
        ("01/01/2025", ["10.030"], ["10.320"]),
        ("31/12/2025", ["10.030"], ["10.320"]),
        ("01/01/2026", ["10.320", "2.156.880"], ["10.030"]),
        ("2030-01-01", ["10.320"], ["10.030"]),
    ],
)
def test_the_wage_of_the_day(client: StrictClient, day: str, held: list[str], not_held: list[str]) -> None:
    shown = wages(text(client, f"/vi/markets/kr?as_of={day}"))
    assert all(value in shown for value in held)
    assert not any(value in shown for value in not_held)
    assert bool(held) or "Không có mức nào có nguồn cho ngày này" in shown


def test_a_wage_decided_for_later_is_told_as_later(client: StrictClient) -> None:
    today = text(client, "/vi/markets/de")
    assert "13,90" in wages(today)
    assert "14,60" not in wages(today)
    assert "Lương tối thiểu mới: 14,60" in today[: today.index('<h2 id="wage">')]
    assert "14,60" in wages(text(client, "/vi/markets/de?as_of=01/01/2027"))


def test_another_day_is_said_plainly(client: StrictClient) -> None:
    past = text(client, "/vi/markets/kr?as_of=01/06/2025")
    assert "Đang xem ngày 01/06/2025, không phải hôm nay" in past
    assert "Lương tối thiểu và điều kiện là của ngày đó" in past
    assert "Ngày này chưa đến" in text(client, "/vi/markets/kr?as_of=01/06/2040")
    assert "Đang xem ngày" not in text(client, "/vi/markets/kr")


def test_the_day_is_kept_on_the_way_to_a_programme(client: StrictClient) -> None:
    market = text(client, "/vi/markets/kr?as_of=01/06/2025")
    assert 'href="/vi/markets/kr/e-9?as_of=01/06/2025"' in market
    quota = text(client, "/vi/markets/kr/e-9?as_of=01/06/2025")
    main = quota[quota.index('id="more"') :]
    assert "3.300 người năm 2025" in main
    assert "130.000 người năm 2025" in main


def test_a_notice_of_suspension_is_always_todays(client: StrictClient) -> None:
    assert "Đang tạm dừng: đừng nộp tiền" in text(client, "/vi/markets/il?as_of=01/01/2010")


def test_years_after_the_day_are_not_counted(client: StrictClient) -> None:
    assert "80.010" not in text(client, "/vi/markets/jp?as_of=31/12/2022")
    assert "67.295" in text(client, "/vi/markets/jp?as_of=31/12/2022")


@pytest.mark.parametrize("page", ["markets", "markets/jp", "markets/jp/titp"])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("hom qua", "Không đọc được ngày"),
        ("31/02/2026", "Không đọc được ngày"),
        ("9999-99-99", "Không đọc được ngày"),
        ("<b>1</b>", "Không đọc được ngày"),
        ("💸", "Không đọc được ngày"),
        ("01/01/1500", "Hãy chọn một ngày từ"),
        ("01/01/9999", "Hãy chọn một ngày từ"),
    ],
)
def test_a_bad_day_is_answered_in_words_and_kept(client: StrictClient, page: str, typed: str, says: str) -> None:
    response = client.get(f"/vi/{page}", query_string={"as_of": typed})
    shown = " ".join(response.get_data(as_text=True).split())
    assert response.status_code == 200
    assert says in shown
    escaped = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert f'value="{escaped}"' in shown
    assert "<b>1</b>" not in shown


@pytest.mark.parametrize("address", ["markets", "markets/kr", "statistics"])
def test_the_json_answers_a_bad_day_with_the_field(client: StrictClient, address: str) -> None:
    response = client.get(f"/api/v1/{address}?as_of=hom+qua")
    assert (response.status_code, response.mimetype) == (422, "application/problem+json")
    assert response.get_json()["errors"][0]["field"] == "as_of"


def test_the_json_of_a_day(client: StrictClient) -> None:
    korea = client.get("/api/v1/markets/kr?as_of=2025-06-01").get_json()
    assert korea["as_of"] == "2025-06-01"
    assert [wage["value"] for wage in korea["minimum_wage"]] == ["10030"]
    assert all(int(count["year"]) <= 2025 for count in korea["deployed"])
    eps = next(p for p in korea["programmes"] if p["id"] == "E-9")
    assert "3.300" in str(eps["claims"])
    assert "4.200" not in str(eps["claims"])


def test_an_overdue_wage_says_so(client: StrictClient) -> None:
    japan = text(client, "/vi/markets/jp")
    assert japan.count("quá hạn xem lại, có thể đã đổi") == 3
    assert 'class="provenance small is-overdue"' in japan
    assert "quá hạn xem lại" not in wages(text(client, "/vi/markets/kr"))
