"""The blueprint of people's data, which persons, staff and everybody have their routes on."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("privacy", __name__)
EMPTY: frozenset[str] = frozenset()
