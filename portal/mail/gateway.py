"""How a message to a phone leaves the house: to a gateway over HTTP, or into a folder on a developer's machine.

The gateway of SMS_URL is asked once for each message: POST with JSON `{"to": "+84…", "text": "…", "id": "…"}` and, where
the URL names a user, HTTP basic authentication. `id` is the same on every try, by which a gateway tells a repetition. 2xx:
taken. 408, 429, 5xx: later. Any other answer: refused for good. It is never followed elsewhere.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.config import Settings
from portal.mail.transport import TIMEOUT_SECONDS, Refused, TryLater, Unreachable

_LATER = (408, 429)


class Gateway(Protocol):
    """Takes messages away."""

    def deliver(self, ref: str, number: str, text: str) -> None:
        """Hand over one message; raises Refused, TryLater or Unreachable."""


class HttpGateway:
    """One gateway, by a URL that the settings have checked."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._tls, self._host, self._port = parts.scheme == "https", parts.hostname or "localhost", parts.port
        self._path = parts.path or "/"
        self._headers = {"Content-Type": "application/json"}
        if parts.username:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()

    def deliver(self, ref: str, number: str, text: str) -> None:
        """Hand over one message on a line of its own."""
        make = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
        line = make(self._host, self._port, timeout=TIMEOUT_SECONDS)
        try:
            line.connect()
        except OSError as error:
            raise Unreachable(type(error).__name__) from None
        try:
            line.request("POST", self._path, json.dumps({"to": number, "text": text, "id": ref}), self._headers)
            status = line.getresponse().status
        except (http.client.HTTPException, OSError) as error:
            raise TryLater(type(error).__name__) from None
        finally:
            line.close()
        if status in _LATER or status >= 500:
            raise TryLater(f"http {status}")
        if not 200 <= status < 300:
            raise Refused(f"http {status}")


class FolderGateway:
    """Writes each message to a file: for a developer's machine. Never in production."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, ref: str, number: str, text: str) -> None:
        """Write the message to `<ref>.sms.txt`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{ref}.sms.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{number}\n{text}\n")


def gateway_of(settings: Settings) -> Gateway | None:
    """How this installation reaches phones: by SMS_URL (`folder:` writes into `<state>/outbox`); None where it does not."""
    if not settings.sms_url:
        return None
    return (
        FolderGateway(settings.state_dir / "outbox") if settings.sms_url == "folder:" else HttpGateway(settings.sms_url)
    )
