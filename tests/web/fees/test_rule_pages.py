"""Pages of the rules: all that may be published, nothing that may not, each figure with its evidence."""

import re
from html import unescape
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markupsafe import escape

from portal.content import service as content
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
RULES = {item.id: item.data for item in content.all_of("fee_rule")}
WITHHELD = [id for id, data in RULES.items() if data["state"] == "withheld"]
AWAITING = [id for id, data in RULES.items() if data["state"] == "needs_verification"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_shows_every_rule_but_the_withheld(client: StrictClient, locale: str) -> None:
    html = client.get(f"/{locale}/fees").get_data(as_text=True)
    for id in RULES:
        assert (f'/{locale}/fees/{id}"' in html) == (id not in WITHHELD), id
    for figure in ("3.600 USD", "3,600", "1.400 USD"):
        assert figure not in html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("id", [id for id in RULES if id not in WITHHELD])
def test_each_rule_has_a_page(client: StrictClient, locale: str, id: str) -> None:
    response = client.get(f"/{locale}/fees/{id}")
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert ("22/11/2026" if locale == "vi" else "22\u00a0Nov\u00a02026") in html
    if legal := RULES[id].get("legal"):
        assert (legal in html) == (id not in AWAITING)


@pytest.mark.parametrize("id", WITHHELD)
def test_a_withheld_rule_has_none(client: StrictClient, id: str) -> None:
    assert client.get(f"/vi/fees/{id}").status_code == 404
    assert client.get(f"/api/v1/fees/{id}").status_code == 404


@pytest.mark.parametrize(
    ("id", "figure"), [("passport", "200.000"), ("jp-esd-cap", "2 tháng"), ("police-record", "200.000")]
)
def test_a_figure_that_awaits_verification_is_not_shown(client: StrictClient, id: str, figure: str) -> None:
    html = client.get(f"/vi/fees/{id}").get_data(as_text=True)
    assert "chờ xác minh" in html
    assert figure not in html


def test_an_unknown_date_is_said_to_be_unknown(client: StrictClient) -> None:
    assert "ngày hiệu lực chưa rõ" in client.get("/vi/fees/palm").get_data(as_text=True)


def test_a_rule_that_ran_out_says_so(client: StrictClient) -> None:
    assert "Chắc chắn đến hết 29/06/2026" in client.get("/vi/fees/service-tw-home-care").get_data(as_text=True).replace(
        "\u00a0", " "
    )


def test_an_unknown_rule_is_404(client: StrictClient) -> None:
    assert client.get("/vi/fees/nothing").status_code == 404


def words_of(client: StrictClient, path: str) -> str:
    """The page as text, breaks held together as plain spaces."""
    html = client.get(path).get_data(as_text=True)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.split("<main")[1])).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("id", "day", "words"),
    [
        ("service-general", "31/12/2021", "Ngày 31/12/2021 quy định này chưa có hiệu lực"),
        ("service-general", "01/01/2022", "Ngày 01/01/2022 quy định này có hiệu lực"),
        ("service-tw-home-care", "29/06/2026", "Ngày 29/06/2026 quy định này có hiệu lực"),
        ("service-tw-home-care", "30/06/2026", "Chắc chắn đến hết 29/06/2026"),
        ("deposit-worker-general", "31/12/2025", "Ngày 31/12/2025 quy định này có hiệu lực"),
        ("deposit-worker-general", "01/01/2026", "Từ 01/01/2026 cần xem lại"),
        ("passport", "01/05/2026", "Quy định này chờ xác minh"),
    ],
)
def test_how_a_rule_stood_on_a_day(client: StrictClient, id: str, day: str, words: str) -> None:
    assert words in words_of(client, f"/vi/fees/{id}?as_of={day}")


@pytest.mark.parametrize("typed", ["32/13/2026", "hôm qua", "💰", "<b>", "1/1/0001", "2026-02-30"])
@pytest.mark.parametrize("path", ["/fees", "/fees/service-general"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_nobody_can_read_is_kept_and_told(client: StrictClient, locale: str, path: str, typed: str) -> None:
    response = client.get(f"/{locale}{path}", query_string={"as_of": typed})
    assert response.status_code == 200
    assert f'value="{escape(typed)}"' in response.get_data(as_text=True)
    assert 'id="as_of-error"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("day", "held", "other"), [("2026-09-09", "12/2022", "283/2026"), ("2026-09-10", "283/2026", "12/2022")]
)
def test_fines_of_the_decree_of_that_day(client: StrictClient, day: str, held: str, other: str) -> None:
    html = client.get(f"/vi/fees?as_of={day}").get_data(as_text=True)
    now, then = html.split('id="fines"')[1].split('id="other-fines"')
    assert f"Nghị định {held}/NĐ-CP" in now
    assert f"Nghị định {other}/NĐ-CP" not in now
    assert f"Nghị định {other}/NĐ-CP" in then


def test_filters_by_market_and_kind(client: StrictClient) -> None:
    japan = client.get("/vi/fees?market=JP").get_data(as_text=True)
    assert "/vi/fees/service-jp-titp3" in japan
    assert "/vi/fees/service-general" in japan
    assert "/vi/fees/service-tw-home-care" not in japan
    brokerage = client.get("/vi/fees?kind=brokerage").get_data(as_text=True)
    assert "/vi/fees/broker-ban" in brokerage
    assert "/vi/fees/service-general" not in brokerage
    assert "Không có quy định nào như vậy" in words_of(client, "/vi/fees?kind=destination_agency_fee&market=JP")


@pytest.mark.parametrize("query", ["market=XX", "kind=abc", "market=%F0%9F%92%B0", "market=%3Cb%3E&kind=%00"])
@pytest.mark.parametrize("locale", LOCALES)
def test_an_unknown_filter_is_told_and_everything_shown(client: StrictClient, locale: str, query: str) -> None:
    html = client.get(f"/{locale}/fees?{query}").get_data(as_text=True)
    assert 'role="status"' in html
    assert f"/{locale}/fees/service-general" in html


def test_history_names_texts_and_neighbours(client: StrictClient) -> None:
    words = words_of(client, "/vi/fees/fund-worker")
    assert words.index("40/2021/QĐ-TTg", words.index("Trước và sau")) < words.index(
        "34/2025/QĐ-TTg", words.index("Trước và sau")
    )
    kept_back = words_of(client, "/vi/fees/service-tw-home-care")
    assert "Sau đó: một quy định mà biên tập viên chưa đọc đủ để công bố, từ 30/06/2026" in kept_back


@pytest.mark.parametrize(
    "path", ["/vi/fees", "/vi/fees/service-general", "/vi/fees/eps-return-insurance", "/vi/fees/loan-2026"]
)
def test_every_figure_stands_beside_its_evidence(client: StrictClient, path: str) -> None:
    root = html5lib.parse(client.get(path).get_data(as_text=True), namespaceHTMLElements=False)
    main = root.find(".//main")
    assert main is not None
    for figure in main.findall(".//*[@data-figure]"):
        assert any("provenance" in (e.get("class") or "") for e in figure.iter()), "".join(figure.itertext())[:80]
    bare = text_outside(main, {"data-figure", "data-as-typed", "data-example", "data-count"})
    assert not re.findall(r"\d[\d.,]*\s?(?:đồng|đ\b|%|USD|JPY|TWD|tháng lương|ngày làm)", bare)


def text_outside(node: Element, marks: set[str]) -> str:
    """The words that stand in none of these marks."""
    if any(node.get(mark) is not None for mark in marks) or node.tag in ("script", "h1"):
        return ""
    return " ".join([node.text or "", *(text_outside(child, marks) + " " + (child.tail or "") for child in node)])
