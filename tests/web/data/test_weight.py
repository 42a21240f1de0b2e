"""How much each public page costs a phone: the first view with style, icon and script, and every later one; nobody else is asked."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.data.walk import WALK, pages_of

pytestmark = WALK
FIRST, LATER = 50 * 1024, 20 * 1024
HEAD = 1200
"""Bytes of headers, about, of one answer."""
LOADS = re.compile(r'<(?:script|img|link rel="(?:stylesheet|icon|manifest)")[^>]*?(?:src|href)="([^"]+)"')
PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_page_is_light_and_asks_nobody_else(site: Flask, locale: str) -> None:
    client = FlaskClient(site, site.response_class)
    sizes: dict[str, int] = {}
    heavy = []
    for path, page in pages_of(site, locale):
        files = LOADS.findall(page)
        assert files, path
        assert all(file.startswith("/static/") for file in files), path
        for file in files:
            if file not in sizes:
                sizes[file] = HEAD + len(client.get(file, headers=PACKED).data)
        later = HEAD + len(client.get(path, headers=PACKED).data)
        first = later + sum(sizes[file] for file in dict.fromkeys(files))
        if first > FIRST or later > LATER:
            heavy.append(f"{path}: first {first}, later {later}")
    assert heavy == []
