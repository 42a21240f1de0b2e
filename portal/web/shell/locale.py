"""Which language a request is answered in: the path decides, then the cookie, then what the browser asks for."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, g, request, url_for
from flask_babel import Babel

from portal.shared.locales import LOCALES, SOURCE, Locale, as_locale

COOKIE = "locale"
_YEAR = 365 * 24 * 3600


def current_locale() -> Locale:
    """The language of this request: the path's, also where no such page exists; JSON is Vietnamese; else the preference."""
    chosen: Locale | None = getattr(g, "locale", None) or as_locale(request.path.strip("/").split("/")[0])
    if chosen:
        return chosen
    return SOURCE if request.path.startswith("/api/") else preferred_locale()


def preferred_locale() -> Locale:
    """What `/` sends a reader to: the language chosen before, else the browser's, else Vietnamese."""
    if kept := as_locale(request.cookies.get(COOKIE)):
        return kept
    for code, _quality in request.accept_languages:
        if found := as_locale(code.split("-")[0].lower()):
            return found
    return SOURCE


def other_locales() -> list[tuple[Locale, str]]:
    """The other languages and the address of this very page in each."""
    codes = [code for code in LOCALES if code != current_locale()]
    return [(code, _same_page(code)) for code in codes]


def remember(response: Response, code: Locale) -> Response:
    """Keep the chosen language in a cookie; it says nothing about who chose."""
    secure = current_app.extensions["settings"].https
    response.set_cookie(COOKIE, code, max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def asked_again() -> dict[str, Any]:
    """What the address of this request asks, to make an address like it: never the language, nor a word that `url_for`
    itself obeys (`_scheme`, `_external`, …), which anybody could write into an address.
    """
    asked = request.args.to_dict(flat=False)
    own = {name: values for name, values in asked.items() if name != "locale" and not name.startswith("_")}
    return {**own, **(request.view_args or {})}


def _same_page(code: Locale) -> str:
    if request.endpoint is None or not request.path.startswith(tuple(f"/{known}/" for known in LOCALES)):
        return f"/{code}/"
    opens = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    if not opens:  # a form shown again where it was sent to
        return f"/{code}/"
    return url_for(request.endpoint, **{**asked_again(), "locale": code})


def speak(app: Flask) -> None:
    """Take the locale from the path and give it to every address made."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.extensions["settings"].translations_dir)
    app.config["BABEL_DEFAULT_LOCALE"] = SOURCE
    Babel(app, locale_selector=current_locale)

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "locale" in values:
            g.locale = as_locale(values.pop("locale"))

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "locale" not in values and app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values["locale"] = current_locale()
