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


def may_ask(waiting: int) -> bool:
    """Whether one more question may be asked."""
    return waiting < OPEN_ASKS


def may_reveal(seen: int) -> bool:
    """Whether one more person's contact may be seen."""
    return seen < REVEALS
