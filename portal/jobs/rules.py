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


def is_public(
    state: str,
    deadline: date | None,
    day: date,
    confirmed_on: date | None = None,
    waiting_on: date | None = None,
) -> bool:
    """A vacancy is public while it is open, its last day to apply included, while its employer's word holds and while its
    employer does not leave who applies without an answer.

    `confirmed_on`: None for one that came by file, which its deadline alone ends. `waiting_on`: as in `is_sunk`.
    """
    if waiting_on is not None and day >= closes_on(waiting_on):
        return False
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


SINKS_AFTER, CLOSES_AFTER = 14, 60
"""Days that an application waits without an answer until its vacancy sinks below the others and its employer is told, and until
it closes by itself. Everybody may read both on the pages."""


def is_sunk(waiting_on: date | None, day: date) -> bool:
    """Whether a vacancy stands below the others: its oldest unanswered application came more than a fortnight before.

    `waiting_on`: the day in Vietnam on which that application came, None where every one was answered.
    """
    return waiting_on is not None and day > waiting_on + timedelta(days=SINKS_AFTER)


def closes_on(waiting_on: date) -> date:
    """The first day on which silence has closed it."""
    return waiting_on + timedelta(days=CLOSES_AFTER)


def over_on(
    state: str, closed_on: date | None, deadline: date | None, confirmed_on: date | None, waiting_on: date | None
) -> date | None:
    """The first day on which the job is no longer to be had, past or to come; None where none is in sight."""
    if state == CLOSED:
        return closed_on
    ends = [deadline + timedelta(days=1)] if deadline is not None else []
    ends += [confirmed_on + timedelta(days=CONFIRMED_FOR + 1)] if confirmed_on is not None else []
    ends += [closes_on(waiting_on)] if waiting_on is not None else []
    return min(ends, default=None)
