"""`flask check-firm` and `flask import firms`: the register asked and brought in from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import click

from portal.cli.context import with_app
from portal.cli.plans import tell
from portal.firms import answers, service
from portal.firms.wording import STATUSES
from portal.shared.problems import BadInput


@click.command("check-firm")
@click.argument("query")
@click.option("--order", "order", default=None, help="Reference or approval number of a recruitment order.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def check_firm(query: str, order: str | None, as_json: bool) -> None:
    """Is this firm licensed? QUERY is a name, licence number or tax code. Exit 0 whatever the verdict."""
    check = service.check_firm(query, order)
    if as_json:
        click.echo(json.dumps(answers.check_json(check), ensure_ascii=False, indent=2))
        return
    click.echo(f"{check.verdict}: {answers.headline(check)}")
    if check.firm:
        click.echo(f"  {check.firm.name_vi} · {check.firm.licence_no}")
    for other in check.similar:
        click.echo(f"  {other.card.name_vi} · {other.card.licence_no} · {STATUSES[other.card.status]}")
        for said, typed, firm in answers.differences(other):
            click.echo(f"      {said}{f': “{typed}”' if typed else ''}{f' – “{firm}”' if firm else ''}")
    if check.order != "not_asked":
        click.echo(f"  {answers.order_line(check)}")
    click.echo(f"  data as of {check.data_as_of or '–'}")


@click.command("firms")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@click.option("--approve", default=None, metavar="DIGEST", help="Agree, as second person, to a change of over 10 %.")
@with_app
def import_firms(file: Path, dry_run: bool, approve: str | None) -> None:
    """Bring in the register of licensed firms from FILE (.csv or .xlsx): all rows or none."""
    try:
        plan = service.import_register(file.name, file.read_bytes(), dry_run=dry_run, approve=approve)
    except BadInput as error:
        for problem in error.problems[:200]:
            click.echo(f"{problem.field}: {problem.message}", err=True)
        click.echo(f"{len(error.problems)} error(s); nothing was changed.", err=True)
        raise click.exceptions.Exit(2) from None
    except service.WaitsForApproval as waiting:
        tell(waiting.plan)
        click.echo(
            f"Waits for a second person: run again with --approve {waiting.plan.digest}. Nothing was changed.", err=True
        )
        raise click.exceptions.Exit(1) from None
    except service.WrongApproval:
        click.echo("This digest is not that of this file on the register as it stands. Nothing was changed.", err=True)
        raise click.exceptions.Exit(1) from None
    tell(plan)
    if dry_run:
        click.echo(f"digest: {plan.digest}")
        click.echo("Over 10 %: needs --approve by a second person." if plan.waits else "Nothing was changed (dry run).")
    else:
        click.echo(f"Imported as number {plan.number}; flask import undo {plan.number} takes it back.")
