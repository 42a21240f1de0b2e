"""The blueprint of the order pages, which several modules put their routes on."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("orders", __name__)
