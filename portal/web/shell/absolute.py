"""The full address of a page, for those who are elsewhere: search engines, feed readers, facts for machines."""

from __future__ import annotations

from urllib.parse import quote

from flask import current_app, request

from portal.shared.locales import LOCALES, SOURCE, Locale
from portal.web.shell.locale import current_locale, other_locales

PAGE = "page"


def site_url() -> str:
    """Where the site is, by its settings and not by what a request claims: `https://example.vn`, no slash behind."""
    return str(current_app.extensions["settings"].site_url).rstrip("/")


def absolute(path: str) -> str:
    """The full address of a path of this site, in the signs that an address may hold: a path may bring any other."""
    return site_url() + quote(path, safe="%/?#=&:@,;+!$'()*~")


def canonical() -> str:
    """The one full address of this page: without what was typed, a later page of a list for itself."""
    page = request.args.get(PAGE, "")
    return absolute(request.path + (f"?{PAGE}={page}" if page.isascii() and page.isdigit() and page != "1" else ""))


def alternates() -> list[tuple[str, str]]:
    """This page in every language, and in the language of whoever speaks none of them: for search engines."""
    found: dict[Locale, str] = {current_locale(): request.full_path.rstrip("?"), **dict(other_locales())}
    own = [(code, absolute(found[code])) for code in LOCALES if code in found]
    return [*own, ("x-default", absolute(found.get(SOURCE, f"/{SOURCE}/")))]
