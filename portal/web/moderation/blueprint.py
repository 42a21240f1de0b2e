"""The blueprint of moderation."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("moderation", __name__)
