"""An employer is suspended, or let in again: whoever is asked by them or talks with them is told, and reads what it means."""

from __future__ import annotations

from portal.meetings import store
from portal.meetings.rules.contact import LIVE, is_stale
from portal.meetings.service import common
from portal.shared.clock import now as clock


def standing_changed(organisation: str) -> None:
    """Write to everybody with an open question or talk, in the transaction of the decision. The letter names nobody."""
    now = clock()
    for row in store.going_on(organisation, LIVE):
        if not is_stale(common.said_of(row), now):
            common.write_to_person(row, "meeting_standing")
