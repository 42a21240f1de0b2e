"""Whatever is typed into the boxes of search and of the firm check: an answer of our own, never a fault, never elsewhere."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.rules.tokens import clean
from tests.web.strict import StrictClient

BOXES = (
    "/vi/search", "/en/search", "/api/v1/search", "/vi/search/suggest", "/api/v1/suggest", "/vi/check/firm", "/en/check/firm",
    "/api/v1/check/firm", "/vi/firms", "/vi/jobs", "/vi/orders",
)  # fmt: skip
PIECES = (
    "AND", "OR", "NOT", "NEAR/3", "TO", "*", "?", "~2", "^5", '"', "'", "(", ")", "[a TO b]", "{", "}", "\\", "/", "+", "-", "!", ":",
    "kind:firm", "&", "|", "<->", ":*", "%", "_", ";", "--", "/*", "<b>", "{{7*7}}", "${x}", "%(x)s", "\x00", "\x1b", "\u202e", "\u200b",
    "\ufeff", "\ud800", "e\u0301", "đ", "ĐẶNG", "ẩ", "nhật bản", "xkld", "9001/LĐTBXH-GP", "0101234567", "công ty", "ﬁ", "Ⅷ", "２", "😀",
    "한국", "日本", "\r\n", "\t", " ",
)  # fmt: skip
TYPED = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=300),
)
MORE = st.dictionaries(
    st.sampled_from(
        ["page", "kind", "sort", "locale", "lang", "_scheme", "_external", "_anchor", "market", "province", "exact", "q", "order", "state"]
    ),
    st.one_of(st.sampled_from(["", "0", "-1", "99999999999999999999", "x", "https", "firm", "newest", "%00"]), st.text(max_size=20)),
    max_size=3,
)  # fmt: skip
LIMITED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TOO_LONG = (
    "x" * 10_000,
    "a" + "\u0301" * 10_000,
    '"' * 5_000,
    "(" * 5_000,
    "nhật " * 2_000,
    "%" * 5_000,
    "\u0338" * 10_000,
)


def address(path: str, text: str, more: dict[str, str]) -> str:
    parts = [("q", text), *more.items()]
    return path + "?" + "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in parts)


def asked(client: StrictClient, where: str) -> str:
    """The body of an answer that is none of a fault, and leads nowhere else."""
    response = client.get(where)
    assert response.status_code < 500, where[:300]
    target = urlsplit(response.headers.get("Location", ""))
    assert target.netloc in ("", "localhost"), where[:300]
    assert target.scheme in ("", "http"), where[:300]
    return response.get_data(as_text=True)


@given(path=st.sampled_from(BOXES), text=TYPED, more=MORE)
@LIMITED
def test_any_text_is_a_question(client: StrictClient, path: str, text: str, more: dict[str, str]) -> None:
    asked(client, address(path, text, more))


@pytest.mark.parametrize("path", BOXES)
@pytest.mark.parametrize("text", TOO_LONG, ids=range(len(TOO_LONG)))
def test_no_text_is_too_long(client: StrictClient, path: str, text: str) -> None:
    asked(client, address(path, text, {}))


@given(number=st.one_of(st.sampled_from(PIECES), st.text(max_size=60)))
@LIMITED
def test_any_short_address_is_answered(client: StrictClient, number: str) -> None:
    asked(client, "/k/" + quote(number.encode("utf-8", "surrogatepass"), safe=""))


RAW = ("%ff", "%c3", "%e1%ba", "%c0%af", "%ed%a0%80", "%f5%80%80%80", "%00", "%", "%zz", "%u1ea5", "%25ff", "+%ff+")


@pytest.mark.parametrize("path", BOXES)
@pytest.mark.parametrize("raw", RAW)
def test_bytes_that_are_no_text_are_answered(client: StrictClient, path: str, raw: str) -> None:
    asked(client, f"{path}?q=nh%E1%BA%ADt{raw}&{raw}=x&page={raw}")


@pytest.mark.parametrize("path", BOXES)
def test_a_name_said_twice_is_answered(client: StrictClient, path: str) -> None:
    asked(client, f"{path}?q=h%C3%A0n&q=nh%E1%BA%ADt&page=1&page=x&kind=firm&kind=&exact=1&exact=0&q=")


@pytest.mark.parametrize("path", ["/vi/search", "/en/search", "/vi/check/firm", "/en/check/firm"])
@given(text=st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60))
@LIMITED
def test_what_was_typed_stands_in_the_box(client: StrictClient, path: str, text: str) -> None:
    body = asked(client, address(path, text, {}))
    shown = re.search(r'<input id="q"[^>]* value="([^"]*)"', body)
    assert shown
    kept = clean(text) if path.endswith("/search") else unicodedata.normalize("NFC", text)
    assert unicodedata.normalize("NFC", html.unescape(shown[1])).split() == kept.split()
