"""Markets as read-only JSON: every figure with its state, source and dates."""

from __future__ import annotations

from typing import Any

from portal.web.shell.blueprints import api_blueprint

blueprint = api_blueprint("content", __name__)

PATHS: dict[str, Any] = {}
SCHEMAS: dict[str, Any] = {}
