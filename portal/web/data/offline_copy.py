"""What a phone keeps for when it has no network: first the few pages that matter in trouble, later the rest of the content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from flask import current_app, url_for

from portal.content import service as content
from portal.shared.locales import LOCALES
from portal.shared.messages import Message, message
from portal.web.data.addresses import of_content
from portal.web.shell.assets import asset

FIRST = {
    "": message("Trang chủ"),
    "sos": message("SOS: gọi ai khi gặp nạn"),
    "rights": message("Quyền của bạn ở từng bước"),
    "warnings": message("Mánh lừa cần biết"),
    "fees": message("Các khoản được và không được thu"),
    "markets": message("Thị trường"),
    "lessons": message("Bài học trước khi đi"),
    "procedures": message("Thủ tục từng bước"),
}
"""Kept by everybody who opens any page: about 60 kB in one language."""
LATER = ("sos/", "markets/", "warnings/", "lessons/", "procedures/", "fees/", "pages/")
"""What begins like this follows on a line that is neither slow nor paid by the byte."""


def first(locale: str) -> list[str]:
    """The addresses of the pages kept first in this language, those that exist."""
    return [address for _name, address in named(locale)]


def named(locale: str) -> list[tuple[Message, str]]:
    """The same with their names."""
    known = {address.path for address in of_content()}
    return [(name, f"/{locale}/{path}") for path, name in FIRST.items() if path in known]


def later(locale: str) -> list[str]:
    """The addresses of all further pages kept."""
    return [f"/{locale}/{address.path}" for address in of_content() if address.path.startswith(LATER)]


def script() -> str:
    """The service worker: its own text below the version and the lists."""
    kept = {
        "first": [path for code in LOCALES for path in first(code)],
        "later": [path for code in LOCALES for path in later(code)],
        "shell": [
            asset("site.css"),
            asset("offline.js"),
            asset("icon.svg"),
            *(url_for("data.offline", locale=c) for c in LOCALES),
        ],
    }
    body = (Path(current_app.static_folder or "") / "sw.js").read_text(encoding="utf-8")
    lists = json.dumps(kept)
    version = hashlib.sha256(f"{body}{lists}{content.last_updated()}".encode()).hexdigest()[:12]
    return f'const VERSION = "{version}";\nconst KEPT = {lists};\n{body}'
