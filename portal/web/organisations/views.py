"""The pages of organisations: one's own, and the moderators' queue. The composition root registers them from here."""

from __future__ import annotations

from portal.web.organisations import blueprint as place
from portal.web.organisations import desk_views, evidence_views, member_views, mine_views

PARTS = (mine_views, member_views, evidence_views, desk_views)
"""Importing them puts their routes on the blueprint."""
blueprint = place.blueprint
