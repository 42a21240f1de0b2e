"""`flask match-store`: the columns that the ranking looks through on this host."""

from __future__ import annotations

import click

from portal.cli.context import with_app
from portal.jobs.matching.columns.store import State
from portal.jobs.matching.columns.table import Damaged
from portal.jobs.matching.engine import engine


@click.group("match-store")
def match_store() -> None:
    """See, renew or check the columns that the ranking looks through."""


@match_store.command("state")
@with_app
def state() -> None:
    """Say how many rows there are and how far behind the database they are."""
    try:
        _tell(engine().state())
    except Damaged as error:
        raise click.ClickException(
            f"there is no store that can be read ({error}); flask match-store rebuild"
        ) from error


@match_store.command("rebuild")
@with_app
def rebuild() -> None:
    """Write the columns anew from the database; those in use serve until then."""
    _tell(engine().rebuild())


@match_store.command("check")
@click.option("--rows", default=200, show_default=True, type=click.IntRange(1, 100_000), help="Rows to compare.")
@with_app
def check(rows: int) -> None:
    """Compare rows drawn at random with the database; what differs is written anew."""
    compared, wrong = engine().check(rows)
    click.echo(f"{compared} rows compared, {wrong} differed and were written anew")
    if wrong:
        raise click.exceptions.Exit(1)


def _tell(found: State) -> None:
    behind = found.newest - found.applied
    click.echo(
        f"{found.folder.name}: room for {found.profiles} profiles and {found.vacancies} vacancies in use, "
        f"change {found.applied}, {behind} behind the database"
    )
