"""Every page that the sitemap lists, fetched and read once in each test process.

Tests that walk them all stand in one group (`WALK`), so that one process does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.addresses import PAGES
from tests.web.provenance import bare_figures, poor_evidence, read
from tests.web.strict import X

WALK = pytest.mark.xdist_group("walk")
LOC = re.compile(r"<loc>([^<]+)</loc>")


@dataclass(frozen=True)
class Judged:
    """What a reading of one page found; the tree itself is too large to keep."""

    path: str
    canonical: str
    bare: list[str]
    poor: list[str]


@lru_cache(maxsize=1)
def paths_of(site: Flask) -> tuple[str, ...]:
    """The path of every address in the sitemap, through its index."""
    parts = [urlsplit(address).path for address in LOC.findall(fetch(site, "/sitemap.xml")[1])]
    return tuple(urlsplit(address).path for part in parts for address in LOC.findall(fetch(site, part)[1]))


@cache
def fetch(site: Flask, path: str) -> tuple[int, str]:
    """The status and the text of this address, as a reader who is not signed in gets it."""
    answer = FlaskClient(site, site.response_class).get(path)
    return answer.status_code, answer.text


@lru_cache(maxsize=2)
def pages_of(site: Flask, locale: str) -> tuple[tuple[str, str], ...]:
    """(path, HTML) of every page of the sitemap in one language, and of the filled-in ones of the route table."""
    listed = walked(site, locale)
    asked = [f"/{locale}{route.address}" for route in PAGES if "?" in route.address]
    return tuple((path, fetch(site, path)[1]) for path in dict.fromkeys([*listed, *asked]))


@lru_cache(maxsize=2)
def walked(site: Flask, locale: str) -> tuple[str, ...]:
    """Every path of the sitemap in this language; of pages that are alike a part."""
    mine = [path for path in paths_of(site) if path.startswith(f"/{locale}/")]
    alike = [path for path in mine if ALIKE.match(path)]
    return tuple(sorted({*mine} - {*alike[12:]} | {*alike[::PART]}))


ALIKE = re.compile(r"/\w\w/(firms|skills|certificates)/.")
"""Hundreds of pages of one template each: every PARTth is looked at. `flask check-content` looks at every row behind them."""
PART = 16


@lru_cache(maxsize=2)
def judged(site: Flask, locale: str) -> tuple[Judged, ...]:
    """Each of these pages, read once."""
    found = []
    for path, page in pages_of(site, locale):
        root = read(page)
        canonical = next((e.get("href", "") for e in root.iter(X + "link") if e.get("rel") == "canonical"), "")
        found.append(Judged(path, urlsplit(canonical).path, bare_figures(root), poor_evidence(root)))
    return tuple(found)
