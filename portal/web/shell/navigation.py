"""The way around the site: the main links, where the reader stands, and what every page needs from its shell."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from portal.content import service as content
from portal.shared.locales import LOCALES
from portal.storage.asked import not_counted
from portal.storage.installation import is_demo
from portal.web.shell.absolute import alternates, canonical
from portal.web.shell.assets import asset
from portal.web.shell.csrf import csrf_token
from portal.web.shell.facts import FOR_TEMPLATES
from portal.web.shell.guards import may_open
from portal.web.shell.links import link_to
from portal.web.shell.locale import current_locale, other_locales
from portal.web.shell.next_page import LONGEST, account_home

DEMO_AGE = 5.0
"""Seconds."""
_DEMO = "demo notice"
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True)
class Place:
    """One link of the main navigation; `current` marks the part of the site the reader is in."""

    label: str
    address: str
    current: bool


def main_places() -> list[Place]:
    """The links every reader may open, in the order of a worker's questions."""
    places = [
        (_("Kiểm tra công ty"), ("firms.check", "firms.register")),
        (_("Kiểm tra giá"), ("fees.quote", "fees.rules")),
        (_("Thị trường"), ("content.markets",)),
        (_("Việc khi về nước"), ("jobs.vacancies", "jobs.people")),
    ]
    found = []
    for label, endpoints in places:
        addresses = [url_for(endpoint) for endpoint in endpoints]
        current = any(request.path == address or request.path.startswith(address + "/") for address in addresses)
        found.append(Place(label, addresses[0], current))
    return found


def account_place() -> Place:
    """The link in the header, the same for everybody: to one's account, which asks who comes signed out to sign in."""
    address = account_home()
    return Place(_("Tài khoản"), address, request.path == address or request.path.startswith(address + "/"))


def own_places() -> list[Place]:
    """The parts of the site for who is signed in: only what is built, and only what this reader may open."""
    places = [
        (_("Tài khoản của tôi"), "desk.account"),
        (_("Các nơi đang đăng nhập"), "desk.sessions"),
        (_("Nhật ký của tôi"), "desk.log"),
        (_("Tổ chức của tôi"), "organisations.mine"),
        (_("Tổ chức chờ duyệt"), "organisations.queue"),
        (_("Tìm một tài khoản"), "desk.persons"),
        (_("Nhân viên"), "desk.staff"),
    ]
    shown = [(label, url_for(name)) for label, name in places if name in current_app.view_functions and may_open(name)]
    return [Place(label, address, request.path == address) for label, address in shown]


def switch_to(code: str, address: str) -> str:
    """The link of the language switch: the choice is remembered on the way, so that pages themselves set no cookie."""
    return url_for("root.choose", code=code, to=address) if len(address) <= LONGEST else address


def shows_demo() -> bool:
    """Whether pages say that firms and persons here are invented. In production asked once in a few seconds, not each time."""
    settings, known = current_app.extensions["settings"], current_app.extensions.get(_DEMO)
    if known is None or not settings.production or time.monotonic() > known[1] + DEMO_AGE:
        with not_counted():
            known = (is_demo(), time.monotonic())
        current_app.extensions[_DEMO] = known
    return bool(known[0])


def guide_templates(app: Flask) -> None:
    """Give the shell's values to every template."""

    @app.context_processor
    def _shell() -> dict[str, Any]:
        return {
            "locale": current_locale(),
            "locales": LOCALES,
            "language_names": LANGUAGE_NAMES,
            "other_locales": other_locales,
            "switch_to": switch_to,
            "main_places": main_places,
            "account_place": account_place,
            "own_places": own_places,
            "csrf_token": csrf_token,
            "link_to": link_to,
            "asset": asset,
            "canonical": canonical,
            "alternates": alternates,
            **FOR_TEMPLATES,
            "data_date": content.last_updated,
            "is_demo": shows_demo,
        }
