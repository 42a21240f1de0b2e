"""`flask content`: what was edited on the site, against the files of the release and back into files."""

from __future__ import annotations

from pathlib import Path

import click

from portal.cli.context import with_app
from portal.content.editing.export import ExportFailed, export
from portal.content.editing.service.shipping import differences_after_upgrade


@click.group("content")
def content() -> None:
    """What editors changed on the site."""


@content.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_app
def export_content(folder: Path) -> None:
    """Write the content as it is shown into FOLDER, a new one, as the next release carries it."""
    try:
        count = export(folder)
    except (ExportFailed, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Written. {count} items are not as they came with this release.")


@content.command("differs")
@with_app
def differs() -> None:
    """Tell what was edited here and is written otherwise in the files of this release. Exit 1 where there is any."""
    found = differences_after_upgrade()
    for one in found:
        click.echo(f"{one.kind} {one.item} · {one.title}")
        for change in one.changes:
            click.echo(f"    {change.path}: the release says {change.was!r}; shown is {change.now!r}")
    if found:
        raise click.ClickException(
            f"{len(found)} items are shown as edited here, and this release writes them otherwise"
        )
    click.echo("Nothing edited here is written otherwise in this release.")
