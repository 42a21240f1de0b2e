"""Who may see a vacancy or a profile, by its state and the day: pure, dates come as arguments."""

from __future__ import annotations

from datetime import date

KIND = "vacancy"
"""What the search engine calls a document of this room."""
PENDING, OPEN, CLOSED = "pending", "open", "closed"


def is_public(state: str, deadline: date | None, day: date) -> bool:
    """A vacancy is public while it is open, its last day to apply included."""
    return state == OPEN and (deadline is None or day <= deadline)


def may_show_person(illustrative: bool) -> bool:
    """Until accounts and consent exist, only invented people are shown (Law 91/2025/QH15: a person's data needs consent)."""
    return illustrative


def state_on_import(illustrative: bool) -> str:
    """What comes in by file waits for somebody to open it, except invented vacancies of a demo."""
    return OPEN if illustrative else PENDING
