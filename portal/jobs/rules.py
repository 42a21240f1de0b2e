"""Who may see a vacancy or a profile, by its state and the day: pure, dates come as arguments."""

from __future__ import annotations

from datetime import date, timedelta

KIND = "vacancy"
"""What the search engine calls a document of this room."""
PENDING, OPEN, CLOSED = "pending", "open", "closed"


CONFIRMED_FOR = 30
"""Days that an employer's word holds that a job is still to be had: two pay days, and nobody applies in vain for longer."""


LEAST_WAGES = (8, 10, 12, 15, 20)
"""Least wages by which the list of vacancies can be narrowed, in millions of VND a month."""


def is_public(state: str, deadline: date | None, day: date, confirmed_on: date | None = None) -> bool:
    """A vacancy is public while it is open, its last day to apply included, and while its employer's word holds.

    `confirmed_on`: None for one that came by file, which its deadline alone ends.
    """
    if confirmed_on is not None and day > confirmed_on + timedelta(days=CONFIRMED_FOR):
        return False
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
