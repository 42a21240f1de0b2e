"""Blueprints of the two entrances: pages under /vi/ and /en/, read-only JSON under /api/v1/."""

from __future__ import annotations

from flask import Blueprint

from portal.shared.locales import LOCALES

PAGES_PREFIX = f"/<any({', '.join(LOCALES)}):locale>"
API_PREFIX = "/api/v1"


def page_blueprint(room: str, import_name: str) -> Blueprint:
    """The pages of a room; the locale is taken from the path before the view is called."""
    return Blueprint(room, import_name, url_prefix=PAGES_PREFIX)


def api_blueprint(room: str, import_name: str) -> Blueprint:
    """The JSON of a room; stateless: no session, no CSRF token, errors as problem+json."""
    return Blueprint(f"api_{room}", import_name, url_prefix=API_PREFIX)
