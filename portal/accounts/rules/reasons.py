"""For which reasons somebody is suspended, and for which staff may look at a person: codes that the log and letters name."""

from __future__ import annotations

PERSON_REASONS = ("fraud", "false_details", "harassment", "spam", "stolen", "asked", "under_review")
STAFF_REASONS = ("asked", "lost_device", "misuse", "away", "under_review")
LOOK_REASONS = ("reported", "suspicious", "asked_for_help", "authority")


def suspend_reasons(kind: str) -> tuple[str, ...]:
    """Why an account of this kind (person, staff) may be suspended."""
    return STAFF_REASONS if kind == "staff" else PERSON_REASONS
