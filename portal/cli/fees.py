"""`flask check-quote`: is this price legal? Needs no database and no settings."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from portal.fees.answer import as_json
from portal.fees.json_text import NotJson, read_json
from portal.fees.service import QuoteVerdict
from portal.fees.service import check_quote as judge
from portal.fees.wording import KINDS, VERDICTS
from portal.shared.messages import message, show
from portal.shared.problems import BadInput, Problem

BAD_INPUT = 2
_UNREADABLE = message("Tệp này không phải JSON đọc được.")


@click.command("check-quote")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_object", is_flag=True, help="Answer as one JSON object.")
@click.option(
    "--known-on", type=click.DateTime(["%Y-%m-%d"]), help="By the fee rules as the site knew them on that day."
)
def check_quote(file: Path, as_object: bool, known_on: datetime | None) -> None:
    """Judge the quote in FILE (JSON; - reads standard input).

    Exit 0 whatever the verdict, 2 if the input cannot be judged: each mistake names its field.
    """
    try:
        verdict = judge(_read(file), known_on.date() if known_on else None)
    except BadInput as error:
        _refuse(error, as_object)
    click.echo(json.dumps(as_json(verdict), ensure_ascii=False, indent=2) if as_object else _in_words(verdict))


def _read(file: Path) -> Any:
    raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return read_json(raw)
    except NotJson as error:
        raise BadInput([Problem("", _UNREADABLE)]) from error


def _refuse(error: BadInput, as_object: bool) -> NoReturn:
    if as_object:
        errors = [{"field": p.field, "message": str(p.message)} for p in error.problems]
        click.echo(json.dumps({"errors": errors}, ensure_ascii=False, indent=2))
    for problem in error.problems:
        click.echo(f"{problem.field}: {problem.message}" if problem.field else str(problem.message), err=True)
    sys.exit(BAD_INPUT)


def _in_words(verdict: QuoteVerdict) -> str:
    rows = [f"{VERDICTS[verdict.verdict]}. Tổng cộng {show(verdict.total.money)}."]
    if verdict.months_of_wage is not None:
        rows[0] += f" Bằng {show(verdict.months_of_wage)} tháng lương."
    for line in verdict.lines:
        rows.append(f"\n- {line.label or KINDS[line.kind]}, {show(line.charged.money)}: {VERDICTS[line.verdict]}")
        rows.append(f"  {line.reason}")
        rows += [f"  {step}" for step in line.steps]
        if line.article:
            rows.append(f"  {line.article}")
    return "\n".join([*rows, "", *(f"* {text}" for text in verdict.assumptions)])
