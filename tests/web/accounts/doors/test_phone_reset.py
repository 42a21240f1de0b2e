"""A new password by a code on the phone, by the pages; without a gateway the pages promise no message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.mail.gateway import HttpGateway
from portal.mail.service import send_texts
from portal.shared.clock import now
from tests.mail.test_gateway import Fake, gateway
from tests.web.accounts.doors.conftest import is_signed_in
from tests.web.people import PASSWORD, fill, visitor

__all__ = ["gateway"]
PHONE, NEW = "0905 271 828", "một mật khẩu khác hẳn"


@pytest.fixture
def texting(site: Flask, gateway: Fake) -> Iterator[Fake]:
    """The site reaches phones, through the gateway."""
    before = site.extensions["settings"]
    site.extensions["settings"] = replace(before, sms_url=gateway.url)
    yield gateway
    site.extensions["settings"] = before


def test_from_the_forgotten_password_to_signing_in(site: Flask, texting: Fake) -> None:
    assert fill(visitor(site), "/vi/sign-up", login=PHONE, password=PASSWORD, role="returnee").status_code == 200
    client = visitor(site)
    assert "tới điện thoại, một mã" in client.get("/vi/reset").text
    answer = fill(client, "/vi/reset", login=PHONE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/reset/code?sent=1")
    assert "Hãy xem tin nhắn trên điện thoại" in client.get("/vi/reset/code?sent=1").text
    unknown = fill(visitor(site), "/vi/reset", login="0905 271 829")
    assert (unknown.status_code, unknown.headers["Location"]) == (303, "/vi/reset/code?sent=1"), "the same answer"
    with site.app_context():
        send_texts(HttpGateway(texting.url), now())
    assert [body["to"] for _, _, body in texting.given] == ["+84905271828"]
    code = next(word for word in texting.texts[0].replace(",", " ").split() if word.isdigit() and len(word) == 6)
    wrong = fill(client, "/vi/reset/code", login=PHONE, code="000000" if code != "000000" else "000001", new=NEW)
    assert wrong.status_code == 422
    assert "Mã không đúng, đã dùng rồi hoặc đã hết hạn" in wrong.text
    assert fill(client, "/vi/reset/code", login=PHONE, code=code, new=NEW).status_code == 303
    assert fill(client, "/vi/sign-in", login=PHONE, password=NEW).status_code == 303
    assert is_signed_in(client)


def test_an_address_still_gets_a_link(site: Flask, texting: Fake) -> None:
    answer = fill(visitor(site), "/vi/reset", login="nobody.at.all@benve.example")
    assert answer.headers["Location"] == "/vi/reset?sent=1"


def test_without_a_gateway_no_message_is_promised(site: Flask) -> None:
    client = visitor(site)
    assert "chúng tôi không gửi tin nhắn" in client.get("/vi/sign-up").text
    for path in ("/vi/reset", "/vi/reset/code?sent=1"):
        assert "tin nhắn" not in client.get(path).text
    assert fill(client, "/vi/reset", login="0905 271 830").headers["Location"] == "/vi/reset?sent=1"
