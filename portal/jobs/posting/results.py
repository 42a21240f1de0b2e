"""What acts on vacancies give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.jobs.facts import VacancyFacts
from portal.jobs.posting.judging import Judged
from portal.jobs.posting.rules.states import Deed, Verdict


@dataclass(frozen=True)
class DecisionLine:
    """What a moderator decided."""

    verdict: Verdict
    reason: str
    explanation: str
    at: datetime


@dataclass(frozen=True)
class Mine:
    """A vacancy as its employer sees it. `stands`: the state as it is told today; `shown_until`: the last day it is shown
    unless somebody says again that the job is to be had; `waiting_on`: since when somebody who applied waits for an answer."""

    facts: VacancyFacts
    province_id: str
    lawful_reason: str
    state: str
    stands: str
    version: int
    changed_at: datetime
    shown_until: date | None
    ask_again: bool
    deeds: tuple[Deed, ...]
    decisions: tuple[DecisionLine, ...]
    illustrative: bool
    judged: Judged
    waiting_on: date | None = None


@dataclass(frozen=True)
class Desk:
    """The vacancies of an employer, newest change first; `may_publish`: its organisation is verified."""

    organisation: str
    may_publish: bool
    vacancies: Sequence[Mine]


@dataclass(frozen=True)
class Saved:
    """Kept. `again`: it waits for the moderators again, because its words changed."""

    ref: str
    again: bool = False


@dataclass(frozen=True)
class Looked:
    """What was typed, judged and not kept."""

    facts: VacancyFacts
    judged: Judged


@dataclass(frozen=True)
class Case:
    """A vacancy as a moderator sees it. `organisation` is "" for one that came by file."""

    facts: VacancyFacts
    lawful_reason: str
    state: str
    version: int
    organisation: str
    organisation_state: str
    submitted_at: datetime | None
    judged: Judged
    verdicts: tuple[Verdict, ...]
    decisions: tuple[DecisionLine, ...]
    illustrative: bool


@dataclass(frozen=True)
class QueueLine:
    """One that waits, since when, and how much was caught in it."""

    ref: str
    title: str
    employer: str
    since: datetime
    caught: int
