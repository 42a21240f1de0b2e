"""The sitemap: every public page in both languages, each naming the other, and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from portal.shared.locales import LOCALES, SOURCE
from portal.web.data.addresses import Address
from portal.web.shell.absolute import absolute

_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def index(parts: Iterable[tuple[str, date]]) -> str:
    """The list of the parts (path, last change)."""
    rows = (f"<sitemap><loc>{escape(absolute(path))}</loc><lastmod>{day}</lastmod></sitemap>\n" for path, day in parts)
    return f'{_HEAD}<sitemapindex xmlns="{_MAPS}">\n{"".join(rows)}</sitemapindex>\n'


def part(addresses: Iterable[Address]) -> str:
    """One part: each page once in each language."""
    rows = "".join(_page(address, code) for address in addresses for code in LOCALES)
    return f'{_HEAD}<urlset xmlns="{_MAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{rows}</urlset>\n'


def _page(address: Address, code: str) -> str:
    said = [*((other, other) for other in LOCALES), ("x-default", SOURCE)]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href={quoteattr(absolute(f"/{other}/{address.path}"))}/>'
        for name, other in said
    )
    loc = escape(absolute(f"/{code}/{address.path}"))
    return f"<url><loc>{loc}</loc><lastmod>{address.changed}</lastmod>{links}</url>\n"
