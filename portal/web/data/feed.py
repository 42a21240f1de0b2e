"""The Atom feed: which pages changed last, what on them was looked at and since when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from flask_babel import gettext as _

from portal.content.places import Place
from portal.content.rules import is_figure, walk
from portal.shared.clock import VIETNAM
from portal.shared.locales import LOCALES, pick
from portal.web.shell.absolute import absolute, site_url
from portal.web.shell.wording import day

LONGEST = 60
"""Entries: the newest changes; whoever reads seldom finds the rest on the pages."""


def atom(places: Iterable[Place], locale: str) -> str:
    """The feed in one language, newest first, then by path."""
    newest = sorted(places, key=lambda place: (-place.changed.toordinal(), place.path))[:LONGEST]
    updated = _moment(max(place.changed for place in newest))
    here = absolute(f"/{locale}/feed.atom")
    others = "".join(
        f'<link rel="alternate" hreflang="{code}" type="application/atom+xml" href={quoteattr(absolute(f"/{code}/feed.atom"))}/>'
        for code in LOCALES
        if code != locale
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{locale}">\n'
        f"<id>{escape(here)}</id><title>{escape(_('Bến Về: số liệu và quy định mới xem lại'))}</title>"
        f'<updated>{updated}</updated><link rel="self" href={quoteattr(here)}/>{others}'
        f'<link rel="alternate" type="text/html" href={quoteattr(absolute(f"/{locale}/"))}/>'
        f"<author><name>Bến Về</name><uri>{escape(site_url())}</uri></author>\n"
    )
    return head + "".join(_entry(place, locale) for place in newest) + "</feed>\n"


def _entry(place: Place, locale: str) -> str:
    address = absolute(f"/{locale}/{place.path}")
    name = urlsplit(address).hostname or "benve"
    return (
        f"<entry><id>tag:{name},2026:/{locale}/{escape(place.path)}</id><title>{escape(pick(place.title, locale))}</title>"
        f"<updated>{_moment(place.changed)}</updated><link href={quoteattr(address)}/>"
        f"<summary>{escape(_summary(place))}</summary></entry>\n"
    )


def _summary(place: Place) -> str:
    """When what stands there was last checked, and since when the newest of it holds."""
    figures = [node for _path, node in walk(place.node) if is_figure(node)]
    since = sorted(
        {str(node["effective"]) for node in figures if len(str(node.get("effective", ""))) == len("2026-01-01")}
    )
    said = _("Xem lại lần cuối %(day)s.", day=day(place.changed))
    if since:
        said += " " + _("Quy định mới nhất ở đây có hiệu lực từ %(day)s.", day=day(since[-1]))
    return str(said)


def _moment(value: date) -> str:
    return datetime.combine(value, time(), VIETNAM).isoformat()
