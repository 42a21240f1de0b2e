"""How far a meeting has come, for each side: its steps, the times offered, what may be said next, and the day it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.jobs import consents
from portal.meetings import ends_store
from portal.meetings.models import Meeting
from portal.meetings.rules.contact import EMPLOYER, PERSON, may_talk
from portal.meetings.rules.replies import Figures
from portal.meetings.rules.steps import TOOK, Deed, Stage, Step, open_to, reached, stage_of
from portal.meetings.service import common, replying, retention, stepping
from portal.meetings.service.following import Question, question_of
from portal.meetings.service.interviews import Times, times_of


@dataclass(frozen=True)
class ForPerson:
    """`since`: when it came to this stage. `may`: what the person may say now. `refused`: the employer's reason; `told`: the
    reason the person gave; `may_tell`: they said no and may give one. `goes_on`: the day it is removed; `keeps`: they agreed
    that it is kept. `replies`: how quickly this employer answers."""

    stage: Stage
    since: datetime | None
    steps: Sequence[Step]
    may: Sequence[Deed]
    refused: str | None
    times: Times | None
    may_tell: bool
    told: str | None
    goes_on: date | None
    keeps: bool
    may_keep: bool
    replies: Figures | None
    question: Question | None
    talks: bool


@dataclass(frozen=True)
class ForEmployer:
    """The same for the employer, while they talk; otherwise only the reason that the person chose to tell."""

    stage: Stage
    since: datetime | None
    steps: Sequence[Step]
    may: Sequence[Deed]
    times: Times | None
    may_offer_times: bool
    told: str | None
    goes_on: date | None
    talks: bool


@act
def of_person(actor: Actor, ref: str, now: datetime) -> ForPerson | None:
    """One of the actor's; None for another's and for none."""
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    steps = ends_store.steps(row)
    stage = stage_of(steps)
    told = stepping.told(row)
    return ForPerson(
        stage=stage,
        since=reached(steps, stage),
        steps=[step for step in steps if step.deed is not Deed.TELL],
        may=open_to(PERSON, steps),
        refused=next((s.reason for s in reversed(steps) if s.deed is Deed.REFUSE), None)
        if stage is Stage.REFUSED
        else None,
        times=times_of(row, now),
        may_tell=stepping.may_tell(row) and told is None,
        told=told,
        goes_on=retention.last_day(row),
        keeps=consents.stands(actor.ref, retention.KEEP, row.ref),
        may_keep=row.accepted_at is not None and stage not in TOOK,
        replies=replying.figures_of(row.organisation, retention.day_of(now)),
        question=question_of(row, now),
        talks=_talks(row, now),
    )


@act
def of_employer(actor: Actor, ref: str, now: datetime) -> ForEmployer | None:
    """One of the actor's organisation; None for another's and for none."""
    row = common.of_employer(actor, ref, now)
    if row is None:
        return None
    if not _talks(row, now):
        return ForEmployer(Stage.TALKING, None, (), (), None, False, stepping.told(row), None, talks=False)
    steps = ends_store.steps(row)
    stage = stage_of(steps)
    return ForEmployer(
        stage=stage,
        since=reached(steps, stage),
        steps=steps,
        may=open_to(EMPLOYER, steps),
        times=times_of(row, now),
        may_offer_times=stage in (Stage.TALKING, Stage.INTERVIEW, Stage.REFUSED),
        told=None,
        goes_on=retention.last_day(row),
        talks=True,
    )


def _talks(row: Meeting, now: datetime) -> bool:
    return may_talk(common.said_of(row), common.around(row), now)
