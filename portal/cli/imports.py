"""`flask import …`: registers and lists that come as files; nothing changes until every row is right, and it can be taken back."""

from __future__ import annotations

import click

from portal.cli.context import with_app
from portal.cli.firms import import_firms
from portal.cli.jobs import import_profiles, import_vacancies
from portal.cli.orders import import_orders
from portal.cli.plans import tell
from portal.firms import service


@click.group("import")
def imports() -> None:
    """Bring in a file: reports row by row, changes nothing until all of it is right."""


@imports.command("undo")
@click.argument("number", type=int)
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@click.option("--approve", default=None, metavar="DIGEST", help="Agree, as second person, to a change of over 10 %.")
@with_app
def undo_import(number: int, dry_run: bool, approve: str | None) -> None:
    """Take import NUMBER of the register or of orders back, as one change: all says again what it said before."""
    try:
        plan = service.undo_import(number, dry_run=dry_run, approve=approve)
    except service.NoSuchImport:
        raise click.UsageError(f"no import has the number {number}; flask import history lists them") from None
    except service.ImportTakenBack:
        raise click.ClickException(f"import {number} was taken back already; nothing was changed") from None
    except service.LaterChanges as later:
        told = (
            f"imports {', '.join(map(str, later.numbers))}, in this order" if later.numbers else "the demo's register"
        )
        raise click.ClickException(f"later changes stand on it, take them back first: {told}") from None
    except service.ChangedSince as changed:
        raise click.ClickException(
            f"changed since by a firm, an editor or the demo, which taking back would undo too: {changed}; nothing was changed"
        ) from None
    except service.WaitsForApproval as waiting:
        tell(waiting.plan)
        raise click.ClickException(
            f"waits for a second person: run again with --approve {waiting.plan.digest}; nothing was changed"
        ) from None
    except service.WrongApproval:
        raise click.ClickException("this digest is not that of this undoing; nothing was changed") from None
    tell(plan)
    click.echo(
        f"digest: {plan.digest}\nNothing was changed (dry run)." if dry_run else f"Import {number} is taken back."
    )


@imports.command("history")
@with_app
def import_history() -> None:
    """The imports of the register and of orders, newest first."""
    cards = service.imports()
    if not cards:
        click.echo("Nothing was brought in from a file yet.")
    for card in cards:
        counts = ", ".join(f"{part} {card.counts[part]}" for part in service.PARTS if part in card.counts)
        note = (
            f"  takes back {card.undoes}" if card.undoes else f"  taken back {card.undone_on}" if card.undone_on else ""
        )
        approved = "  approved by digest" if card.approved else ""
        click.echo(
            f"{card.number}  {card.kind}  {card.imported_at:%Y-%m-%d %H:%M}  {card.file}  {card.digest[:12]}  {counts}{approved}{note}"
        )


imports.add_command(import_firms, "firms")
imports.add_command(import_orders, "orders")
imports.add_command(import_vacancies, "vacancies")
imports.add_command(import_profiles, "profiles")
