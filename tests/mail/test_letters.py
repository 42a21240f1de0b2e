"""Every kind of letter in both languages: text and HTML say the same, nothing personal in a subject, no value breaks out."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.rules.actor import STAFF_ROLES
from portal.accounts.rules.origin import _BROWSERS, _SYSTEMS, OTHER
from portal.accounts.rules.reasons import PERSON_REASONS, STAFF_REASONS
from portal.accounts.rules.sessions import LINK_LIFE
from portal.firms.rules.watching import LICENCE_STATES, ORDER_STATES, UNCONFIRMED_LIFE
from portal.jobs.alerts.rules.letters import UNCONFIRMED_LIFE as SEARCH_LIFE
from portal.mail.rules.letters import BadLetter, check_address, check_values, write
from portal.mail.rules.offers import said_offer
from portal.mail.texts import FILE, frame, get_kind, kinds
from portal.shared.locales import LOCALES, Locale

SITE = "https://benve.example"
PATH = "/vi/account/reset/hQ3x-Zt0_mB7yK2vN8sLwA"
OFFERS = json.dumps(
    {"offers": [said_offer("Thợ hàn (ca đêm)", "Hải Phòng", (12_500_000, None), "/vi/jobs/v-1")], "more": 3}
)
SAMPLES = {
    "path": PATH,
    "moment": "2026-11-25T17:30:00+00:00",
    "code": "moderator/android",
    "name": "Công ty CP Thử & Con (Hà Nội)",
    "offers": OFFERS,
}
EVERY = [(name, locale) for name in kinds() for locale in LOCALES]


def sample(name: str) -> dict[str, str]:
    return {value: SAMPLES[type_] for value, type_ in get_kind(name).values.items()}


@pytest.mark.parametrize(("name", "locale"), EVERY)
def test_a_letter_says_the_same_in_text_and_html(name: str, locale: Locale) -> None:
    values = sample(name)
    check_values(get_kind(name), values)
    letter = write(get_kind(name), frame(), locale, values, SITE)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(letter.html)
    assert tree.get("lang") == locale
    shown = " ".join("".join(tree.find("body").itertext()).split())
    links = [a.get("href") for a in tree.iter("a")]
    for paragraph in letter.text.split("\n\n")[:-1]:
        for line in re.split(r":\n|\n  ", paragraph.removeprefix("- ").removesuffix(":")):
            assert line in shown or line in links
    offered = [SITE + "/vi/jobs/v-1" for type_ in get_kind(name).values.values() if type_ == "offers"]
    assert links == offered + [SITE + values[name] for name in ("path", "stop") if name in values]
    assert letter.stop == (SITE + values["stop"] if "stop" in values else "")
    if "path" in values:
        assert f"\n{SITE + PATH}\n" in letter.text, "alone on its line, so that every program makes it a link"
    assert not list(tree.iter("img"))
    assert not re.search(r"%\(|style=|src=|url\(|http://|None", letter.html + letter.text)
    assert not re.search(r"\"|\.\.\.|'", letter.text), "typographic marks"


@pytest.mark.parametrize("name", kinds())
def test_a_kind_is_complete_in_both_languages(name: str) -> None:
    kind = get_kind(name)
    for locale in LOCALES:
        assert "%" not in kind.subject[locale]
        assert 8 < len(kind.subject[locale]) < 60
        assert len(kind.body[locale]) == len(kind.body["vi"])
        assert bool(kind.action) == ("path" in kind.values)
    english = " ".join([kind.subject["en"], *kind.body["en"]]).replace("Bến Về", "")
    assert english.isascii() or not re.search("[À-ỹ]", english)


def test_links_live_as_long_as_the_letters_say() -> None:
    said = {name: timedelta(hours=kind.hours) for name, kind in kinds().items() if kind.hours}
    assert said == LINK_LIFE | {"watch_confirm": UNCONFIRMED_LIFE, "search_confirm": SEARCH_LIFE}
    for name, kind in kinds().items():
        for locale in LOCALES:
            assert bool(kind.hours) == any("%(hours)s" in text for text in kind.body[locale]), name


def test_the_texts_name_no_kind_of_value_that_nobody_knows() -> None:
    assert {type_ for kind in kinds().values() for type_ in kind.values.values()} == set(SAMPLES)
    assert FILE.read_text(encoding="utf-8").count("\n  new_sign_in:") == 1


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("vi", "00:30 ngày 26/11/2026 (giờ Việt Nam)"), ("en", "00:30 on 26 November 2026 (Vietnam time)")],
)
def test_moments_are_told_in_vietnams_time(locale: Locale, shown: str) -> None:
    assert shown in write(get_kind("new_sign_in"), frame(), locale, sample("new_sign_in"), SITE).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("path", "https://evil.example/"),
        ("path", "//evil.example/"),
        ("path", "/vi//evil"),
        ("path", "/vi/a\nBcc: x@y.vn"),
        ("path", "/vi/a b"),
        ("path", "/vi/<b>"),
        ("path", "/vi/a@evil.example"),
        ("path", "/vi/\\evil"),
        ("path", "/admin"),
        ("path", "/vi/" + "a" * 300),
        ("path", ""),
        ("when", "2026-11-25T17:30:00"),
        ("when", "hôm qua"),
        ("device", "Firefox\r\nBcc: x@y.vn"),
        ("device", "www.evil.example"),
        ("device", "bấm evil.com ngay"),
        ("device", "https://evil.example"),
        ("device", "<script>"),
        ("device", "hacker"),
        ("device", "chrome/android/ios"),
        ("device", "chrome/"),
        ("device", "Chrome/android"),
        ("device", "a" * 81),
        ("device", ""),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused_and_not_repeated(name: str, value: str) -> None:
    values = sample("new_sign_in") | {name: value}
    with pytest.raises(BadLetter, match=f"new_sign_in.{name}") as refused:
        check_values(get_kind("new_sign_in"), values)
    assert not value or value not in str(refused.value)


def test_values_too_many_or_too_few_are_refused() -> None:
    for values in ({}, {"path": PATH, "more": "x"}):
        with pytest.raises(BadLetter, match="needs the values"):
            check_values(get_kind("reset"), values)
    with pytest.raises(BadLetter, match="no letter"):
        get_kind("spam")


@pytest.mark.parametrize(
    "address",
    ["", "an", "@b.vn", "a@", "a@b.vn,c@d.vn", "a@b.vn\nBcc: c@d.vn", "a@b.vn\r", "a b@c.vn", "<a@b.vn>", "a@b..vn",
     ".a@b.vn", "a.@b.vn", "a@-b.vn", "ấn@b.vn", "a@bến.vn", '"a"@b.vn', "a@[127.0.0.1]", "a" * 65 + "@b.vn",
     "a@" + "b." * 130 + "vn", "a@b.vn\x00"],
)  # fmt: skip
def test_an_address_that_is_none_or_several_is_refused(address: str) -> None:
    with pytest.raises(BadLetter, match="plain address") as refused:
        check_address(address)
    assert not address or address not in str(refused.value)


@pytest.mark.parametrize("address", ["an@example.vn", "a.n+tag@xn--bn-4ja.example.vn", "o'an@b", "a" * 64 + "@b.vn"])
def test_plain_addresses_are_taken(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    ("code", "locale", "shown"),
    [
        ("chrome/android", "vi", "Chrome, điện thoại Android"),
        ("chrome/android", "en", "Chrome, an Android phone"),
        ("other/ios", "vi", ": iPhone hoặc iPad"),
        ("firefox/other", "en", ": Firefox."),
        ("other/other", "vi", "không rõ loại máy"),
    ],
)
def test_devices_are_named_as_far_as_they_are_known(code: str, locale: Locale, shown: str) -> None:
    assert shown in write(get_kind("new_sign_in"), frame(), locale, sample("new_sign_in") | {"device": code}, SITE).text


def test_whatever_the_rooms_may_say_has_words() -> None:
    words = set(get_kind("new_sign_in").words)
    browsers, systems = {code for _, code in _BROWSERS}, {code for _, code in _SYSTEMS}
    watched = {*LICENCE_STATES, *ORDER_STATES}
    assert browsers | systems | watched | {OTHER} | {*STAFF_ROLES, *PERSON_REASONS, *STAFF_REASONS} == words


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_of_a_device_becomes_markup_or_a_header(text: str) -> None:
    values = sample("new_sign_in") | {"device": text}
    try:
        check_values(get_kind("new_sign_in"), values)
    except BadLetter:
        return
    letter = write(get_kind("new_sign_in"), frame(), "vi", values, SITE)
    assert "\r" not in letter.text
    assert letter.html.count("<") == write(
        get_kind("new_sign_in"), frame(), "vi", sample("new_sign_in"), SITE
    ).html.count("<")
