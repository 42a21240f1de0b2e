"""Signing up, confirming, resetting: by the pages, with letters and printed codes, whatever is typed and however often."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.accounts.models import OneUseLink
from portal.shared.clock import now
from portal.storage.db import db
from tests.web.accounts.doors.conftest import held, is_signed_in, letters, link, new_person
from tests.web.people import PASSWORD, cookie, fill, invitation, tokens_of, visitor

NEW = "một mật khẩu khác hẳn"
CODES = re.compile(r"<code>([A-Z0-9-]{19})</code>")


def let_run_out(site: Flask) -> None:
    with site.app_context():
        db.session.execute(
            update(OneUseLink).where(OneUseLink.used_at.is_(None)).values(expires_at=now() - timedelta(seconds=1))
        )
        db.session.commit()


def test_a_known_and_an_unknown_address_get_the_same_answer(site: Flask) -> None:
    answers = set()
    for email in ("returnee@demo.example", "quite-new@benve.example"):
        client = visitor(site)
        answer = fill(client, "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
        page = client.get(answer.headers["Location"])
        said = re.sub(r'value="[0-9a-f]{64}"', "", page.text)
        answers.add((answer.status_code, answer.headers["Location"], answer.text, said))
        assert [kind for kind, _ in letters(site, email)][-1] in ("already_registered", "confirm")
    assert len(answers) == 1
    assert "Chúng tôi vừa gửi thư" in answers.pop()[3]


@pytest.mark.parametrize("role", ["returnee", "employer", "firm"])
def test_by_mail_in_each_role(site: Flask, role: str) -> None:
    client = new_person(site, f"by-mail-{role}@benve.example", role=role, name="Nguyễn Thị Bến")
    assert "Nguyễn Thị Bến" in client.get("/vi/account").text


def test_looking_at_a_link_changes_nothing(site: Flask) -> None:
    """Mail programs open links by themselves, some with HEAD first."""
    email = "looked-at@benve.example"
    fill(visitor(site), "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
    path, invited = link(site, email, "confirm"), invitation(site, "looked-at-staff@benve.example")
    fill(visitor(site), "/vi/reset", login="employer@demo.example")
    before = held(site, without=set())
    for address in (path, invited, link(site, "employer@demo.example", "reset")):
        for _ in range(3):
            client = visitor(site)
            assert client.head(address).status_code == 200
            page = client.get(address)
            assert page.status_code == 200
            assert page.headers["Cache-Control"] == "no-store"
            assert page.headers["Referrer-Policy"] == "same-origin"
            assert 'content="noindex"' in page.text
    assert held(site, without=set()) == before


def test_a_used_link_says_so_and_changes_nothing(site: Flask) -> None:
    email = "used-link@benve.example"
    new_person(site, email)
    path = link(site, email, "confirm")
    before = held(site)
    client = visitor(site)
    assert client.get(path).status_code == 410
    again = client.post(path, data={"password": PASSWORD, **tokens_of(client)})
    assert again.status_code == 410
    assert "đã được dùng" in again.text
    assert "benve=" not in str(again.headers.getlist("Set-Cookie"))
    assert held(site) == before


def test_a_link_that_ran_out_says_so_and_changes_nothing(site: Flask) -> None:
    email = "ran-out@benve.example"
    fill(visitor(site), "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
    fill(visitor(site), "/vi/reset", login="employer2@demo.example")
    paths = [link(site, email, "confirm"), link(site, "employer2@demo.example", "reset")]
    paths.append(invitation(site, "ran-out-staff@benve.example"))
    let_run_out(site)
    before = held(site)
    for path in paths:
        client = visitor(site)
        assert client.get(path).status_code == 410
        form = {"new": NEW} if "/reset/" in path else {"password": PASSWORD}
        answer = client.post(path, data={**form, **tokens_of(client), **({"name": "A"} if "inv" in path else {})})
        assert answer.status_code == 410
        assert "đã hết hạn" in answer.text
    assert held(site) == before


def test_a_link_of_one_purpose_opens_no_other(site: Flask) -> None:
    email = "purpose@benve.example"
    fill(visitor(site), "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
    token = link(site, email, "confirm").rpartition("/")[2]
    client = visitor(site)
    for purpose in ("reset", "invitation", "email"):
        assert client.get(f"/vi/account/{purpose}/{token}").status_code == 404
    for strange in (token[:-1], token + "x", token.swapcase(), "x" * 10_000, "%00", "..%2f", "’"):
        assert client.get(f"/vi/account/confirm/{strange}").status_code == 404


def test_a_wrong_password_keeps_the_link_open(site: Flask) -> None:
    email = "kept-link@benve.example"
    fill(visitor(site), "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
    path, client = link(site, email, "confirm"), visitor(site)
    wrong = fill(client, path, password="không phải mật khẩu")
    assert wrong.status_code == 422
    assert "Mật khẩu không đúng" in wrong.text
    assert fill(client, path, password=PASSWORD).status_code == 303
    assert is_signed_in(client)


def test_the_same_form_sent_twice_makes_one_account(site: Flask) -> None:
    """A double click, and the back button: the second letter's link is of no use once the first was used."""
    email, client = "twice@benve.example", visitor(site)
    form = {"login": email, "password": PASSWORD, "role": "returnee", **tokens_of(client)}
    for _ in range(2):
        assert client.post("/vi/sign-up", data=form).status_code == 303
    first, second = [values["path"] for _, values in letters(site, email)]
    assert fill(client, first, password=PASSWORD).status_code == 303
    other = visitor(site)
    answer = other.post(second, data={"password": PASSWORD, **tokens_of(other)})
    assert answer.status_code == 410
    assert not is_signed_in(other)


def test_a_confirmation_sent_twice_is_done_once(site: Flask) -> None:
    email, client = "confirmed-twice@benve.example", visitor(site)
    fill(client, "/vi/sign-up", login=email, password=PASSWORD, role="returnee")
    path = link(site, email, "confirm")
    form = {"password": PASSWORD, **tokens_of(client)}
    answers = [client.post(path, data=form).status_code for _ in range(2)]
    assert answers == [303, 400], "the second was sent by a page from before the sign-in"
    assert is_signed_in(client)


def test_signing_in_twice_and_in_two_tabs_ends_signed_in(site: Flask) -> None:
    client = visitor(site)
    form = {"login": "returnee2@demo.example", "password": "demo-returnee2-2026", **tokens_of(client)}
    assert [client.post("/vi/sign-in", data=form).status_code for _ in range(2)] == [303, 303]
    assert is_signed_in(client)
    assert client.get("/vi/sign-in").headers["Location"] == "/vi/account", "the back button"
    assert client.post("/vi/sign-up", data=form).headers["Location"] == "/vi/account"


def test_by_phone_with_codes_that_are_shown_once(site: Flask) -> None:
    client = visitor(site)
    form = {"login": "0912 345 679", "password": PASSWORD, "role": "returnee", **tokens_of(client)}
    sheet = client.post("/vi/sign-up", data=form)
    assert (sheet.status_code, sheet.headers["Cache-Control"]) == (200, "no-store")
    codes = CODES.findall(sheet.text)
    assert len(set(codes)) == 10
    assert is_signed_in(client)
    assert client.post("/vi/sign-up", data=form).headers["Location"] == "/vi/account", "sent again: nothing new"
    assert not CODES.findall(client.get("/vi/account").text)
    other = visitor(site)
    wrong = fill(other, "/vi/reset/code", login="0912345679", code="AAAA-AAAA-AAAA-AAAA", new=NEW)
    assert (wrong.status_code, NEW in wrong.text) == (422, False)
    done = fill(other, "/vi/reset/code", login="+84 912 345 679", code=codes[3].lower(), new=NEW)
    assert done.headers["Location"] == "/vi/sign-in?done=password"
    assert "Mật khẩu mới đã được đặt" in other.get(done.headers["Location"]).text
    assert not is_signed_in(client), "every session from before is over"
    again = fill(other, "/vi/reset/code", login="0912345679", code=codes[3], new="một mật khẩu thứ ba")
    assert again.status_code == 422, "a code opens once"
    assert fill(other, "/vi/sign-in", login="0912345679", password=NEW).status_code == 303


def test_a_new_password_by_letter(site: Flask) -> None:
    email = "forgot@benve.example"
    signed_in = new_person(site, email)
    client = visitor(site)
    asked = fill(client, "/vi/reset", login=f" {email.upper()} ")
    assert asked.headers["Location"] == "/vi/reset?sent=1"
    path = link(site, email, "reset")
    short = fill(client, path, new="ngắn")
    assert short.status_code == 422
    assert "cần ít nhất 10 ký tự" in short.text
    assert fill(client, path, new=NEW).headers["Location"] == "/vi/sign-in?done=password"
    assert not is_signed_in(client), "a letter alone does not sign in"
    assert not is_signed_in(signed_in)
    used = client.post(path, data={"new": PASSWORD, **tokens_of(client)})
    assert used.status_code == 410
    assert fill(client, "/vi/sign-in", login=email, password=PASSWORD).status_code == 422
    assert fill(client, "/vi/sign-in", login=email, password=NEW).status_code == 303


def test_asking_for_a_new_password_tells_nothing(site: Flask) -> None:
    pages = set()
    for name in ("firm@demo.example", "nobody-here@benve.example", "0987654321"):
        client = visitor(site)
        answer = fill(client, "/vi/reset", login=name)
        pages.add((answer.status_code, answer.headers["Location"], answer.text))
    assert pages == {(303, "/vi/reset?sent=1", "")}


def test_letters_in_pieces_are_the_same_letters(site: Flask) -> None:
    """A phone that composes “ệ” from pieces (NFD) signs up; a computer that does not (NFC) signs in; and the other way."""
    composed, pieces = unicodedata.normalize("NFC", "Đường Về Quê Mẹ"), unicodedata.normalize("NFD", "Đường Về Quê Mẹ")
    assert composed != pieces
    for number, (first, then) in enumerate([(composed, pieces), (pieces, composed)]):
        email = f"pieces-{number}@benve.example"
        client = new_person(site, email, password=first, name=unicodedata.normalize("NFD", "Nguyễn Thị Bến"))
        assert "Nguyễn Thị Bến" in client.get("/vi/account").text
        assert fill(visitor(site), "/vi/sign-in", login=email, password=then).status_code == 303


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ("lаn@benve.example", "а"),
        ("lan@bеnve.example", "е"),
        ("lan@benve.example\u200b", "U+200B"),
        ("lan\u202e@benve.example", "U+202E"),
        ("ｌan@benve.example", "ｌ"),
        ("lan@", "Đây không phải là địa chỉ e-mail"),
        ("", "Hãy nhập e-mail hoặc số điện thoại"),
        ("0912", "Đây không phải là số điện thoại"),
        ("x" * 10_000 + "@benve.example", "Đây không phải là địa chỉ e-mail"),
    ],
    ids=ascii,
)
def test_a_name_that_is_none_is_told_why_and_kept_as_typed(site: Flask, login: str, said: str) -> None:
    before = held(site)
    answer = fill(visitor(site), "/vi/sign-up", login=login, password=PASSWORD, role="firm", name="Lê Văn Bến")
    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#login"' in answer.text
    assert "Lê Văn Bến" in answer.text
    assert re.search(r'value="firm"[^>]* checked', answer.text)
    assert PASSWORD not in answer.text
    assert held(site) == before


@pytest.mark.parametrize(
    ("password", "said"),
    [("ngắn quá", "ít nhất 10"), ("x" * 10_240, "dài quá 256"), ("matkhau123", "rất dễ bị đoán"), ("", "ít nhất 10")],
)  # fmt: skip
def test_a_weak_password_is_told_why(site: Flask, password: str, said: str) -> None:
    before = held(site)
    answer = fill(visitor(site), "/vi/sign-up", login="weak@benve.example", password=password, role="returnee")
    assert (answer.status_code, said in answer.text) == (422, True)
    assert held(site) == before


def test_everything_wrong_is_told_at_once_in_both_languages(site: Flask) -> None:
    for locale in ("vi", "en"):
        answer = fill(visitor(site), f"/{locale}/sign-up", login="?", password="x", role="", name="y" * 200)
        assert answer.status_code == 422
        assert set(re.findall(r'<li><a href="#([a-z]+)">', answer.text)) == {"login", "password", "role", "name"}


def test_nobody_signs_up_for_the_staff(site: Flask) -> None:
    before = held(site)
    for role in ("admin", "editor", "system", "anonymous", "returnee,admin"):
        answer = fill(visitor(site), "/vi/sign-up", login="sly@benve.example", password=PASSWORD, role=role)
        assert answer.status_code == 422
    assert held(site) == before


def test_too_many_sign_ups_are_slowed_down_in_words(site: Flask) -> None:
    client = visitor(site)
    answers = [
        fill(client, "/vi/sign-up", login=f"flood-{n}@benve.example", password=PASSWORD, role="returnee")
        for n in range(12)
    ]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 600
    assert "Bạn thử quá nhanh" in answers[-1].text
    assert 'value="flood-11@benve.example"' in answers[-1].text
    assert cookie(client) == ""


def test_an_invitation_is_taken_up_once(site: Flask) -> None:
    path, client = invitation(site, "joiner@benve.example"), visitor(site)
    bad = fill(client, path, name="", password="x")
    assert bad.status_code == 422
    assert fill(client, path, name="Người Mới", password=PASSWORD).headers["Location"] == "/vi/setup-second-step"
    page = client.get("/vi/setup-second-step").text
    assert page.count("<path") > 0
    assert re.search(r"<code[^>]*>[A-Z2-7 ]{39}</code>", page)
    assert re.search(r"<code[^>]*>[A-Z2-7 ]{39}</code>", page)[0] in client.get("/vi/setup-second-step").text  # type: ignore[index]
    wrong = fill(client, "/vi/setup-second-step", code="12345")
    assert wrong.status_code == 422
    assert not is_signed_in(client)
    assert visitor(site).get(path).status_code == 410


def test_links_in_letters_name_this_site_whatever_the_request_says(site: Flask) -> None:
    client = visitor(site)
    forged = {
        "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.99",
        "X-Forwarded-Prefix": "/evil", "X-Original-URL": "/evil", "X-Host": "evil.example", "Forwarded": "host=evil.example",
    }  # fmt: skip
    answer = client.post("/vi/reset", data={"login": "firm@demo.example", **tokens_of(client)}, headers=forged)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/reset?sent=1")
    assert re.fullmatch(r"/vi/account/reset/[A-Za-z0-9_-]{43}", link(site, "firm@demo.example", "reset"))
    page = client.get("/vi/sign-in", headers=forged)
    assert "evil" not in page.text + str(page.headers)
    for host in ("evil.example", "localhost.evil.example", "localhost:80@evil.example", "localhost evil.example"):
        before = held(site)
        refused = client.post(
            "/vi/reset", data={"login": "firm@demo.example", **tokens_of(client)}, headers={"Host": host}
        )
        assert refused.status_code == 400
        assert held(site) == before
