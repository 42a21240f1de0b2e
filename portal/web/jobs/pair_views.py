"""One illustrative person, or the reader, beside one vacancy: the score in its parts, each reason, and a what-if by a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_decimal
from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.jobs import service
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.pairs import Effect, Pair, effects_of, pair_of, understood
from portal.jobs.matching.people import matcher
from portal.jobs.matching.reasons import Reason
from portal.jobs.matching.score_rules import MAXIMUM
from portal.meetings.service import answering
from portal.web.jobs import fields
from portal.web.jobs.blueprint import blueprint
from portal.web.jobs.changes import Asked, asked_changes, choices
from portal.web.jobs.fields import Note
from portal.web.jobs.here import Here
from portal.web.jobs.presenters import marked, part_names, wage_text
from portal.web.shell.guards import ILLUSTRATIVE, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor
from portal.web.shell.wording import pick, say

TONES = {"vetoes": "bad", "meets": "good", "lacks": "warn", "unused": "own"}


@dataclass(frozen=True)
class Line:
    """A reason on the page: its number, what it says, and where each side says it (the anchor, or "")."""

    number: int
    text: Markup
    profile: str
    vacancy: str


@dataclass(frozen=True)
class Told:
    """What a change would do, in words and counts; scores in whole percent, None where the pair is not ranked."""

    label: Markup | None
    before: int
    after: int
    here_before: int | None
    here_after: int | None
    gained: Sequence[VacancyFacts]
    lost: Sequence[VacancyFacts]


@blueprint.get("/match/<ref>/<vacancy_ref>")
@guard(ILLUSTRATIVE)
def pair(ref: str, vacancy_ref: str) -> ResponseReturnValue:
    """Why this pair fits as it does, and what would change it."""
    try:
        return _page(service.get_person(ref), vacancy_ref, Here(ref))
    except service.NoSuchPerson:
        abort(404)


@blueprint.get("/my-matches/<vacancy_ref>")
@guard("meeting.own")
def my_pair(vacancy_ref: str) -> ResponseReturnValue:
    """Why the reader fits a vacancy as they do, and what would change it."""
    person = service.own_facts(current_actor().ref)
    return see_other(url_for("jobs.my_matches")) if person is None else _page(person, vacancy_ref, Here())


def _page(person: ProfileFacts, vacancy_ref: str, here: Here) -> str:
    asked = asked_changes()
    try:
        found = pair_of(person, vacancy_ref)
        told = [_told(effect, asked) for effect in effects_of(person, vacancy_ref, list(asked.changes))]
    except service.NoSuchVacancy:
        abort(404)
    lines, notes = _numbered(found)
    return render_template(
        "jobs/pair.html", here=here, pair=found, may_apply=here.own and answering.may_apply(vacancy_ref),
        lines=lines, told=told, asked=asked, choices=choices(),
        notes=[say(note) for note in asked.notes],
        points=points_text(found.points), percent=found.points // 100, wage=wage_text(found.vacancy),
        parts=[(part_names()[p.name], points_text(p.most), points_text(p.points)) for p in found.parts],
        skill_lines=[(p.text, p.required, points_text(p.most), points_text(p.points)) for p in found.lines],
        silent=[part_names()[name] for name in found.silent], why=marked(found.why.text) if found.why else None,
        reach=matcher().weights, meant=[pick(label) for label in understood(asked.skill)] if asked.skill else [],
        profile=fields.shown("p", fields.profile_groups(found.person), _of(notes, "profile")),
        vacancy=fields.shown("v", fields.vacancy_groups(found.vacancy), _of(notes, "vacancy")),
    )  # fmt: skip


def points_text(points: int) -> str:
    """Hundredths of a percent as the reader writes them: 6910 is 69,10."""
    return str(format_decimal(Decimal(points) / 100, format="0.00", locale=current_locale()))


def _numbered(found: Pair) -> tuple[dict[str, list[Line]], list[tuple[int, str, Reason]]]:
    """The reasons of each list with their numbers through all lists, and the same for the marks."""
    lists = {"vetoes": found.vetoes, "meets": found.reasons.meets, "lacks": found.reasons.lacks,
             "unused": found.reasons.unused}  # fmt: skip
    lines: dict[str, list[Line]] = {name: [] for name in lists}
    notes: list[tuple[int, str, Reason]] = []
    for name, reasons in lists.items():
        for reason in reasons:
            notes.append((len(notes) + 1, TONES[name], reason))
            mine, theirs = reason.profile_field, reason.vacancy_field
            lines[name].append(
                Line(
                    len(notes),
                    marked(reason.text),
                    fields.anchor("p", mine) if mine else "",
                    fields.anchor("v", theirs) if theirs else "",
                )
            )
    return lines, notes


def _of(notes: Sequence[tuple[int, str, Reason]], side: str) -> list[Note]:
    """The notes of one side's fields."""
    found = []
    for number, tone, reason in notes:
        mine = side == "profile"
        field = reason.profile_field if mine else reason.vacancy_field
        if field is not None:
            found.append(Note(number, tone, field, reason.profile_span if mine else reason.vacancy_span))
    return found


def _told(effect: Effect, asked: Asked) -> Told:
    outcome = effect.outcome
    return Told(
        marked(asked.changes[effect.change]) if effect.change is not None else None,
        outcome.before,
        outcome.after,
        _percent(effect.here.before),
        _percent(effect.here.after),
        [effect.facts[moved.ref] for moved in outcome.gained],
        [effect.facts[moved.ref] for moved in outcome.lost],
    )


def _percent(score: int | None) -> int | None:
    return None if score is None else score * 100 // MAXIMUM
