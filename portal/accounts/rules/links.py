"""Where one-use links lead: the paths that letters, commands and pages agree on."""

from __future__ import annotations

from portal.shared.locales import Locale

PATHS = {
    "confirm": "/{locale}/account/confirm/{token}",
    "reset": "/{locale}/account/reset/{token}",
    "email_change": "/{locale}/account/email/{token}",
    "invitation": "/{locale}/account/invitation/{token}",
}


def link_path(purpose: str, locale: Locale, token: str) -> str:
    """The path of a one-use link on this site, without the site's own address."""
    return PATHS[purpose].format(locale=locale, token=token)
