"""Where a thing of each kind has its page: the one place that turns a kind and an id into an address."""

from __future__ import annotations

from portal.shared.text import slug
from portal.web.shell.locale import current_locale

# Below /vi/ or /en/. A page's id is its path ("markets/jp", "fees/service-general", "pages/privacy").
_PLACES = {
    "page": "{id}",
    "firm": "firms/{id}",
    "vacancy": "jobs/{id}",
    "document": "documents/{id}",
    "order": "orders/{id}",
}


def link_to(kind: str, ident: str, locale: str | None = None) -> str | None:
    """The address of this thing in a language (the reader's by default), or None where its kind has no page of its own."""
    place = _PLACES.get(kind)
    name = slug(ident) if kind == "order" else ident  # a reference may hold any sign
    return f"/{locale or current_locale()}/{place.format(id=name)}" if place else None
