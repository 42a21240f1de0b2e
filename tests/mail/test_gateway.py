"""Messages to phones, through the outbox and a real gateway on loopback: one each, sealed at rest, never in clear elsewhere."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from portal.config import ConfigurationError, Settings
from portal.mail.gateway import FolderGateway, HttpGateway, gateway_of
from portal.mail.models import OutboxLetter
from portal.mail.rules.letters import BadLetter
from portal.mail.rules.short import LONGEST, write_short
from portal.mail.service import Sent, enqueue, enqueue_text, send_due, send_texts, texts_go_out
from portal.mail.texts import get_short, shorts
from portal.mail.transport import SmtpTransport
from portal.shared.locales import LOCALES
from portal.storage.db import db
from tests.house.test_config import SECRET
from tests.mail.conftest import Box

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
PHONE = "+84912345678"


@dataclass
class Fake:
    """What the gateway was given, and the statuses that it answers next."""

    port: int = 0
    given: list[tuple[str, str | None, dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://benve:p%40ss@127.0.0.1:{self.port}/send"

    @property
    def texts(self) -> list[str]:
        return [body["text"] for _, _, body in self.given]


@pytest.fixture
def gateway() -> Iterator[Fake]:
    """A gateway that takes messages on loopback."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.given.append((self.path, self.headers["Authorization"], body))
            self.send_response(fake.answers.pop(0) if fake.answers else 202)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield fake
    server.shutdown()
    server.server_close()


def queue(kind: str = "reset_code") -> None:
    with time_machine.travel(NOW, tick=False):
        enqueue_text(PHONE, kind, "vi", {"digits": "271828"})
    db.session.commit()


def rows() -> list[OutboxLetter]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxLetter)))


def test_a_message_arrives_once_and_its_row_is_gone(room: Flask, gateway: Fake) -> None:
    queue()
    ref = rows()[0].ref
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent(sent=1)
    (path, login, body) = gateway.given[0]
    assert path == "/send"
    assert login == "Basic " + base64.b64encode(b"benve:p@ss").decode()
    assert body == {"to": PHONE, "text": write_short(get_short("reset_code"), "vi", {"digits": "271828"}), "id": ref}
    assert "271828" in body["text"]
    assert rows() == []
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent()
    assert len(gateway.given) == 1


def test_one_that_goes_nowhere_takes_its_turn(room: Flask, gateway: Fake) -> None:
    queue("reset_code_unknown")
    assert len(rows()) == 1
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent()
    assert (rows(), gateway.given) == ([], [])


def test_letters_and_messages_do_not_take_each_others_way(room: Flask, gateway: Fake, box: Box) -> None:
    queue()
    with time_machine.travel(NOW, tick=False):
        enqueue("an@example.vn", "password_changed", "vi", {})
    db.session.commit()
    assert send_due(SmtpTransport(box.url), NOW) == Sent(sent=1)
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent(sent=1)
    assert (len(box.arrived), len(gateway.given)) == (1, 1)


def test_nothing_at_rest_says_to_whom_or_what(room: Flask) -> None:
    queue()
    stored = str(db.session.execute(text("SELECT * FROM mail_outbox")).all())
    assert "271828" not in stored
    assert "912345678" not in stored


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_gateway_that_cannot_now_is_asked_again_under_the_same_id(room: Flask, gateway: Fake, status: int) -> None:
    queue()
    gateway.answers = [status]
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent(later=1)
    assert send_texts(HttpGateway(gateway.url), NOW + timedelta(minutes=1)) == Sent(sent=1)
    assert len({body["id"] for _, _, body in gateway.given}) == 1


@pytest.mark.parametrize("status", [302, 400, 401, 404])
def test_one_that_refuses_is_not_asked_again_nor_followed(room: Flask, gateway: Fake, status: int) -> None:
    queue()
    gateway.answers = [status]
    assert send_texts(HttpGateway(gateway.url), NOW) == Sent(given_up=1)
    assert (rows()[0].recipient, rows()[0].said, rows()[0].note) == (None, None, f"http {status}")
    assert len(gateway.given) == 1


def test_a_gateway_away_costs_no_try(room: Flask, gateway: Fake) -> None:
    queue()
    assert send_texts(HttpGateway("http://127.0.0.1:1/send"), NOW) == Sent(unreachable=True)
    assert rows()[0].tries == 0
    assert send_texts(HttpGateway(gateway.url), NOW + timedelta(minutes=1)) == Sent(sent=1)


@pytest.mark.parametrize(("seconds", "sent"), [(-1, 1), (0, 0)])
def test_a_code_that_is_dead_is_not_sent(room: Flask, gateway: Fake, seconds: int, sent: int) -> None:
    queue()
    send_texts(HttpGateway(gateway.url), NOW + timedelta(minutes=10, seconds=seconds))
    assert len(gateway.given) == sent


@pytest.mark.parametrize("kind", [name for name, each in shorts().items() if each.sent])
@pytest.mark.parametrize("locale", LOCALES)
def test_each_message_is_one_message_of_plain_letters(kind: str, locale: Any) -> None:
    digits = {"digits": "1234567890"} if get_short(kind).values else {}
    said = write_short(get_short(kind), locale, digits)
    assert len(said) <= LONGEST
    assert said.isascii()
    assert all(value in said for value in digits.values())
    assert "http" not in said, "a link in a message is what thieves send"


@pytest.mark.parametrize("number", ["", "0912345678", "+0912345678", "+84", "+84 912", "+84912345678\n", "a@b.vn"])
def test_what_is_no_number_is_refused_and_not_repeated(room: Flask, number: str) -> None:
    with pytest.raises(BadLetter, match="phone number") as refused:
        enqueue_text(number, "reset_code", "vi", {"digits": "271828"})
    assert not number or number not in str(refused.value)


@pytest.mark.parametrize("digits", ["", "12a456", "1" * 11, "271828\nBcc", "%s"])
def test_only_digits_stand_in_a_message(room: Flask, digits: str) -> None:
    with pytest.raises(BadLetter):
        enqueue_text(PHONE, "reset_code", "vi", {"digits": digits})
    with pytest.raises(BadLetter):
        get_short("spam")


def test_off_unless_set_and_a_folder_only_while_developing(settings: Settings, room: Flask) -> None:
    assert settings.sms_url is None
    assert not texts_go_out()
    assert gateway_of(settings) is None
    folder = gateway_of(replace(settings, sms_url="folder:"))
    assert isinstance(folder, FolderGateway)
    folder.deliver("a-ref", PHONE, "271828")
    written = settings.state_dir / "outbox" / "a-ref.sms.txt"
    assert written.read_text(encoding="utf-8") == f"{PHONE}\n271828\n"
    assert written.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("url", ["https://sms.example/send", "https://a:b@sms.example:8443/", "http://127.0.0.1:9/x"])
def test_gateways_that_may_be_set(url: str, tmp_path: Any) -> None:
    values = {"SECRET_KEY": SECRET, "SMS_URL": url, "PORTAL_STATE_DIR": str(tmp_path)}
    assert Settings.from_environment(values).sms_url == url


@pytest.mark.parametrize(
    "url",
    [
        "folder:",
        "http://sms.example/",
        "sms.example",
        "ftp://x/",
        "https://",
        "https://a/?to=x",
        "https://[/",
        "https://a/ b",
    ],
)
def test_gateways_that_may_not(url: str, tmp_path: Any) -> None:
    values = {"SECRET_KEY": SECRET, "SMS_URL": url, "PORTAL_STATE_DIR": str(tmp_path)}
    with pytest.raises(ConfigurationError, match="SMS_URL"):
        Settings.from_environment(values)
