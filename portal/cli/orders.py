"""`flask import orders`: recruitment orders brought in from a file, with their prices checked on the way."""

from __future__ import annotations

from pathlib import Path

import click

from portal.cli.context import with_app
from portal.cli.plans import tell_orders
from portal.firms import orders
from portal.shared.problems import BadInput

MOST_ERRORS = 200


@click.command("orders")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@with_app
def import_orders(file: Path, dry_run: bool) -> None:
    """Bring in recruitment orders from FILE (.csv or .xlsx): all rows or none. Exit 2 where a row is wrong."""
    try:
        plan = orders.import_orders(file.name, file.read_bytes(), dry_run=dry_run)
    except BadInput as error:
        for problem in error.problems[:MOST_ERRORS]:
            click.echo(f"{problem.field}: {problem.message}", err=True)
        click.echo(f"{len(error.problems)} error(s); nothing was changed.", err=True)
        raise click.exceptions.Exit(2) from None
    tell_orders(plan)
    if plan.applied:
        click.echo(f"Imported. Number {plan.number}; flask import undo {plan.number} takes it back.")
    else:
        click.echo("Nothing was changed (dry run).")
