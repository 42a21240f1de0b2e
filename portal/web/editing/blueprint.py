"""The blueprint of the editors' desk and of the public log of changes."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("editing", __name__)
