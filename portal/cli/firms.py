"""`flask check-firm` and `flask import firms`: the register asked and brought in from the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from portal.cli.context import with_app
from portal.firms import answers, service
from portal.firms.wording import STATUSES
from portal.shared.problems import BadInput

SHOWN = 20


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
        _tell(waiting.plan)
        click.echo(
            f"Waits for a second person: run again with --approve {waiting.plan.digest}. Nothing was changed.", err=True
        )
        raise click.exceptions.Exit(1) from None
    except service.WrongApproval:
        click.echo("This digest is not that of this file on the register as it stands. Nothing was changed.", err=True)
        raise click.exceptions.Exit(1) from None
    _tell(plan)
    if dry_run:
        click.echo(f"digest: {plan.digest}")
        click.echo("Over 10 %: needs --approve by a second person." if plan.waits else "Nothing was changed (dry run).")
    else:
        click.echo(f"Imported as number {plan.number}; flask import undo {plan.number} takes it back.")


@click.command("undo")
@click.argument("number", type=int)
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@click.option("--approve", default=None, metavar="DIGEST", help="Agree, as second person, to a change of over 10 %.")
@with_app
def undo_import(number: int, dry_run: bool, approve: str | None) -> None:
    """Take import NUMBER of the register back, as one change: the register says again what it said before."""
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
    except service.WaitsForApproval as waiting:
        _tell(waiting.plan)
        raise click.ClickException(
            f"waits for a second person: run again with --approve {waiting.plan.digest}; nothing was changed"
        ) from None
    except service.WrongApproval:
        raise click.ClickException("this digest is not that of this undoing; nothing was changed") from None
    _tell(plan)
    click.echo(
        f"digest: {plan.digest}\nNothing was changed (dry run)." if dry_run else f"Import {number} is taken back."
    )


@click.command("history")
@with_app
def import_history() -> None:
    """The imports of the register, newest first."""
    cards = service.imports()
    if not cards:
        click.echo("No register was brought in from a file yet.")
    for card in cards:
        diff = card.diff
        counts = ", ".join(f"{name} {len(diff[name])}" for name in ("new", "changed", "restated", "gone", "returned"))
        note = (
            f"  takes back {card.undoes}" if card.undoes else f"  taken back {card.undone_on}" if card.undone_on else ""
        )
        approved = "  approved by digest" if card.approved else ""
        click.echo(
            f"{card.number}  {card.imported_at:%Y-%m-%d %H:%M}  {card.file}  {card.digest[:12]}  {counts}{approved}{note}"
        )


def _tell(plan: service.Plan) -> None:
    """The plan in lines a person can read: counts, every licence lost, changed or back, the first of the rest, warnings."""
    click.echo(
        f"rows {plan.rows}: new {len(plan.new)}, changed {len(plan.changed)}, other state {len(plan.restated)}, "
        f"disappeared {len(plan.gone)}, back {len(plan.returned)}; drift {float(plan.drift) * 100:.1f} %"
    )
    _some("new", plan.new)
    _some("changed", [line for row in plan.changed for line in _cells(row)])
    _all("state", [f"{s.licence_no} {s.name_vi}: {s.before} → {s.after}" for s in plan.restated])
    _all("disappeared", plan.gone)
    _all("back", plan.returned)
    _some("warning", [f"rows[{note.row}].{note.column}: {note.message}" for note in plan.warnings])


def _cells(row: service.RowChange) -> list[str]:
    """A changed firm: its number and name, then each cell before and after."""
    lines = [f"  {cell.column}: {cell.before or '–'} → {cell.after or '–'}" for cell in row.cells]
    return [f"{row.licence_no} {row.name_vi}\n" + "\n".join(f"    {line}" for line in lines)]


def _all(label: str, lines: Sequence[Any]) -> None:
    for line in lines:
        click.echo(f"  {label} {line}")


def _some(label: str, lines: Sequence[Any]) -> None:
    _all(label, lines[:SHOWN])
    if len(lines) > SHOWN:
        click.echo(f"  … {len(lines) - SHOWN} more")
