"""`flask check-content`: whether every figure of the content carries its source and dates, row by row."""

from __future__ import annotations

from pathlib import Path

import click

from portal.content import service, translations
from portal.costs.gaps import empty_sections
from portal.fees import worklist
from portal.shared.clock import today


@click.command("check-content")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder.")
@click.option("--translated", is_flag=True, help="Say that every English text is right for the Vietnamese beside it.")
def check_content(folder: Path | None, *, translated: bool) -> None:
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
    _tell_translations(folder, accept=translated)
    if folder is None:
        _tell_gaps()
        _tell_work()
    if report.findings:
        raise click.ClickException(f"{len(report.findings)} things to mend before this content may be published")
    click.echo("The content may be published.")


def _tell_translations(folder: Path | None, *, accept: bool) -> None:
    """English texts that are behind: their pages say so, and nothing is kept from being published."""
    if accept:
        click.echo(f"{translations.accept(folder)} English texts are taken as right for the Vietnamese beside them")
        return
    for item, path, english in translations.late(folder):
        click.echo(f"{item.file} · {item.id} · {path}: the Vietnamese changed since “{english[:50]}” was written")


def _tell_gaps() -> None:
    """What the cost sheets have no verified figure for; the visitor is asked, nothing is filled in from memory."""
    for market, names in empty_sections(today()).items():
        click.echo(f"{market}: no verified figure for " + ", ".join(name["en"].lower() for name in names))


def _tell_work() -> None:
    """What editors must verify so that prices can be judged. A rule with two versions for one day, or none, is refused."""
    if wrong := worklist.version_mistakes():
        for id, text in wrong:
            click.echo(f"fee rule {id}: {text}", err=True)
        raise click.ClickException(f"{len(wrong)} fee rules are not known on exactly one version a day")
    found = worklist.tasks()
    click.echo(f"{len(found)} things to verify so that every price can be judged:")
    for task in found:
        click.echo(f"  {task.rule_id}: {task.what}")
