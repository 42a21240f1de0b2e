"""What the content holds of a person: what they wrote and agreed to as staff."""

from __future__ import annotations

from portal.storage.held import Held, declare

_CONTENT = "about the content, not the person; the history of the item tells it"
_STAYS = "what a staff member did; only a random ref is left in it"

declare(
    Held("content_revision", "author", ("ref", "kind", "item", "state", "why", "created_at", "changed_at", "submitted_at",
         "decided_at", "publish_at"), rest=_CONTENT, stays=_STAYS),
    Held("content_revision", "decided_by", ("kind", "item", "state", "decided_role", "decided_at"), rest=_CONTENT, stays=_STAYS),
    Held("content_remark", "by", ("path", "said", "at"), rest=_CONTENT, stays=_STAYS),
)  # fmt: skip
