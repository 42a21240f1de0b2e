"""`flask audit`: proves that nobody changed the log, and prints its anchor to be kept on another machine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from portal.audit import repair, service
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
    found = service.verify(anchor)
    kept = service.head()
    count = kept.count if kept else 0
    findings = [finding for finding in found if not finding.accepted]
    if as_json:
        click.echo(json.dumps({"sound": not findings, "rows": count, "findings": [asdict(f) for f in found]}))
    elif findings:
        _tell(findings)
        click.echo("the log cannot be trusted from there on", err=True)
    elif found:
        click.echo(f"as written up to row {count}, but for what row {found[-1].accepted} says is known:")
        _tell(found, err=False)
    else:
        click.echo(f"{count} rows, as they were written")
    if findings:
        raise SystemExit(1)


@audit.command("head")
@with_app
def head() -> None:
    """Print the anchor of the log: keep the line on another machine or on paper, and give it to `verify --anchor`."""
    anchor = service.head()
    if anchor is None:
        raise click.ClickException("the log is empty")
    click.echo(str(anchor))


@audit.command("accept")
@click.option(
    "--because", required=True, help="Why the log and its anchors disagree, in a few words; it stays in the log."
)
@with_app
def accept(because: str) -> None:
    """Let the log go on after a restored backup, a lost anchor file, or rows that are gone, and say so in the log.

    Look at `flask audit verify` first and find out what happened. Nothing is put right: a new row names what was found
    and why, the old anchor file is kept beside the new one. Any later change in the same rows is told again.
    """
    try:
        done = repair.accept(because)
    except repair.NoReason as error:
        raise click.UsageError(f"--because: {error}") from None
    if done is None:
        raise click.ClickException("there is nothing to accept: the log is as it was written")
    _tell(done.findings, err=False)
    click.echo(f"row {done.seq} says that this is known, because: {done.because}")
    if done.kept:
        click.echo(f"the old anchor is kept in the state folder as {done.kept}")
    click.echo("keep a new line of `flask audit head` elsewhere; an older one goes on telling the difference")


def _tell(findings: Sequence[Finding], *, err: bool = True) -> None:
    for finding in findings[:SHOWN]:
        click.echo(_told(finding), err=err)
    if len(findings) > SHOWN:
        click.echo(f"{len(findings)} findings, {len(findings) - SHOWN} more than shown", err=err)


def _told(finding: Finding) -> str:
    rows = f"row {finding.first}" if finding.first == finding.last else f"rows {finding.first} to {finding.last}"
    place = f" ({PLACES[finding.where]})" if finding.where else ""
    return f"{rows}: {MEANING[finding.kind]}{place}"
