"""`flask breach`: opens an incident, says how much of the 72 hours is left, lists the people concerned."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from portal.accounts.rules.actor import SYSTEM
from portal.cli.context import with_app
from portal.privacy.results import BreachView, ListView
from portal.privacy.rules.breaches import SCOPES
from portal.privacy.service import breaches
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.shared.working_days import VIETNAM

MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"])


@click.group("breach")
def breach() -> None:
    """Incidents that concern people's data."""


@breach.command("open")
@click.option("--detected", type=MOMENT, required=True, help="When it was detected, Vietnam time.")
@click.option("--what", required=True, help="What happened.")
@click.option("--data", required=True, help="Which data.")
@click.option("--measures", default="", help="What was done about it so far.")
@with_app
def open_(detected: datetime, what: str, data: str, measures: str) -> None:
    """Open an incident and start its 72 hours; prints its number. Exit 2 for a moment to come."""
    words = {"what": what, "data": data, "measures": measures}
    try:
        number = breaches.open_(SYSTEM, _utc(detected), words, now())
    except BadInput as error:
        raise click.UsageError(str(error)) from None
    click.echo(str(number))


@breach.command("state")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def state(as_json: bool) -> None:
    """Every incident with what is left of the 72 hours. Exit 1: the authority was not told in time."""
    found = breaches.listed(SYSTEM, now()) or []
    if as_json:
        click.echo(json.dumps([_told(row) for row in found]))
    else:
        for row in found:
            click.echo(f"{row.number}: detected {row.detected_at:%Y-%m-%d %H:%M} UTC, {_left(row)}")
    if any(row.late for row in found):
        raise SystemExit(1)


@breach.command("people")
@click.argument("number", type=int)
@click.option("--scope", type=click.Choice(SCOPES), default="everyone", help="Whose data.")
@click.option("--of", "scope_ref", default="", help="Ref of the organisation or of the staff account that saw them.")
@click.option("--since", type=MOMENT, required=True, help="From this moment on, Vietnam time.")
@click.option("--until", type=MOMENT, required=True, help="Up to this moment, Vietnam time.")
@with_app
def people(number: int, scope: str, scope_ref: str, since: datetime, until: datetime) -> None:
    """List the people concerned by incident NUMBER, one JSON line each.

    They are named only where one member of staff asked for exactly this list at /desk/breaches and a second one approved
    it there. Else only how many they are is printed. Exit 0: named. Exit 1: counted only. Exit 2: no such incident.
    """
    found = breaches.look(SYSTEM, number, now())
    if found is None:
        raise click.UsageError(f"there is no incident {number}")
    wanted = (scope, scope_ref if scope != SCOPES[0] else "", _utc(since), _utc(until))
    for row in found.lists:
        if _asked(row) == wanted and (named := breaches.take_list(SYSTEM, row.ref, now())) is not None:
            for person in named:
                told = {"account": person.ref, "email": person.email, "phone": person.phone, "language": person.locale}
                click.echo(json.dumps(told, ensure_ascii=False))
            return
    click.echo(f"people concerned: {breaches.count(*wanted)}")
    click.echo("they are named once one asked for this list at /desk/breaches and another approved it", err=True)
    raise SystemExit(1)


def _asked(row: ListView) -> tuple[str, str, datetime, datetime]:
    return row.scope, row.scope_ref, row.since, row.until


def _utc(typed: datetime) -> datetime:
    return typed.replace(tzinfo=VIETNAM).astimezone(UTC)


def _left(row: BreachView) -> str:
    if row.told_at is not None:
        return f"authority told {row.told_at:%Y-%m-%d %H:%M}{' TOO LATE' if row.late else ''}"
    hours = (row.tell_by - now()).total_seconds() / 3600
    return f"{hours:.1f} hours left to tell the authority" if hours > 0 else f"OVERDUE by {-hours:.1f} hours"


def _told(row: BreachView) -> dict[str, object]:
    return {
        "number": row.number, "detected_at": row.detected_at.isoformat(), "tell_by": row.tell_by.isoformat(),
        "told_at": row.told_at.isoformat() if row.told_at else None, "late": row.late,
        "closed": row.closed_at is not None,
    }  # fmt: skip
