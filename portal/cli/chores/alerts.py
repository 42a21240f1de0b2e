"""The letters about new vacancies and about coming home: noted, written at most once a day for each reader, and swept."""

from __future__ import annotations

import time

import click

from portal.cli.chores.pace import Job, every
from portal.jobs.alerts import noting, reminding, telling
from portal.shared.clock import now, today

CHECK_SECONDS = 60.0
"""How often it is looked whether there is something to tell."""
REMIND_SECONDS = 600.0
PATIENCE_SECONDS = 600.0
"""How long letters wait for a matching that is behind: a letter that goes out too early lacks the rest until tomorrow."""


def alerting() -> Job:
    """Note what is new for whom, remind those who come home, and queue the letters of the day."""
    due, reminders, sweeps, busy = every(CHECK_SECONDS), every(REMIND_SECONDS), every(REMIND_SECONDS), False
    behind_since: float | None = None

    def alert() -> bool:
        nonlocal busy, behind_since
        if not (due() or busy):
            return False
        _added, more = noting.note(now(), today())
        if more or noting.is_behind():
            behind_since = time.monotonic() if behind_since is None else behind_since
            if time.monotonic() - behind_since < PATIENCE_SECONDS:
                busy = True
                return more
        behind_since = None
        if reminders():
            reminding.remind(today())
        written, busy = telling.tell(today())
        if written:
            click.echo(f"letters about new vacancies queued: {written}")
        if sweeps():
            noting.sweep(now())
        return busy or bool(written)

    return alert
