"""`flask misses`: what many people looked for and did not find, so that an editor can add words or texts."""

from __future__ import annotations

import csv
import sys
from datetime import timedelta

import click

from portal.cli.context import with_app
from portal.search import misses as service
from portal.shared.clock import today


@click.command("misses")
@click.option(
    "--days",
    default=service.KEPT_DAYS,
    show_default=True,
    type=click.IntRange(1, service.KEPT_DAYS),
    help="Asked in these.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@with_app
def misses(days: int, as_csv: bool) -> None:
    """Questions of the search that found nothing, asked on several days, most often first."""
    found = service.seen(today() - timedelta(days=days))
    if as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(["query", "locale", "days", "times", "last_on"])
        table.writerows([it.query, it.locale, it.days, it.times, it.last_on.isoformat()] for it in found)
        return
    for it in found:
        click.echo(f"{it.times:6}  {it.days:3} days  {it.last_on}  {it.locale}  {it.query}")
    if not found:
        click.echo(
            f"Nothing was looked for in vain on {service.ENOUGH_DAYS} days and {service.ENOUGH_TIMES} times in the last {days} days."
        )
