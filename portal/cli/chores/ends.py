"""What meetings leave behind: letters to employers and to who was hired, silent vacancies closed, old data gone."""

from __future__ import annotations

import click

from portal.cli.chores.pace import Job, every
from portal.jobs.posting import reminders
from portal.meetings.service import following, replying, retention
from portal.shared.clock import now

SECONDS = 60.0
DAILY_SECONDS = 3600.0
"""What is due by the day is looked for every hour; nobody sees what is gone meanwhile."""


def ending() -> Job:
    """Look again at who waits, remind employers, close what was silent, ask who was hired, remove what is over."""
    due, due_by_day = every(SECONDS), every(DAILY_SECONDS)

    def end() -> bool:
        if due():
            replying.refresh_all(now())
            reminders.remind(now())
        if due_by_day():
            following.ask_due(now())
            if gone := retention.clear(now()):
                click.echo(f"removed: {gone} talks that ended without being hired")
        return False

    return end
