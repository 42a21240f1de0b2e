"""What the acts on organisations answer when they are not refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from portal.organisations.rules.papers import Task
from portal.organisations.rules.states import Decision, Standing


@dataclass(frozen=True)
class Done:
    """It was done; there is nothing to show."""


@dataclass(frozen=True)
class Created:
    """A new organisation."""

    ref: str


@dataclass(frozen=True)
class MemberLine:
    """Somebody who acts for the organisation."""

    ref: str
    """Of the membership."""
    name: str | None = field(repr=False)
    email: str | None = field(repr=False)
    owner: bool
    since: datetime
    me: bool


@dataclass(frozen=True)
class InvitationLine:
    """An address that was asked to join and has not answered."""

    ref: str
    email: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class Offer:
    """An invitation to the reader: which organisation asks them to join."""

    ref: str
    kind: str
    legal_name: str
    expires: datetime


@dataclass(frozen=True)
class EvidenceLine:
    """One paper; `size` in bytes."""

    ref: str
    kind: str
    media_type: str
    size: int
    uploaded: datetime


@dataclass(frozen=True)
class DecisionLine:
    """One decision, newest first in a list. `reason` is a code, `explanation` the moderator's own words."""

    decision: str
    from_state: str
    to_state: str
    reason: str
    explanation: str | None
    at: datetime


@dataclass(frozen=True)
class OrganisationView:
    """An organisation as its members or the moderators see it."""

    ref: str
    kind: str
    legal_name: str
    tax_code: str
    licence_no: str | None
    address: str
    contact: str = field(repr=False)
    phone: str = field(repr=False)
    standing: Standing
    version: int
    created: datetime
    submitted: datetime | None
    members: tuple[MemberLine, ...]
    evidence: tuple[EvidenceLine, ...]
    decisions: tuple[DecisionLine, ...]
    tasks: tuple[Task, ...]

    @property
    def ready(self) -> bool:
        """Whether everything required is there."""
        return all(task.done for task in self.tasks)

    @property
    def last_decision(self) -> DecisionLine | None:
        return self.decisions[0] if self.decisions else None


@dataclass(frozen=True)
class Mine:
    """What a member sees of their own organisation. `manages`: whether they may invite and remove members."""

    organisation: OrganisationView
    manages: bool
    invited: tuple[InvitationLine, ...]


@dataclass(frozen=True)
class Twin:
    """Another organisation that gave the same tax code."""

    ref: str
    legal_name: str
    state: str


@dataclass(frozen=True)
class Case:
    """What a moderator decides on. `choices` are the decisions that this moderator may take now."""

    organisation: OrganisationView
    choices: tuple[Decision, ...]
    twins: tuple[Twin, ...]
    reads_evidence: bool


@dataclass(frozen=True)
class QueueLine:
    """One line of the queue."""

    ref: str
    kind: str
    legal_name: str
    tax_code: str
    licence_no: str | None
    standing: Standing
    since: datetime
    """When it was sent; where it never was, when it was made."""
    papers: int


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue, and how many lines there are in all."""

    lines: tuple[QueueLine, ...]
    total: int


@dataclass(frozen=True)
class EvidenceFile:
    """A paper to be handed out as an attachment."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Which organisation somebody is a member of, whatever its state, and since when."""

    organisation: str
    since: datetime


@dataclass(frozen=True)
class Acting:
    """The organisation that somebody acts for, verified and not suspended now."""

    ref: str
    kind: str
    legal_name: str
