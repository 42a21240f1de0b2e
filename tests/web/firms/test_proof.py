"""What is carried away from a check: the short page, the poster, the signed statement, the feed of changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
import time_machine

from tests.web.strict import StrictClient

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("address", ["/k/9030", "/k/9001", "/k/9001-ldtbxh-gp", "/k/9001/LĐTBXH-GP"])
def test_the_short_page_is_light_with_everything_it_loads(client: StrictClient, address: str) -> None:
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.status_code == 200
    html = client.get(address).get_data(as_text=True)
    loaded = re.findall(r'<(?:link rel="stylesheet"|script|img)[^>]*(?:href|src)="([^"]+)"', html)
    assert len(loaded) == 1
    style = client.get(loaded[0], headers={"Accept-Encoding": "gzip"}).get_data()
    headers = sum(len(name) + len(value) + 4 for name, value in packed.headers)
    assert len(packed.get_data()) + headers + len(style) < 6_000


def test_the_short_page_lists_both_firms_that_share_a_number(client: StrictClient) -> None:
    both = client.get("/k/9030").get_data(as_text=True)
    assert both.count("<section") == 2
    assert "9030/BNV-GP" in both
    assert client.get("/k/9030-bnv-gp").get_data(as_text=True).count("<section") == 1
    assert 'class="is-bad"' in client.get("/k/9003").get_data(as_text=True)


@pytest.mark.parametrize("licence", ["99999", "x", "9001-xyz-gp", "%00", "9001%0a", "9" * 300, "..", "Ж9001"])
def test_what_is_no_licence_is_404_and_plain(client: StrictClient, licence: str) -> None:
    answer = client.get(f"/k/{licence}")
    assert answer.status_code == 404
    assert "<section" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_poster_says_where_its_code_leads(client: StrictClient, locale: str) -> None:
    html = client.get(f"/{locale}/firms/9001-ldtbxh-gp/poster").get_data(as_text=True)
    assert "/k/9001-ldtbxh-gp</b>" in html
    assert "<svg" in html
    assert " style=" not in html
    assert client.get(f"/{locale}/firms/none/poster").status_code == 404


@pytest.fixture
def said(client: StrictClient) -> Iterator[dict[str, str]]:
    """The fields of a fresh statement about a licensed firm, as its own address holds them."""
    with time_machine.travel("2026-11-26T03:42:10Z", tick=False):
        html = client.get("/vi/firms/9001-ldtbxh-gp/statement").get_data(as_text=True)
        assert "26/11/2026, 10:42" in html.replace("\u00a0", " ")
        address = re.search(r'href="([^"]+/statement/verify[^"]+)"', html)
        assert address is not None
        assert client.get("/en/firms/9001-ldtbxh-gp/statement").status_code == 200
        yield dict(parse_qsl(urlsplit(address[1].replace("&amp;", "&")).query))


def test_a_statement_is_genuine_and_any_change_of_it_is_not(client: StrictClient, said: dict[str, str]) -> None:
    assert "Giấy này thật" in client.get("/vi/statement/verify", query_string=said).get_data(as_text=True)
    assert "is genuine" in client.get("/en/statement/verify", query_string=said).get_data(as_text=True)
    forged = {
        "ref": "9003-ldtbxh-gp", "licence": "9003/LĐTBXH-GP", "state": "revoked", "at": "2026-11-27T03:42Z",
        "as_of": "2026-11-24", "code": said["code"][:-1] + ("A" if said["code"][-1] != "A" else "B"),
    }  # fmt: skip
    for name, value in forged.items():
        html = client.get("/vi/statement/verify", query_string=said | {name: value}).get_data(as_text=True)
        assert "verdict is-bad" in html, name
        assert "Giấy này thật" not in html, name
    for broken in ({}, said | {"code": ""}, said | {"code": "9-" + said["code"][2:]}, said | {"at": "x"}):
        assert "verdict is-bad" in client.get("/vi/statement/verify", query_string=broken).get_data(as_text=True)


def test_a_statement_holds_nothing_of_who_asked(client: StrictClient, said: dict[str, str]) -> None:
    assert set(said) == {"ref", "licence", "state", "at", "as_of", "code"}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_feed_is_valid_atom_with_an_etag(client: StrictClient, locale: str) -> None:
    answer = client.get(f"/{locale}/firms.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.get_data())  # noqa: S314 - our own feed
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1, name
            assert parent.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", parent.findtext(f"{ATOM}updated") or "")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href", "") for link in feed.findall(f"{ATOM}link[@rel='self']")] != []
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    again = client.get(f"/{locale}/firms.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
