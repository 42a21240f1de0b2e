"""Whose address a request has: what a trusted proxy says, and never what a client says of itself."""

from dataclasses import replace

import pytest
from flask import request

from portal.app import create_app
from portal.config import Settings
from portal.web.shell.guards import PUBLIC, guard

CLAIMED = "198.51.100.7, 203.0.113.9"
"""What a client claimed, then what the nearest proxy saw."""


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7")])
def test_only_as_many_hops_are_believed_as_are_trusted(settings: Settings, proxies: int, address: str) -> None:
    app = create_app(replace(settings, proxies=proxies))
    app.add_url_rule(
        "/whence", "whence", guard(PUBLIC)(lambda: f"{request.remote_addr} {request.host} {request.scheme}")
    )
    forged = {"X-Forwarded-For": CLAIMED, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert app.test_client().get("/whence", headers=forged).text == f"{address} localhost http"
