"""The blueprint of meetings, which both sides put their routes on."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("meetings", __name__)
EMPTY: frozenset[str] = frozenset()
REPORT = frozenset({"why", "report"})
"""The fields of a report, of either side."""
