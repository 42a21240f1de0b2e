"""Names, passwords, sessions, links, codes: each rule at its edges."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.common import common_passwords
from portal.accounts.rules import totp
from portal.accounts.rules.names import BadName, NameFault, email_key, login_name
from portal.accounts.rules.origin import agent_class, network, one_address, shown_network
from portal.accounts.rules.passwords import PasswordFault, find_fault
from portal.accounts.rules.refusals import Refusal
from portal.accounts.rules.sessions import ends, is_over, is_trusted, link_refusal

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Lan@Example.VN", "lan@example.vn"),
        ("  lan+viec.lam@mail.example.vn ", "lan+viec.lam@mail.example.vn"),
        ("lan@bến-về.vn", "lan@xn--bn-v-gv5apa.vn"),
        (unicodedata.normalize("NFD", "lan@bến-về.vn"), "lan@xn--bn-v-gv5apa.vn"),
        ("lan@xn--bn-v-gv5apa.vn", "lan@xn--bn-v-gv5apa.vn"),
        ("lan@пример.рф", "lan@xn--e1afmkfd.xn--p1ai"),
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("(+84) 912.345.678", "+84912345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("024 3825 0000", "+842438250000"),
    ],
)
def test_a_login_name_has_one_form(typed: str, key: str) -> None:
    assert login_name(typed).key == key


@pytest.mark.parametrize(
    ("typed", "fault", "letter"),
    [
        ("", NameFault.EMPTY, ""),
        ("   ", NameFault.EMPTY, ""),
        ("lan", NameFault.NOT_EMAIL, ""),
        ("@example.vn", NameFault.NOT_EMAIL, ""),
        ("lan@", NameFault.NOT_EMAIL, ""),
        ("lan@localhost", NameFault.NOT_EMAIL, ""),
        ("lan@127.0.0.1", NameFault.NOT_EMAIL, ""),
        ("lan@[127.0.0.1]", NameFault.NOT_EMAIL, ""),
        ("lan@-a.vn", NameFault.NOT_EMAIL, ""),
        ("lan@a..vn", NameFault.NOT_EMAIL, ""),
        ("a@b@example.vn", NameFault.NOT_EMAIL, ""),
        (".lan@example.vn", NameFault.NOT_EMAIL, ""),
        ("la n@example.vn", NameFault.NOT_EMAIL, ""),
        ("lan@example.vn\r\nBcc: a@b.vn", NameFault.NOT_EMAIL, ""),
        ("lan@example.vn,an@example.vn", NameFault.NOT_EMAIL, ""),
        ("a" * 65 + "@example.vn", NameFault.NOT_EMAIL, ""),
        ("a@" + "b." * 130 + "vn", NameFault.NOT_EMAIL, ""),
        ("a@xn--zzzzzzzz.vn", NameFault.NOT_EMAIL, ""),
        ("lаn@example.vn", NameFault.STRANGE_LETTER, "а"),
        ("trần@example.vn", NameFault.STRANGE_LETTER, "ầ"),
        ("ｌan@example.vn", NameFault.STRANGE_LETTER, "ｌ"),
        ("lan\u200b@example.vn", NameFault.STRANGE_LETTER, "U+200B"),
        ("lan@ex\u202eample.vn", NameFault.STRANGE_LETTER, "U+202E"),
        ("lan@gmаil.com", NameFault.STRANGE_LETTER, "а"),
        ("lan@рау.com", NameFault.STRANGE_LETTER, "р"),  # all Cyrillic beside a Latin end
        ("lan@xn--gmil-63d.com", NameFault.STRANGE_LETTER, "а"),
        ("lan@αmail.рф", NameFault.STRANGE_LETTER, "α"),
        ("0912", NameFault.NOT_PHONE, ""),
        ("09123456789012", NameFault.NOT_PHONE, ""),
        ("+999 1234 5678", NameFault.NOT_PHONE, ""),
        ("0912345678 ext. 5", NameFault.NOT_PHONE, ""),
    ],
)
def test_what_is_no_login_name_says_why(typed: str, fault: NameFault, letter: str) -> None:
    with pytest.raises(BadName) as bad:
        login_name(typed)
    assert (bad.value.fault, bad.value.letter) == (fault, letter)


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_a_named_fault(text: str) -> None:
    try:
        name = login_name(text)
    except BadName:
        return
    assert login_name(name.written).key == name.key
    assert name.key.isascii()


def test_the_key_of_a_stored_address_is_stable() -> None:
    written = login_name("Lan.Anh@Bến-Về.vn").written
    assert email_key(written) == login_name("lan.anh@bến-về.vn").key


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("chín ký tự"[:9], PasswordFault.TOO_SHORT),
        ("vừa đủ mườ", None),
        (" " * 20, PasswordFault.TOO_SHORT),
        ("ệ" * 9 + "a", PasswordFault.COMMON),
        ("k7#" * 85 + "z", None),  # 256
        ("k7#" * 85 + "zq", PasswordFault.TOO_LONG),
        ("x" * 10_240, PasswordFault.TOO_LONG),
        ("password123", PasswordFault.COMMON),
        ("P@ssw0rd2026!", PasswordFault.COMMON),
        ("Mật khẩu 123", PasswordFault.COMMON),
        ("matkhaumatkhau", PasswordFault.COMMON),
        ("matkhau@123456", PasswordFault.COMMON),
        ("ANHYEUEM1314", PasswordFault.COMMON),
        ("nguyenvantuan1990", PasswordFault.COMMON),
        ("VietNam@2026", PasswordFault.COMMON),
        ("1234567890", PasswordFault.COMMON),
        ("0987654321", PasswordFault.COMMON),
        ("qwertyuiop", PasswordFault.COMMON),
        ("poiuytrewq", PasswordFault.COMMON),
        ("1q2w3e4r5t", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.COMMON),
        ("!!!!!!!!!!!!", PasswordFault.COMMON),
        ("0912 345 678", PasswordFault.COMMON),
        ("25/11/1990", PasswordFault.COMMON),
        ("2511199025111990", PasswordFault.COMMON),
        ("lan.anh@example.vn", PasswordFault.LIKE_NAME),
        ("LanAnh19901990", PasswordFault.LIKE_NAME),
        ("lananh-lananh", PasswordFault.LIKE_NAME),
        ("Đỗ Thị Lan Anh", PasswordFault.LIKE_NAME),
        ("dothilananh!!", PasswordFault.LIKE_NAME),
        ("Anh Lan Thị Đỗ", PasswordFault.LIKE_NAME),
        ("lan anh trồng lúa", None),
        ("vietnam trong tim tôi", None),
        ("đồng lúa chín vàng", None),
        ("r4nd0m-K9x!vQ", None),
    ],
)
def test_passwords(password: str, fault: PasswordFault | None) -> None:
    names = ["lan.anh@example.vn", "Đỗ Thị Lan Anh"]
    assert find_fault(password, names, common_passwords()) == fault
    assert find_fault(unicodedata.normalize("NFD", password), names, common_passwords()) == fault


def test_the_list_of_common_passwords_is_a_list() -> None:
    words = common_passwords()
    assert len(words) > 6000
    assert {"matkhau", "password", "anhyeuem", "nguyenvantuan", "123456789", "qwertyuiop"} <= words
    assert all(word == word.lower() and word.isascii() and word.isalnum() for word in words)


@pytest.mark.parametrize(("kind", "minutes"), [("staff", 30), ("person", 12 * 60)])
@pytest.mark.parametrize(("before", "over"), [(SECOND, False), (0 * SECOND, True), (-SECOND, True)])
def test_idle_sessions(kind: str, minutes: int, before: timedelta, over: bool) -> None:
    last_seen = NOW - timedelta(minutes=minutes) + before
    assert is_over(kind, last_seen, NOW + timedelta(days=1), NOW) is over


@pytest.mark.parametrize(
    ("kind", "stage", "life"),
    [
        ("person", "full", timedelta(days=30)),
        ("staff", "full", timedelta(hours=12)),
        ("staff", "second_step", timedelta(minutes=10)),
        ("staff", "setup", timedelta(minutes=10)),
    ],
)
@pytest.mark.parametrize(("before", "over"), [(SECOND, False), (0 * SECOND, True), (-SECOND, True)])
def test_sessions_however_much_used(kind: str, stage: str, life: timedelta, before: timedelta, over: bool) -> None:
    assert is_over(kind, NOW, ends(kind, stage, NOW - life + before), NOW) is over


@pytest.mark.parametrize(
    ("expires", "used", "refusal"),
    [
        (SECOND, None, None),
        (0 * SECOND, None, Refusal.LINK_EXPIRED),
        (-SECOND, None, Refusal.LINK_EXPIRED),
        (SECOND, NOW, Refusal.LINK_USED),
        (-SECOND, NOW, Refusal.LINK_USED),
    ],
)
def test_links(expires: timedelta, used: datetime | None, refusal: Refusal | None) -> None:
    assert link_refusal(NOW + expires, used, NOW) == refusal


@pytest.mark.parametrize(
    ("age", "trusted"),
    [(timedelta(days=180) - SECOND, True), (timedelta(days=180), False), (-SECOND, False), (0 * SECOND, True)],
)
def test_trust_in_a_browser(age: timedelta, trusted: bool) -> None:
    assert is_trusted(NOW - age, NOW) is trusted


SECRET = "JBSWY3DPEHPK3PXP"


def code_at(moment: datetime) -> str:
    return totp.code_at(SECRET, totp.step_at(moment))


@pytest.mark.parametrize(
    ("seconds", "code"),  # RFC 6238, appendix B, SHA-1, its last six digits
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds // 30) == code


@pytest.mark.parametrize(
    ("seconds", "right"), [(-31, False), (-30, True), (0, True), (30, True), (59, True), (60, False)]
)
def test_codes_of_the_step_before_and_after_are_right(seconds: int, right: bool) -> None:
    """NOW begins a step: its code, the one before and the one after are open."""
    answer = totp.check(SECRET, code_at(NOW + timedelta(seconds=seconds)), NOW, last_step=0)
    assert answer == (totp.step_at(NOW + timedelta(seconds=seconds)) if right else Refusal.WRONG_CODE)


def test_a_code_and_every_older_one_opens_once() -> None:
    step = totp.step_at(NOW)
    assert totp.check(SECRET, code_at(NOW), NOW, last_step=step - 1) == step
    assert totp.check(SECRET, code_at(NOW), NOW, last_step=step) is Refusal.CODE_USED
    assert totp.check(SECRET, code_at(NOW - timedelta(seconds=30)), NOW, last_step=step) is Refusal.CODE_USED
    assert totp.check(SECRET, code_at(NOW + timedelta(seconds=30)), NOW, last_step=step) == step + 1


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "١٢٣٤٥٦", "x" * 10_000, "000 000\0"]
)
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert totp.check(SECRET, code, NOW, last_step=0) is Refusal.WRONG_CODE


def test_a_code_may_be_typed_in_groups() -> None:
    code = code_at(NOW)
    assert totp.check(SECRET, f" {code[:3]} {code[3:]} ", NOW, 0) == totp.step_at(NOW)


def test_what_the_qr_code_says() -> None:
    assert totp.provisioning_uri(SECRET, "lan@example.vn") == (
        "otpauth://totp/B%E1%BA%BFn%20V%E1%BB%81:lan%40example.vn?secret=JBSWY3DPEHPK3PXP&issuer=B%E1%BA%BFn%20V%E1%BB%81"
    )


@pytest.mark.parametrize(
    ("address", "one", "net", "shown"),
    [
        ("203.0.113.7", "203.0.113.7/32", "203.0.113.0/24", "203.0.0.0/16"),
        ("::ffff:203.0.113.7", "203.0.113.7/32", "203.0.113.0/24", "203.0.0.0/16"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8::/32"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/56", "fe80::/32"),
        ("nonsense", "unknown", "unknown", "unknown"),
        ("", "unknown", "unknown", "unknown"),
    ],
)
def test_addresses_are_told_coarsely(address: str, one: str, net: str, shown: str) -> None:
    assert (one_address(address), network(address), shown_network(address)) == (one, net, shown)


@pytest.mark.parametrize(
    ("header", "agent"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "chrome/android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "safari/ios"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "edge/windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "firefox/linux"),
        ("curl/8", "other/other"),
        ("", "other/other"),
    ],
)
def test_browsers_are_told_coarsely(header: str, agent: str) -> None:
    assert agent_class(header) == agent
