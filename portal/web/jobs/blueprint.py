"""The blueprint of the pages of work at home, which several modules put their routes on."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("jobs", __name__)
