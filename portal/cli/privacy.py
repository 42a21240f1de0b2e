"""`flask privacy`: proves that who deleted their account is gone, or says what is left of them and since when."""

from __future__ import annotations

import json

import click

from portal.cli.context import with_app
from portal.privacy.results import Left
from portal.privacy.service import erasing
from portal.shared.clock import now


@click.group("privacy")
def privacy() -> None:
    """People's rights over their data."""


@privacy.command("erasures")
@click.option("--finish", is_flag=True, help="Do now what `flask work` does by and by, on this host.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def erasures(finish: bool, as_json: bool) -> None:
    """List deleted accounts that are not gone from every file yet: since when, until when, what is left.

    Accounts are named by their random refs. Exit 0: nobody waits for longer than 72 hours. Exit 1: somebody does; then
    `flask work` does not run, or another process keeps the database from being cleaned.
    """
    if finish:
        erasing.finish(now(), at_once=True)
    waiting = erasing.pending(now())
    if as_json:
        click.echo(json.dumps([_told(row) for row in waiting]))
    elif not waiting:
        click.echo("every deleted account is gone from every file of this host")
    else:
        for row in waiting:
            late = "OVERDUE " if row.overdue else ""
            dates = f"left {row.hidden_at:%Y-%m-%d %H:%M} UTC, gone by {row.gone_by:%Y-%m-%d %H:%M}"
            click.echo(f"{late}{row.account} {dates}: {', '.join(row.what)}")
    if any(row.overdue for row in waiting):
        raise SystemExit(1)


def _told(row: Left) -> dict[str, object]:
    return {
        "account": row.account, "cause": row.cause, "hidden_at": row.hidden_at.isoformat(),
        "gone_by": row.gone_by.isoformat(), "left": list(row.what), "overdue": row.overdue,
    }  # fmt: skip
