"""The pages of employers' own vacancies and of their moderation. The composition root registers them from here."""

from __future__ import annotations

from portal.web.posting import blueprint as place
from portal.web.posting import desk_views, import_views, mine_views

PARTS = (import_views, mine_views, desk_views)
"""Importing them puts their routes on the blueprint."""
blueprint = place.blueprint
