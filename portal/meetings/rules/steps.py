"""The steps of a meeting that both agreed to: interview, offer, hired or not hired, each one side's act and told to the other.

A step says what happened. Whether the employer may see anything is decided elsewhere (`rules/contact.py`) and never by a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from portal.meetings.rules.contact import EMPLOYER, PERSON


class Deed(StrEnum):
    """What one side says happened. The employer's come first; CONFIRM and CONTRADICT are the person's word on HIRE, TELL is
    the one reason that a person who declined may let the employer know."""

    INTERVIEW = "interview"
    OFFER = "offered"
    HIRE = "hired"
    REFUSE = "refused"
    CONFIRM = "confirmed"
    CONTRADICT = "contradicted"
    TELL = "told"


class Stage(StrEnum):
    """Where a meeting stands."""

    TALKING = "talking"
    INTERVIEW = "interview"
    OFFERED = "offered"
    HIRED = "hired"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    REFUSED = "refused"


SIDE: Mapping[Deed, str] = MappingProxyType(
    {
        **dict.fromkeys((Deed.INTERVIEW, Deed.OFFER, Deed.HIRE, Deed.REFUSE), EMPLOYER),
        **dict.fromkeys((Deed.CONFIRM, Deed.CONTRADICT, Deed.TELL), PERSON),
    }
)
AFTER: Mapping[Stage, tuple[Deed, ...]] = MappingProxyType(
    {
        Stage.TALKING: (Deed.INTERVIEW, Deed.OFFER, Deed.HIRE, Deed.REFUSE),
        Stage.INTERVIEW: (Deed.OFFER, Deed.HIRE, Deed.REFUSE),
        Stage.OFFERED: (Deed.HIRE, Deed.REFUSE),
        Stage.HIRED: (Deed.CONFIRM, Deed.CONTRADICT),
        Stage.CONFIRMED: (),
        Stage.CONTRADICTED: (Deed.CONFIRM, Deed.OFFER, Deed.REFUSE),
        Stage.REFUSED: (Deed.INTERVIEW, Deed.OFFER, Deed.HIRE),
    }
)
"""What may come next. A refusal may be taken for another step when the employer thinks again; a hire that the person
contradicts is none, and one that they confirmed stands."""
TO: Mapping[Deed, Stage] = MappingProxyType({deed: Stage(deed.value) for deed in Deed if deed is not Deed.TELL})
TOOK = (Stage.HIRED, Stage.CONFIRMED)
"""Hired, as far as is known: the employer says so and the person has not said no."""

REFUSALS = ("filled", "language", "skills", "experience", "wage", "distance", "start", "papers", "other")
"""Why an employer takes somebody else. None of them is sex, age, family, health, origin or looks."""
REASONS = ("wage", "distance", "hours", "start", "have_job", "not_my_trade", "other")
"""Why a person says no, if they want it known."""


@dataclass(frozen=True)
class Step:
    """One row of a meeting's history; `reason` is a code of REFUSALS or REASONS."""

    deed: Deed
    at: datetime
    reason: str | None = None


def stage_of(steps: Iterable[Step]) -> Stage:
    """Where it stands after these steps, in the order in which they happened; a step that could not follow is none."""
    stage = Stage.TALKING
    for step in steps:
        if step.deed in AFTER[stage]:
            stage = TO[step.deed]
    return stage


def open_to(side: str, steps: Sequence[Step]) -> tuple[Deed, ...]:
    """What this side may say next."""
    return tuple(deed for deed in AFTER[stage_of(steps)] if SIDE[deed] == side)


def reached(steps: Sequence[Step], stage: Stage) -> datetime | None:
    """Since when it stands at this stage; None where it stands elsewhere."""
    if stage_of(steps) is not stage:
        return None
    return next((step.at for step in reversed(steps) if TO.get(step.deed) is stage), None)


def hired_at(steps: Sequence[Step]) -> datetime | None:
    """When the employer said “hired”, where that stands and the person did not contradict."""
    if stage_of(steps) not in TOOK:
        return None
    return next((step.at for step in reversed(steps) if step.deed is Deed.HIRE), None)


def is_reason(deed: Deed, reason: str) -> bool:
    """Whether this step may carry this reason: a refusal needs one of its list, a told “no” one of the other, the rest none."""
    known = {Deed.REFUSE: REFUSALS, Deed.TELL: REASONS}.get(deed)
    return reason in known if known is not None else reason == ""
