"""What goes on beside the site for people's data: who left goes from every file, and who is long absent is told and then deleted."""

from __future__ import annotations

import click

from portal.cli.chores.pace import Job, every
from portal.privacy.service import erasing, retention
from portal.shared.clock import now

ERASE_SECONDS, ABSENT_SECONDS = 600.0, 3600.0


def erasing_job() -> Job:
    """Remove what is left of who deleted their account."""
    due = every(ERASE_SECONDS)

    def erase() -> bool:
        if due() and (gone := erasing.finish(now())):
            click.echo(f"deleted accounts gone from every file: {gone}")
        return False

    return erase


def absent_job() -> Job:
    """Write to who did not sign in for long; delete who did not for too long."""
    due = every(ABSENT_SECONDS)

    def look() -> bool:
        if due():
            done = retention.run(now())
            if done.written or done.deleted:
                click.echo(f"accounts long unused: {done.written} written to, {done.deleted} deleted")
        return False

    return look
