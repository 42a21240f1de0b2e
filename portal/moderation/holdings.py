"""What the moderation room holds of a person: the appeals they wrote, those they decided, and answers to visitors."""

from __future__ import annotations

from portal.storage.held import Held, declare

_ORGANISATION = "about an organisation's affair"
_STAYS = "the organisation's affair; only a random ref is left in it"

declare(
    Held("appeal", "by", ("kind", "said_sealed", "at", "outcome", "answer_sealed", "decided_at"), rest=_ORGANISATION,
         stays=_STAYS),
    Held("appeal", "decided_by", ("kind", "at", "outcome", "answer_sealed", "decided_at"), rest=_ORGANISATION,
         stays="what a staff member did"),
    Held("feedback", "decided_by", ("about", "at", "outcome", "answer_sealed", "decided_at"),
         rest="what a visitor told without an account", stays="what a staff member did"),
    Held("appeal", "first_decider", ("kind", "at"), rest=_ORGANISATION, stays="what a staff member did"),
)  # fmt: skip
