"""What the acts of this room answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from portal.meetings.rules.contact import Sees, Stands
from portal.meetings.rules.steps import Stage
from portal.organisations.service.directory import Known
from portal.shared.messages import Message


@dataclass(frozen=True)
class Terms:
    """The job as it was asked for or applied to. Wages are VND a month."""

    title: str
    place: str
    wage_min: int | None
    wage_max: int | None


@dataclass(frozen=True)
class Said:
    """One message: `mine` where the reader's side wrote it, `lures` where it says what people are cheated with."""

    mine: bool
    text: str = field(repr=False)
    at: datetime
    lures: bool = False


@dataclass(frozen=True)
class PersonLine:
    """One line of a person's list."""

    ref: str
    vacancy: str
    employer: str
    terms: Terms
    stands: Stands
    applied: bool
    asked_at: datetime
    illustrative: bool
    unread: bool = False


@dataclass(frozen=True)
class Settled:
    """What the moderators found of what somebody told them, by a code of `rules/reports.py`, and when; `found` is None where
    they only noted that they looked."""

    at: datetime
    found: str | None


@dataclass(frozen=True)
class PersonView:
    """A meeting as the person reads it. `changed`: the job is no longer what was asked for; `mark` is what was shown, and an
    answer to something else is asked again. `until`: when the employer stops seeing what was agreed to. `vacancy_open`: its
    page is still there. `reveals`: how often the contact was looked at. `hides`: the person hides from this employer.
    `settled`: what became of the report."""

    line: PersonLine
    organisation: Known
    words: Sequence[Said]
    now: Terms
    changed: bool
    mark: str
    may_answer: bool
    may_share: bool
    may_write: bool
    until: datetime | None
    vacancy_open: bool
    reported: bool
    reveals: int
    hides: bool
    settled: Settled | None = None


@dataclass(frozen=True)
class EmployerLine:
    """One line of an employer's list. `alias` is what this employer calls the person; `stage` where the two stand, while they
    talk."""

    ref: str
    alias: str
    vacancy: str
    title: str
    sees: Sees
    applied: bool
    asked_at: datetime
    illustrative: bool
    unread: bool = False
    stage: Stage | None = None


@dataclass(frozen=True)
class EmployerView:
    """A meeting as the employer reads it. `words` only while they talk, or what they wrote themselves."""

    line: EmployerLine
    words: Sequence[Said]
    may_write: bool
    may_see_contact: bool
    until: datetime | None


@dataclass(frozen=True)
class Told:
    """An employer told the moderators of somebody: from the talk about which job, when, and what became of it."""

    title: str
    at: datetime
    settled: Settled | None


@dataclass(frozen=True)
class Contact:
    """How to reach somebody, at the moment of asking."""

    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)


@dataclass(frozen=True)
class Done:
    """It is so now; `before` where it was so already. `ref` of the meeting."""

    ref: str
    before: bool = False


Tone = Literal["met", "some", "missing"]
"""Said and enough; said but not enough, or made likely; not there."""


@dataclass(frozen=True)
class CardLine:
    """One thing the vacancy asks, in the employer's own words or as a heading, and how the person stands to it."""

    tone: Tone
    text: Message


@dataclass(frozen=True)
class Card:
    """A person as an employer sees them: no word of their own is in it. `outline` holds of at least five people; `widened`:
    something had to be said more widely for that. `meeting`: what these two have already."""

    alias: str
    percent: int
    outline: Sequence[Message]
    widened: bool
    lines: Sequence[CardLine]
    available: Message | None
    enough_skills: bool
    meeting: EmployerLine | None
    illustrative: bool


@dataclass(frozen=True)
class Found:
    """A page of the people who fit a vacancy, best first, out of `total` that may be looked at."""

    vacancy: str
    title: str
    cards: Sequence[Card]
    total: int
    capped: bool
    illustrative: bool
