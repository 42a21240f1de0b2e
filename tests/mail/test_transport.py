"""Over the wire: encrypted where it must be, signed in where asked, and never in clear instead."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.config import Settings
from portal.mail.transport import FolderTransport, Refused, SmtpTransport, TryLater, Unreachable, transport_of
from tests.mail.conftest import Box, sign_in

Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = "<hQ3xZt0@benve.vn>"
    message.set_content("Chào bạn")
    return message


def deliver(transport: SmtpTransport) -> None:
    transport.deliver(letter(), "no-reply@benve.vn", "an@example.vn")


def test_starttls_encrypts_and_needs_a_trusted_certificate(serve: Callable[..., Box], certificate: Contexts) -> None:
    server, client = certificate
    box = serve(tls_context=server, require_starttls=True)
    deliver(SmtpTransport(f"{box.url}?starttls=required", client))
    assert box.encrypted == [True]
    with pytest.raises(Unreachable, match="SSL"):
        deliver(SmtpTransport(f"{box.url}?starttls=required"))
    assert len(box.arrived) == 1


def test_a_server_without_starttls_gets_nothing_where_it_is_required(box: Box) -> None:
    with pytest.raises(Unreachable):
        deliver(SmtpTransport(f"{box.url}?starttls=required"))
    assert box.arrived == []


def test_tls_from_the_start(serve: Callable[..., Box], certificate: Contexts) -> None:
    server, client = certificate
    box = serve(ssl_context=server)
    deliver(SmtpTransport(f"smtps://127.0.0.1:{box.port}", client))
    assert box.encrypted == [True]
    with pytest.raises(Unreachable, match="SSL"):
        deliver(SmtpTransport(f"smtps://127.0.0.1:{box.port}"))


def test_the_name_and_password_of_the_url_sign_in(serve: Callable[..., Box], certificate: Contexts) -> None:
    server, client = certificate
    box = serve(tls_context=server, require_starttls=True, auth_required=True, authenticator=sign_in)
    where = f"127.0.0.1:{box.port}?starttls=required"
    deliver(SmtpTransport(f"smtp://portal:p%40ss%20word@{where}", client))
    assert len(box.arrived) == 1
    with pytest.raises(Unreachable) as refused:
        deliver(SmtpTransport(f"smtp://portal:wrong@{where}", client))
    assert "wrong" not in str(refused.value)
    with pytest.raises(Unreachable):
        deliver(SmtpTransport(f"smtp://{where}", client))
    assert len(box.arrived) == 1


def test_another_machine_is_only_reached_encrypted() -> None:
    for url, encrypted in {
        "smtp://mail.example.vn": True,
        "smtp://mail.example.vn?starttls=required": True,
        "smtp://mail.example.vn?starttls=off": False,
        "smtp://127.0.0.1:25": False,
        "smtp://localhost?starttls=required": True,
    }.items():
        assert SmtpTransport(url)._starttls is encrypted, url


def test_the_servers_answers_are_told_apart(box: Box) -> None:
    for answer, expected in {"550 no": Refused, "552 full": Refused, "450 busy": TryLater, "421 bye": TryLater}.items():
        box.on_recipient = {"an@example.vn": answer}
        with pytest.raises(expected, match=rf"^smtp {answer[:3]}$"):
            deliver(SmtpTransport(box.url))


def test_without_a_server_letters_wait_in_production_and_lie_in_a_folder_in_development(
    settings: Settings, tmp_path: Path
) -> None:
    assert transport_of(replace(settings, environment="production")) is None
    assert isinstance(transport_of(replace(settings, smtp_url="smtp://127.0.0.1")), SmtpTransport)
    folder = transport_of(replace(settings, state_dir=tmp_path))
    assert isinstance(folder, FolderTransport)
    folder.deliver(letter(), "no-reply@benve.vn", "an@example.vn")
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "hQ3xZt0.eml"
    assert (file.stat().st_mode & 0o777, (tmp_path / "outbox").stat().st_mode & 0o777) == (0o600, 0o700)
