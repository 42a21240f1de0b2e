"""Open vacancies as JSON."""

from __future__ import annotations

from typing import Any

from portal.web.shell.blueprints import api_blueprint

blueprint = api_blueprint("jobs", __name__)

PATHS: dict[str, Any] = {}
SCHEMAS: dict[str, Any] = {}
