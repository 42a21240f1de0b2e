"""`flask audit`: proves that nobody changed the log, and prints its anchor to be kept on another machine."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from portal.audit import service
from portal.audit.rules.chain import Finding, read_anchor
from portal.cli.context import with_app

SHOWN = 20
MEANING = {
    "changed": "is not what was written",
    "forged": "was not signed by this installation",
    "missing": "was taken out",
    "key_order": "is signed with an older key than a row before it",
    "no_key": "is signed with a key that is not in PORTAL_KEYS, and no later row vouches for it",
    "truncated": "was cut off the end",
    "rewritten": "is not the row that the anchor knows under this number",
    "unanchored": "was added behind the log's back",
    "anchor_missing": "the anchor is gone",
    "anchor_forged": "the anchor was not made by this installation",
}
PLACES = {"database": "anchor in the database", "file": "anchor in the state folder", "given": "anchor given"}


@click.group("audit")
def audit() -> None:
    """The log of who did what: verify it, print its anchor."""


@audit.command("verify")
@click.option("--anchor", help="A line printed by `flask audit head` earlier and kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_app
def verify(anchor: str | None, as_json: bool) -> None:
    """Read the whole log and say which rows were changed, added, moved or taken away.

    Exit 0: the log is as it was written. Exit 1: it is not. A state folder that lost its anchor file, or a database
    put back from a backup, is told as well: the anchor file is evidence and is only ever taken away by a person.
    """
    if anchor is not None and read_anchor(anchor) is None:
        raise click.UsageError("--anchor: this is no line of `flask audit head`")
    findings = service.verify(anchor)
    kept = service.head()
    count = kept.count if kept else 0
    if as_json:
        click.echo(json.dumps({"sound": not findings, "rows": count, "findings": [asdict(f) for f in findings]}))
    for finding in [] if as_json else findings[:SHOWN]:
        click.echo(_told(finding), err=True)
    if findings and not as_json:
        more = f", {len(findings) - SHOWN} more than shown" if len(findings) > SHOWN else ""
        click.echo(f"{len(findings)} findings{more}: the log cannot be trusted from there on", err=True)
    if findings:
        raise SystemExit(1)
    if not as_json:
        click.echo(f"{count} rows, as they were written")


@audit.command("head")
@with_app
def head() -> None:
    """Print the anchor of the log: keep the line on another machine or on paper, and give it to `verify --anchor`."""
    anchor = service.head()
    if anchor is None:
        raise click.ClickException("the log is empty")
    click.echo(str(anchor))


def _told(finding: Finding) -> str:
    rows = f"row {finding.first}" if finding.first == finding.last else f"rows {finding.first} to {finding.last}"
    place = f" ({PLACES[finding.where]})" if finding.where else ""
    return f"{rows}: {MEANING[finding.kind]}{place}"
