"""What both sides say happened after they agreed to talk: each step is told to the other side, and shows or hides nothing."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.jobs import consents
from portal.meetings import ends_store, ends_wording, store
from portal.meetings.models import Meeting
from portal.meetings.rules.contact import DECLINED, EMPLOYER, PERSON, may_talk
from portal.meetings.rules.steps import TO, TOOK, Deed, is_reason, open_to, stage_of
from portal.meetings.service import common, outcomes, replying
from portal.meetings.service.retention import KEEP
from portal.shared.problems import BadInput, Problem
from portal.storage.turns import take_turn


@act
def step(actor: Actor, ref: str, deed: Deed, reason: str, now: datetime) -> bool | None:
    """The employer's step. False where it stands there already; None where they do not talk or it cannot follow.

    Raises BadInput (reason) where a refusal has none of the list.
    """
    row = common.of_employer(actor, ref, now)
    if row is None or not may_step(row, now):
        return None
    if stage_of(ends_store.steps(row)) is TO.get(deed):
        return False
    if deed not in open_to(EMPLOYER, ends_store.steps(row)):
        return None
    if not is_reason(deed, reason):
        raise BadInput([Problem("reason", ends_wording.CHOOSE_REASON)])
    keep(actor, row, deed, reason, now)
    common.write_to_person(row, "meeting_moved")
    return True


@act
def say(actor: Actor, ref: str, deed: Deed, now: datetime) -> bool | None:
    """The person's word on “hired”: right or not right. False where they said so already; None where there is nothing to say."""
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    one_at_a_time(row)
    steps = ends_store.steps(row)
    if stage_of(steps) is TO.get(deed):
        return False
    if deed not in open_to(PERSON, steps):
        return None
    keep(actor, row, deed, "", now)
    common.write_to_employer(row, "meeting_moved")
    return True


@act
def tell(actor: Actor, ref: str, reason: str, now: datetime) -> bool | None:
    """Let the employer know one reason why the person said no: only they can, and only afterwards. False where they did;
    None where they said no to nothing here. Raises BadInput (reason)."""
    row = common.of_person(actor, ref, now)
    if row is None or not may_tell(row):
        return None
    one_at_a_time(row)
    if told(row) is not None:
        return False
    if not is_reason(Deed.TELL, reason):
        raise BadInput([Problem("reason", ends_wording.CHOOSE_REASON)])
    ends_store.add_step(row, Deed.TELL, reason, now)
    common.write_to_employer(row, "meeting_moved")
    common.log(actor, "told", row, reason=reason)
    return True


@act
def let_keep(actor: Actor, ref: str, on: bool, now: datetime) -> bool | None:
    """Agree that this meeting is kept though they were not hired, or take that back. None where there is nothing to be kept."""
    row = common.of_person(actor, ref, now)
    if row is None or row.accepted_at is None or stage_of(ends_store.steps(row)) in TOOK:
        return None
    change = consents.give if on else consents.take_back
    return change(actor, KEEP, now, row.ref)


def may_step(row: Meeting, now: datetime) -> bool:
    """Whether the employer may say that something happened: while they talk. Nobody else changes the meeting meanwhile."""
    one_at_a_time(row)
    return may_talk(common.said_of(row), common.around(row), now) and store.hold(row)


def keep(actor: Actor, row: Meeting, deed: Deed, reason: str, now: datetime) -> None:
    """Keep a step that may be taken, count it, and write it down for the person."""
    steps = ends_store.steps(row)
    ends_store.add_step(row, deed, reason, now)
    after = ends_store.steps(row)
    outcomes.note_step(row, deed, stage_of(steps), stage_of(after), first=deed not in {one.deed for one in steps})
    if deed not in (Deed.CONFIRM, Deed.CONTRADICT):
        replying.answered(row, now)
    common.log(actor, "stepped", row, step=deed.value, **({"reason": reason} if reason else {}))


def may_tell(row: Meeting) -> bool:
    """Whether the person said no to a question of this employer."""
    return row.opened_by == EMPLOYER and row.state == DECLINED


def told(row: Meeting) -> str | None:
    """The reason that the person let the employer know; None for none."""
    return next((one.reason for one in ends_store.steps(row) if one.deed is Deed.TELL), None)


def one_at_a_time(row: Meeting) -> None:
    """Wait until nobody else changes the steps of this meeting, and let nobody else until the transaction ends."""
    take_turn(f"steps of {row.ref}")
