"""How fast one address may ask the JSON side: 1,000 requests a minute pass, beyond that it is told when to come again."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from portal.accounts.rules.origin import one_address
from portal.limits.leases import Leases
from portal.shared.clock import now
from portal.web.shell.blueprints import API_PREFIX

LEASE = 25
"""Requests that a process takes at once from the shared store; the policy `api.address` counts these."""


def keep_pace(app: Flask) -> None:
    """Refuse what comes too fast below /api/v1 before anything else is done for it; pages are not touched."""
    leases = Leases("api.address", LEASE)

    @app.before_request
    def _pace() -> None:
        if not request.path.startswith(f"{API_PREFIX}/"):
            return
        wait = leases.spend(one_address(request.remote_addr or ""), now())
        if wait:
            raise TooManyRequests(retry_after=wait)
