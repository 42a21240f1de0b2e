"""Every page that the sitemap lists, fetched once in each test process."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from tests.web.addresses import PAGES

LOC = re.compile(r"<loc>([^<]+)</loc>")


def paths_of(site: Flask) -> list[str]:
    """The path of every address in the sitemap, through its index."""
    client = FlaskClient(site, site.response_class)
    parts = [urlsplit(address).path for address in LOC.findall(client.get("/sitemap.xml").text)]
    return [urlsplit(address).path for part in parts for address in LOC.findall(client.get(part).text)]


@lru_cache(maxsize=2)
def pages_of(site: Flask, locale: str) -> tuple[tuple[str, str], ...]:
    """(path, HTML) of every page of the sitemap in one language, and of the filled-in ones of the route table."""
    client = FlaskClient(site, site.response_class)
    listed = [path for path in paths_of(site) if path.startswith(f"/{locale}/") and not FIRM.match(path)]
    firms = [path for path in paths_of(site) if path.startswith(f"/{locale}/") and FIRM.match(path)][:12]
    asked = [f"/{locale}{route.address}" for route in PAGES if "?" in route.address]
    return tuple((path, client.get(path).text) for path in dict.fromkeys([*listed, *firms, *asked]))


FIRM = re.compile(r"/\w\w/firms/.")
"""Five hundred pages of one template with invented firms: a dozen is enough."""
