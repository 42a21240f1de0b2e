"""The blueprint of the questions to firms, which both sides put their routes on."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("enquiries", __name__)
