"""Who may see a vacancy or a profile, by its state and the day: pure, dates come as arguments."""

from __future__ import annotations

from datetime import date

KIND = "vacancy"
"""What the search engine calls a document of this room."""
PENDING, OPEN, CLOSED = "pending", "open", "closed"


def is_public(state: str, deadline: date | None, day: date) -> bool:
    """A vacancy is public while it is open, its last day to apply included."""
    return state == OPEN and (deadline is None or day <= deadline)


def may_show_person(illustrative: bool, account: str | None) -> bool:
    """Whether a profile may be ranked for employers at all: an invented one, or one whose own account can agree and take it
    back (Law 91/2025/QH15, Art. 9). Whether they did agree is asked of each pair."""
    return illustrative or account is not None


def is_on_show(illustrative: bool, account: str | None) -> bool:
    """Whether everybody may look at this profile: an example that is invented and nobody's."""
    return illustrative and account is None


def state_on_import(illustrative: bool) -> str:
    """What comes in by file waits for somebody to open it, except invented vacancies of a demo."""
    return OPEN if illustrative else PENDING
