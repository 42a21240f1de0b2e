"""`flask check-content`: whether every figure of the content carries its source and dates, row by row."""

from __future__ import annotations

from pathlib import Path

import click

from portal.content import service
from portal.costs.gaps import empty_sections
from portal.shared.clock import today


@click.command("check-content")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder.")
def check_content(folder: Path | None) -> None:
    """Check all content: evidence, references, translations, dates, and that nothing withheld is shown.

    Exit 0: it may be published. Exit 1: each line says file, item, what is wrong and what to do.
    """
    try:
        report = service.check(folder)
    except service.UnreadableContent as error:
        raise click.ClickException(str(error)) from None
    for finding in report.findings:
        place = f"{finding.item.file} · {finding.item.id}" + (f" · {finding.path}" if finding.path else "")
        click.echo(f"{place}\n    {finding.message}", err=True)
    counted = ", ".join(f"{kind} {count}" for kind, count in report.counts.items())
    click.echo(f"{sum(report.counts.values())} items: {counted}")
    click.echo(f"{report.figures} figures: " + ", ".join(f"{state} {n}" for state, n in report.states.items()))
    for item, missing in report.gaps:
        waits = "awaits verification" if item.data.get("state") == "needs_verification" else ""
        told = "; ".join(part for part in (waits, "not known: " + ", ".join(missing) if missing else "") if part)
        click.echo(f"{item.file} · {item.id}: {told}")
    if folder is None:
        _tell_gaps()
    if report.findings:
        raise click.ClickException(f"{len(report.findings)} things to mend before this content may be published")
    click.echo("The content may be published.")


def _tell_gaps() -> None:
    """What the cost sheets have no verified figure for; the visitor is asked, nothing is filled in from memory."""
    for market, names in empty_sections(today()).items():
        click.echo(f"{market}: no verified figure for " + ", ".join(name["en"].lower() for name in names))
