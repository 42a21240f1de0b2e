"""`flask setup`: makes an installation ready to serve, as often as one likes."""

from __future__ import annotations

import click
from flask import current_app
from flask_migrate import upgrade

from portal.cli.catalogues import compile_catalogues
from portal.cli.chores import restored
from portal.cli.context import with_app
from portal.cli.judged import said_of_orders
from portal.content import service as content
from portal.firms.rejudging import rejudge
from portal.search.indexer import rebuild


@click.command("setup")
@with_app
def setup() -> None:
    """Migrate the database, compile the catalogues, check texts and rules, build the search index. Loads no firm and no person."""
    prepare()
    for line in restored.finish(current_app.extensions["settings"]):
        click.echo(line)
    reindexed = rebuild(current_app.extensions["search"])
    click.echo(f"search index: {'written by another process' if reindexed.busy else f'{reindexed.rebuilt} documents'}")


def prepare() -> None:
    """Everything but the index: what `flask demo` also does before it loads its invented data."""
    settings = current_app.extensions["settings"]
    upgrade()
    click.echo("database: migrated")
    written = compile_catalogues(settings.translations_dir)
    click.echo("catalogues: " + (", ".join(written) if written else "up to date"))
    report = content.check()
    for finding in report.findings[:20]:
        click.echo(f"  {finding.item.file} {finding.item.id} {finding.path}: {finding.message}", err=True)
    if report.findings:
        raise click.ClickException(f"content/ has {len(report.findings)} mistakes; see: flask check-content")
    for line in said_of_orders(rejudge()):
        click.echo(line)
    click.echo(f"content: {sum(report.counts.values())} items, {report.figures} figures with their sources")
