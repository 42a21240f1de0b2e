"""`flask staff`: the way to the first administrator, and to every staff account where no browser is at hand."""

from __future__ import annotations

import click
from flask import current_app

from portal.accounts.results import Invited
from portal.accounts.rules.actor import STAFF_ROLES, SYSTEM
from portal.accounts.rules.links import link_path
from portal.accounts.rules.refusals import Refusal
from portal.accounts.service import staff as service
from portal.accounts.wording import say
from portal.cli.context import with_app
from portal.shared.clock import now
from portal.shared.locales import SOURCE
from portal.shared.problems import BadInput


@click.group("staff")
def staff() -> None:
    """Staff accounts."""


@staff.command("add")
@click.argument("email")
@click.option("--role", required=True, help=f"One of: {', '.join(STAFF_ROLES)}.")
@with_app
def add(email: str, role: str) -> None:
    """Invite EMAIL to the staff and print the one-use link: it opens once, within 72 hours.

    Again for somebody who has not accepted yet: prints a new link, the older one opens no more. Somebody who is staff
    already is left as they are (exit 0 in the same role, 1 in another: change it in the browser). Exit 2 for a wrong
    address or role.
    """
    try:
        answer = service.invite(SYSTEM, email, role, now(), by_mail=False)
    except BadInput as error:
        for problem in error.problems:
            click.echo(f"{problem.field}: {problem.message}", err=True)
        raise SystemExit(2) from None
    if isinstance(answer, Invited):
        click.echo(current_app.extensions["settings"].site_url + link_path("invitation", SOURCE, answer.token))
        return
    if answer.why is Refusal.ALREADY_SO and service.has_role(email, role):
        click.echo(f"already staff in the role {role}; nothing changed")
        return
    raise click.ClickException(str(say(answer)))
