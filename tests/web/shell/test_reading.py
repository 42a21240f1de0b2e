"""Pages can be told apart and found again: titles, breadcrumbs, the marked part of the site, what the bar's colours mean."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from portal.config import ROOT
from tests.web.addresses import PAGES
from tests.web.strict import StrictClient

FIRST_VIEW = 12 * 1024
RATES = "&rate_JPY=170&rate_USD=26000"
QUOTE = "/vi/check/quote?market=JP&months=36&wage=180000+JPY&signed_on=01/05/2026&kind=service_fee&label="


def page(client: StrictClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def title(client: StrictClient, path: str) -> str:
    found = re.search("<title>(.*?)</title>", page(client, path), re.DOTALL)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize(
    "paths",
    [
        ("/vi/check/firm", "/vi/check/firm?q=9001", "/vi/check/firm?q=9002", "/vi/check/firm?q=asdf", "/vi/check/firm?q="),
        ("/vi/firms", "/vi/firms?page=2", "/vi/firms?q=ben"),
        ("/vi/jobs", "/vi/jobs?page=2", "/vi/jobs?q=han"),
        ("/vi/documents", "/vi/documents?page=2"),
        ("/vi/match/p001", "/vi/match/p001?shelf=other", "/vi/match/p001?shelf=few", "/vi/match/p001?shelf=few&page=2"),
        ("/vi/search", "/vi/search?q=han", "/vi/search?q=nhat", "/vi/search?q=nhat&page=2"),
        ("/vi/check/quote", QUOTE + "&amount=4500+USD" + RATES, QUOTE + "&amount=10+USD" + RATES, QUOTE + "&amount=abc"),
    ],
    ids=lambda paths: str(paths[0]),
)  # fmt: skip
def test_no_two_pages_share_a_title(client: StrictClient, paths: tuple[str, ...]) -> None:
    titles = [title(client, path) for path in paths]
    assert len(set(titles)) == len(paths), titles


def test_a_title_says_what_came_out_and_which_page(client: StrictClient) -> None:
    assert title(client, "/vi/check/firm?q=9002") == (
        "Kiểm tra công ty và đơn hàng – Công ty này đang bị đình chỉ – 9002 – Bến Về"
    )
    assert title(client, "/vi/firms?page=2").endswith(" – Trang 2 – Bến Về")
    typed = quote("</title><b>")
    assert "</title><b>" in title(client, f"/vi/search?q={typed}")  # escaped in the page, so it is text here
    assert page(client, f"/vi/search?q={typed}").count("</title>") >= 1


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/vi/check/firm", "Kiểm tra công ty"),
        ("/vi/firms", "Kiểm tra công ty"),
        ("/vi/firms/9001-ldtbxh-gp", "Kiểm tra công ty"),
        ("/vi/fees", "Kiểm tra giá"),
        ("/vi/fees/service-general", "Kiểm tra giá"),
        ("/vi/markets/jp", "Thị trường"),
        ("/vi/match/p001", "Việc khi về nước"),
        ("/vi/pages/about", None),
    ],
)
def test_the_navigation_marks_the_part_one_is_in(client: StrictClient, path: str, part: str | None) -> None:
    marked = re.findall(r'<a [^>]*aria-current="(?:page|true)"[^>]*>([^<]+)</a>', page(client, path).split("<main")[0])
    assert marked == ([part] if part else [])


@pytest.mark.parametrize("path", [f"/vi{route.address}" for route in PAGES if route.address != "/"])
def test_breadcrumbs_lead_up_and_never_to_the_page_itself(client: StrictClient, path: str) -> None:
    crumbs = re.search('<nav class="crumbs.*?</nav>', page(client, path), re.DOTALL)
    assert crumbs, "every page below the home page says where it stands"
    leads = re.findall('href="([^"]+)"', crumbs[0])
    assert leads[0] == "/vi/"
    assert path.partition("?")[0] not in leads
    assert len(set(leads)) == len(leads)


def test_each_colour_of_the_score_bar_is_named_in_the_legend(client: StrictClient) -> None:
    shown = page(client, "/vi/match/p002")
    legend = re.search(r'<ul class="legend.*?</ul>', shown, re.DOTALL)
    assert legend
    named = dict(re.findall(r'class="(part-\w+)">([^<]+)<', legend[0]))
    used = set(re.findall(r'<rect class="(part-\w+)"', shown))
    assert used <= set(named)
    css = (ROOT / "portal" / "static" / "site.css").read_text(encoding="utf-8")
    assert all(f".{name} {{" in css for name in named)
    for bar in re.findall(r'<svg class="bar".*?</svg>', shown, re.DOTALL):
        spoken = re.search('aria-label="([^"]*)"', bar)
        assert spoken
        pieces = [named[name] for name in re.findall(r'class="(part-\w+)"', bar)]
        assert [part.split(":")[0].strip() for part in spoken[1].split(";")] == pieces  # eye and ear are told the same


def test_missing_rates_are_asked_for_alone_on_their_page(client: StrictClient) -> None:
    shown = page(client, QUOTE + "&amount=4500+USD")
    assert 'id="rate-USD"' in shown
    assert 'id="market"' not in shown
    assert shown.count("Xem kết quả</button>") == 1
    assert "rate-USD" not in page(client, "/vi/check/quote")


def test_the_stylesheet_stays_small() -> None:
    css = Path(ROOT, "portal", "static", "site.css").read_bytes()
    assert len(gzip.compress(css, 9)) <= FIRST_VIEW


def test_paper_is_never_dark() -> None:
    css = Path(ROOT, "portal", "static", "site.css").read_text(encoding="utf-8")
    assert css.count("prefers-color-scheme: dark") == css.count("@media screen and (prefers-color-scheme: dark)") == 1
