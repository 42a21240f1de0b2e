"""The list of firms and a firm's page: filters that say what they do, the whole truth, and what an editor writes down."""

from __future__ import annotations

import html as entities
import re

import pytest

from tests.web.strict import StrictClient


def page(client: StrictClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status)
    return answer.text


def numbers(html: str) -> list[str]:
    return re.findall(r'/firms/(9\d{3}-[a-z]+-gp)"', html)


def tabs(html: str) -> dict[str, tuple[int, str]]:
    """Each state's link: how many it says it leaves, and where it leads."""
    found = re.findall(r'<li><a href="([^"]+)"[^>]*>([^<]+) <span class="num" data-count>\((\d+)\)', html)
    return {label: (int(count), entities.unescape(address)) for address, label, count in found}


def test_each_state_leads_to_as_many_firms_as_it_says(client: StrictClient) -> None:
    shown = tabs(page(client, "/vi/firms?market=jp"))
    assert shown["Mọi tình trạng"][0] == sum(
        count for label, (count, _to) in shown.items() if label != "Mọi tình trạng"
    )
    assert len(shown) >= 6
    for count, address in shown.values():
        told = re.search(r"trong (\d+)</p>", page(client, address))
        assert told
        assert int(told[1]) == count
        assert "market=jp" in address


def test_the_sort_is_kept_when_another_filter_changes(client: StrictClient) -> None:
    html = page(client, "/vi/firms?sort=number&state=revoked")
    assert numbers(html) == sorted(numbers(html))
    assert all("sort=number" in address for _count, address in tabs(html).values())
    assert '<input type="hidden" name="state" value="revoked">' in html


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    "query",
    ["province=Xứ+Khác", "market=zz", "state=x", "sort=x", "province=%01x&market=%27&state=<b>&sort=%F0%9F%98%80"],
)
def test_a_filter_that_is_not_understood_is_told_and_does_not_hold(
    client: StrictClient, locale: str, query: str
) -> None:
    html = page(client, f"/{locale}/firms?{query}")
    assert 'id="not-understood"' in html
    assert len(numbers(html)) == 20
    answer = client.get(f"/api/v1/firms?{query}")
    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.get_json()["errors"]} == {
        part.split("=")[0] for part in query.split("&")
    }


def test_filters_that_hold_each_have_a_way_out(client: StrictClient) -> None:
    html = page(client, "/vi/firms?q=nhan+luc&province=Hải+Dương&market=JP")
    chips = re.findall(r'<li><a href="([^"]+)"><span class="unseen">Bỏ: </span><span data-as-typed>([^<]+)<', html)
    assert [label for _address, label in chips] == ["“nhan luc”", "Hải Phòng", "Nhật Bản"]
    assert "q=" not in chips[0][0]
    assert "province=" not in chips[1][0]


def test_the_data_counts_and_sorts_as_the_page(client: StrictClient) -> None:
    told = client.get("/api/v1/firms?sort=number&size=5").get_json()
    assert [item["licence_no"] for item in told["items"]][:2] == ["9001/LĐTBXH-GP", "9002/LĐTBXH-GP"]
    assert sum(count for state, count in told["states"].items() if state != "unlisted") == told["total"]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_licence_that_ran_out_says_so_by_its_date(client: StrictClient, locale: str) -> None:
    html = page(client, f"/{locale}/firms/9006-ldtbxh-gp")
    assert "banner is-bad" in html
    assert "tag is-good" not in html.split('id="history"')[0]


@pytest.mark.parametrize("ref", ["9001-ldtbxh-gp", "9002-ldtbxh-gp", "9003-ldtbxh-gp", "9005-ldtbxh-gp"])
def test_a_firm_page_leads_to_everything_one_can_carry_away(client: StrictClient, ref: str) -> None:
    html = page(client, f"/vi/firms/{ref}")
    for address in (f"/vi/firms/{ref}/statement", f"/vi/firms/{ref}/poster", "/vi/firms.atom", f"/k/{ref}"):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
    assert "Tài khoản nhận tiền đứng tên một cá nhân" in html
    for section in ("history", "decisions", "people", "orders", "links"):
        assert f'id="{section}"' in html


@pytest.mark.parametrize(
    "path",
    [
        "/vi/firms/9001-ldtbxh-gp",
        "/vi/firms/9001-ldtbxh-gp/poster",
        "/vi/firms/9001-ldtbxh-gp/statement",
        "/vi/check/firm",
        "/vi/check/firm?q=9001",
        "/vi/check/firm?q=9003",
        "/vi/check/firm?q=Nhân+lực+Bến+Lâu",
        "/k/9001",
        "/vi/orders",
        "/vi/orders/dh-00-0001",
        "/vi/orders/dh-00-0001/statement",
        "/vi/check/quote",
    ],
)
def test_the_account_sign_stands_wherever_money_is_spoken_of_in_one_wording(client: StrictClient, path: str) -> None:
    assert page(client, path).count("Tài khoản nhận tiền đứng tên một cá nhân: dừng lại.") == 1


def test_firms_that_share_a_name_lead_to_each_other_and_nothing_is_concluded(client: StrictClient) -> None:
    linked = next(
        (ref, other["ref"])
        for ref in (f"{number}-ldtbxh-gp" for number in range(9001, 9030))
        for other in client.get(f"/api/v1/firms/{ref}").get_json()["links"]
    )
    for here, there in (linked, linked[::-1]):
        html = page(client, f"/vi/firms/{here}").split('id="links"')[1]
        assert f"/vi/firms/{there}" in html
        assert "không chứng minh gì" in html
    assert page(client, f"/en/firms/{linked[0]}").count("proves nothing") == 1
