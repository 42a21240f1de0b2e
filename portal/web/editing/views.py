"""All pages of the room."""

from __future__ import annotations

from portal.web.editing import compare_views, desk_views, draft_views, public_views, review_views, vain_views
from portal.web.editing.blueprint import blueprint

__all__ = [
    "blueprint", "compare_views", "desk_views", "draft_views", "public_views", "review_views", "vain_views",
]  # fmt: skip
