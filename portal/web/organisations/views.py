"""The pages of organisations: one's own, and the moderators' queue."""

from __future__ import annotations

from portal.web.shell.blueprints import page_blueprint

blueprint = page_blueprint("organisations", __name__)
