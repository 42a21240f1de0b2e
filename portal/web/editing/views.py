"""All pages of the room."""

from __future__ import annotations

from portal.web.editing import desk_views, draft_views, public_views, review_views
from portal.web.editing.blueprint import blueprint

__all__ = ["blueprint", "desk_views", "draft_views", "public_views", "review_views"]
