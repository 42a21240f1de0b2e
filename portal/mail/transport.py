"""How a letter leaves the house: over SMTP, or, on a developer's machine without a server, into a folder.

SMTP cannot promise "exactly once": when the line breaks after the letter was handed over and before the server said so,
nobody knows. Such a letter is sent again under the same Message-ID, by which mailboxes tell that it is the same.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.config import LOOPBACK, Settings

TIMEOUT_SECONDS = 15.0


class Refused(Exception):
    """The server refuses this letter for good; the text is its code, never its words (they name the recipient)."""


class TryLater(Exception):
    """This letter was not taken now."""


class Unreachable(Exception):
    """No letter can be sent now: the server is away, or does not take us as a sender."""


class Transport(Protocol):
    """Takes letters away."""

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand over one letter; raises Refused, TryLater or Unreachable."""


class SmtpTransport:
    """One server, by URL: `smtp://` with STARTTLS (on loopback only when asked for), `smtps://` with TLS from the start."""

    def __init__(self, url: str, context: ssl.SSLContext | None = None) -> None:
        """`url` as checked by the settings; `context` decides which certificates are trusted."""
        parts = urlsplit(url)
        self._host = parts.hostname or "localhost"
        self._tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._tls else 25)
        local = self._host in (*LOOPBACK, "::1")
        self._starttls = not self._tls and (parts.query == "starttls=required" or not (local or parts.query))
        self._login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._context = context or ssl.create_default_context()

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Hand over one letter on a line of its own."""
        with self._line(sender.rpartition("@")[2]) as line:
            try:
                line.send_message(message, from_addr=sender, to_addrs=[recipient])
            except smtplib.SMTPRecipientsRefused as error:
                raise _answer(next(iter(error.recipients.values()))[0]) from None
            except smtplib.SMTPSenderRefused as error:
                raise Unreachable(f"smtp {error.smtp_code}") from None
            except smtplib.SMTPResponseException as error:
                raise _answer(error.smtp_code) from None
            except (smtplib.SMTPException, OSError) as error:
                raise TryLater(type(error).__name__) from None

    @contextmanager
    def _line(self, name: str) -> Iterator[smtplib.SMTP]:
        """A line to the server, encrypted and signed in as the URL says. How it closes no longer matters to a letter."""
        try:
            line = self._connect(name)
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(type(error).__name__) from None
        try:
            yield line
        finally:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()

    def _connect(self, name: str) -> smtplib.SMTP:
        if self._tls:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, name, timeout=TIMEOUT_SECONDS, context=self._context
            )
        else:
            line = smtplib.SMTP(self._host, self._port, name, timeout=TIMEOUT_SECONDS)
        try:
            if self._starttls:
                line.starttls(context=self._context)
            if self._login:
                line.login(*self._login)
        except BaseException:
            line.close()
            raise
        return line


class FolderTransport:
    """Writes each letter to a file: for a developer's machine, where one opens the link in it. Never in production."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Write the letter to `<Message-ID>.eml`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        with open(os.open(self._folder / f"{name}.eml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(message.as_bytes())


def transport_of(settings: Settings) -> Transport | None:
    """How this installation sends: by SMTP_URL; without one into `<state>/outbox` in development, and not at all in production."""
    if settings.smtp_url:
        return SmtpTransport(settings.smtp_url)
    return None if settings.production else FolderTransport(settings.state_dir / "outbox")


def _answer(code: int) -> Refused | TryLater:
    return Refused(f"smtp {code}") if 500 <= code < 600 else TryLater(f"smtp {code}")
