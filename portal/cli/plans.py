"""What an import, or taking one back, changes: in lines that a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from portal.fees.wording import KINDS, VERDICTS
from portal.firms import orders, service
from portal.shared.messages import show

SHOWN = 20


def tell(plan: service.Plan | orders.OrderPlan) -> None:
    """The plan of either kind."""
    if isinstance(plan, orders.OrderPlan):
        tell_orders(plan)
    else:
        tell_register(plan)


def tell_register(plan: service.Plan) -> None:
    """Counts, every licence lost, changed or back, the first of the rest, warnings."""
    click.echo(
        f"rows {plan.rows}: new {len(plan.new)}, changed {len(plan.changed)}, other state {len(plan.restated)}, "
        f"disappeared {len(plan.gone)}, back {len(plan.returned)}; drift {float(plan.drift) * 100:.1f} %"
    )
    _some("new", plan.new)
    _some("changed", [_cells(f"{row.licence_no} {row.name_vi}", row.cells) for row in plan.changed])
    _all("state", [f"{s.licence_no} {s.name_vi}: {s.before} → {s.after}" for s in plan.restated])
    _all("disappeared", plan.gone)
    _all("back", plan.returned)
    _some("warning", [f"rows[{note.row}].{note.column}: {note.message}" for note in plan.warnings])


def tell_orders(plan: orders.OrderPlan) -> None:
    """Counts, every order taken off or with another state, the first of the rest, and each held back with the lines that hold it."""
    click.echo(
        f"rows {plan.rows}: new {len(plan.new)}, changed {len(plan.changed)}, other state {len(plan.restated)}, closed "
        f"{len(plan.closed)}, taken off {len(plan.gone)}, back {len(plan.returned)}, not in this file {len(plan.missing)} (kept); "
        f"not published {len(plan.withheld)}, cannot tell {len(plan.unsure)}"
    )
    click.echo(f"  file sha256 {plan.file_digest}")
    _some("new", [f"{order.ref} {order.name}" for order in plan.new])
    _some("changed", [_cells(f"{order.ref} {order.name}", order.cells) for order in plan.changed])
    _all("state", [f"{state.ref} {state.name}: {state.before} → {state.after}" for state in plan.restated])
    _all("taken off", [f"{order.ref} {order.name}" for order in plan.gone])
    _all("back", [f"{order.ref} {order.name}" for order in plan.returned])
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


def _cells(name: str, cells: Sequence[Any]) -> str:
    """Something that changed: what it is called, then each cell before and after."""
    return "\n".join([name, *(f"      {cell.column}: {cell.before or '–'} → {cell.after or '–'}" for cell in cells)])


def _all(label: str, lines: Sequence[Any]) -> None:
    for line in lines:
        click.echo(f"  {label} {line}")


def _some(label: str, lines: Sequence[Any]) -> None:
    _all(label, lines[:SHOWN])
    if len(lines) > SHOWN:
        click.echo(f"  … {len(lines) - SHOWN} more")
