"""`flask import orders`: recruitment orders brought in from a file, with their prices checked on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from portal.cli.context import with_app
from portal.fees.wording import KINDS, VERDICTS
from portal.firms import orders
from portal.shared.messages import show
from portal.shared.problems import BadInput

SHOWN, MOST_ERRORS = 20, 200


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
    _tell(plan)
    click.echo("Imported." if plan.applied else "Nothing was changed (dry run).")


def _tell(plan: orders.OrderPlan) -> None:
    """Counts, the first of what is new or changed, and every order that is held back with each line that holds it."""
    click.echo(
        f"rows {plan.rows}: new {len(plan.new)}, changed {len(plan.changed)}, closed {len(plan.closed)}, "
        f"not in this file {len(plan.missing)} (kept); not published {len(plan.withheld)}, cannot tell {len(plan.unsure)}"
    )
    click.echo(f"  file sha256 {plan.digest}")
    _some("new", plan.new)
    _some("changed", [f"{ref}: {', '.join(columns)}" for ref, columns in plan.changed])
    _some("closed", plan.closed)
    _some("not in this file", plan.missing)
    _some("cannot tell", plan.unsure)
    for held in plan.withheld:
        click.echo(f"  not published {held.ref}:")
        for line in held.sheet.lines:
            if line.judged and line.verdict in ("above", "forbidden"):
                says = f"{KINDS[line.line.kind]} {show(line.charged)}: {VERDICTS[line.verdict]}"
                click.echo(
                    f"      {says}. {line.judged.reason}{f' ({line.judged.article})' if line.judged.article else ''}"
                )


def _some(label: str, lines: Sequence[Any]) -> None:
    for line in lines[:SHOWN]:
        click.echo(f"  {label} {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … {len(lines) - SHOWN} more")
