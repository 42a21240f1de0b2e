"""A real SMTP server on loopback that keeps what it is given, and refuses or breaks off as it is told."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from flask import Flask


@dataclass
class Box:
    """What arrived (envelope sender, recipients, letter), and what the server answers to the next letters."""

    port: int = 0
    arrived: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    on_recipient: dict[str, str] = field(default_factory=dict)
    on_data: list[str] = field(default_factory=list)
    slow: float = 0.0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.on_recipient.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.slow)
        answer = self.on_data.pop(0) if self.on_data else "250 OK"
        if answer == "break before":
            server.transport.abort()
            return "451"
        if answer.startswith("250") or answer == "break after":
            message = message_from_bytes(envelope.content or b"", policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.arrived.append((envelope.mail_from or "", list(envelope.rcpt_tos), message))
            self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        if answer == "break after":
            server.transport.abort()
            return "451"
        return answer


class FreePort(Controller):
    """A server on whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def serve() -> Iterator[Callable[..., Box]]:
    """Start servers with aiosmtpd's options; they stop at the end."""
    running: list[Controller] = []

    def start(**options: Any) -> Box:
        box = Box()
        controller = FreePort(box, hostname="127.0.0.1", port=0, server_hostname="test.invalid", **options)
        controller.start()
        running.append(controller)
        box.port = controller.port
        return box

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def box(serve: Callable[..., Box]) -> Box:
    """A plain server."""
    return serve()


def sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """The name and password that the test server knows."""
    known = (data.login, data.password) == (b"portal", b"p@ss word")
    return AuthResult(success=known, handled=known)  # not handled: the server says 535 itself


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for 127.0.0.1: the server's context, and that of a client which trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    file: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())


@pytest.fixture
def room(app: Flask) -> Flask:
    """The app with its settings at work."""
    return app
