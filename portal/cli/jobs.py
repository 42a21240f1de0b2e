"""`flask match`, and the two imports of the room jobs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn, cast

import click

from portal.cli.context import with_app
from portal.jobs import service
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Direction, Matcher
from portal.jobs.matching.reasons import Reason
from portal.jobs.matching.score_rules import MAXIMUM
from portal.shared.problems import BadInput
from portal.storage.db import db
from portal.storage.turns import TurnTaken

SHOWN_PROBLEMS = 50
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_out = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("match")
@click.option("--vacancies", "vacancies_file", required=True, type=_file, help="Vacancies, .jsonl or .csv.")
@click.option("--profiles", "profiles_file", required=True, type=_file, help="Profiles, .jsonl.")
@click.option("--direction", required=True, type=click.Choice(["candidates", "vacancies"]),
              help="candidates: profiles for each vacancy; vacancies: vacancies for each profile.")  # fmt: skip
@click.option("--top", default=100, show_default=True, type=click.IntRange(min=1), help="How many to list for each.")
@click.option("--run", "run_file", required=True, type=_out, help="Where to write the ranking (TREC run).")
@click.option("--explain", "explain_file", type=_out, help="Where to write the reasons (JSON lines).")
def match(
    vacancies_file: Path, profiles_file: Path, direction: str, top: int, run_file: Path, explain_file: Path | None
) -> None:
    """Rank two files against each other, without touching a database."""
    try:
        vacancies, profiles = read_vacancies(vacancies_file), read_profiles(profiles_file)
    except BadInput as error:
        _refuse(error)
    matcher = Matcher()
    lines: list[str] = []
    reasons: list[str] = []
    for query, found in matcher.rank_all(vacancies, profiles, cast(Direction, direction), top):
        for rank, assessment in enumerate(found, start=1):
            doc = (assessment.profile if direction == "candidates" else assessment.vacancy).facts.ref
            lines.append(f"{_word(query)} Q0 {_word(doc)} {rank} {assessment.score} ben-ve")
            if explain_file:
                reasons.append(json.dumps(_explained(assessment, matcher), ensure_ascii=False))
    run_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if explain_file:
        explain_file.write_text("".join(f"{line}\n" for line in reasons), encoding="utf-8")
    click.echo(f"{len(vacancies)} vacancies, {len(profiles)} profiles, {len(lines)} lines in {run_file}")


@click.command("vacancies")
@click.argument("file", type=_file)
@with_app
def import_vacancies(file: Path) -> None:
    """Bring in vacancies (.jsonl or .csv); they wait as `pending` until somebody opens them."""
    _import(file, "vacancies", service.import_vacancies)


@click.command("profiles")
@click.argument("file", type=_file)
@with_app
def import_profiles(file: Path) -> None:
    """Bring in illustrative profiles (.jsonl)."""
    _import(file, "profiles", service.import_profiles)


def _import(file: Path, what: str, bring_in: service.Import) -> None:
    try:
        count = bring_in(file)
    except BadInput as error:
        _refuse(error)
    except TurnTaken:
        click.echo("Another import is under way. Nothing was changed; try again when it has ended.", err=True)
        raise click.exceptions.Exit(1) from None
    db.session.commit()
    click.echo(f"{count} {what} imported")


def _refuse(error: BadInput) -> NoReturn:
    for problem in error.problems[:SHOWN_PROBLEMS]:
        click.echo(str(problem.message), err=True)
    if len(error.problems) > SHOWN_PROBLEMS:
        click.echo(f"… {len(error.problems) - SHOWN_PROBLEMS} more", err=True)
    click.echo("Nothing was changed.", err=True)
    raise click.exceptions.Exit(2)


def _word(ref: str) -> str:
    """A reference as one word, as the run format wants it."""
    return "_".join(ref.split())


def _explained(found: Assessment, matcher: Matcher) -> dict[str, object]:
    """The reasons of a pair; what would keep a stored pair out of the ranking stands first among what it lacks."""
    reasons, not_ranked = matcher.explain(found), matcher.why_not(matcher.vetoed(found))
    return {
        "profile": found.profile.facts.ref,
        "vacancy": found.vacancy.facts.ref,
        "score": found.score,
        "max": MAXIMUM,
        "parts": dict(found.parts),
        "meets": [_line(reason) for reason in reasons.meets],
        "lacks": [_line(reason) for reason in (*not_ranked, *reasons.lacks)],
        "unused": [_line(reason) for reason in reasons.unused],
    }


def _line(reason: Reason) -> dict[str, str | None]:
    return {"text": str(reason.text), "profile_field": reason.profile_field, "vacancy_field": reason.vacancy_field}
