"""How many people one employer may ask and see at once: enough for honest hiring, too few for collecting numbers."""

from __future__ import annotations

from datetime import timedelta

from portal.meetings.rules.contact import ASK_LIFE

OPEN_ASKS = 10
"""Questions that wait at one moment. One that was declined or taken back goes on waiting, so that the count tells nothing."""
ASK_WINDOW = ASK_LIFE
REVEALS = 20
"""People whose contact an organisation may see for the first time within `REVEAL_WINDOW`."""
REVEAL_WINDOW = timedelta(days=7)

CARDS = 60
"""Different people whose card one organisation may open within `CARD_WINDOW` before a moderator looks at it."""
CARD_WINDOW = timedelta(days=1)
REPORTERS = 3
"""Different people who report one organisation within `REPORT_WINDOW` before a moderator is told apart from each report."""
REPORT_WINDOW = timedelta(days=30)


def may_ask(waiting: int) -> bool:
    """Whether one more question may be asked."""
    return waiting < OPEN_ASKS


def collects(opened: int) -> bool:
    """Whether so many opened cards look like collecting people rather than hiring some."""
    return opened >= CARDS


def is_reported_by_many(people: int) -> bool:
    """Whether so many people who reported are more than a quarrel."""
    return people >= REPORTERS


def may_reveal(seen: int) -> bool:
    """Whether one more person's contact may be seen."""
    return seen < REVEALS
