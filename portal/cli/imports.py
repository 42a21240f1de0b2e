"""`flask import …`: registers and lists that come as files; nothing changes until every row is right."""

from __future__ import annotations

import click

from portal.cli.firms import import_firms, import_history, undo_import
from portal.cli.jobs import import_profiles, import_vacancies
from portal.cli.orders import import_orders


@click.group("import")
def imports() -> None:
    """Bring in a file: reports row by row, changes nothing until all of it is right."""


imports.add_command(import_firms, "firms")
imports.add_command(import_orders, "orders")
imports.add_command(import_vacancies, "vacancies")
imports.add_command(import_profiles, "profiles")
imports.add_command(undo_import, "undo")
imports.add_command(import_history, "history")
