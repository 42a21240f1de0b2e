"""Times for an interview: the employer offers up to five, the person takes one or says that none fits; a file for a calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.meetings import ends_store, ends_wording
from portal.meetings.ends_models import Interview
from portal.meetings.models import Meeting
from portal.meetings.results import Done
from portal.meetings.rules.contact import may_talk
from portal.meetings.rules.ics import Event
from portal.meetings.rules.slots import BY, LENGTHS, LONGEST_PLACE, MOST, may_choose, overlap, wrong_times
from portal.meetings.rules.steps import Deed, Stage, stage_of
from portal.meetings.service import common, stepping
from portal.organisations.service import directory as organisations
from portal.shared.clock import VIETNAM
from portal.shared.contact_details import masked
from portal.shared.problems import BadInput, Problem

NONE = "none"
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*(?:[:h.g]\s*(\d{2})?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """What an employer typed: days and times as they stand in the form, empty rows too."""

    times: Sequence[tuple[str, str]]
    minutes: str
    held_by: str
    place: str


@dataclass(frozen=True)
class Times:
    """An offer as both sides see it. `chosen`: the time that was taken; `none`: the person said that none fits; `open`: the
    times that can still be taken, with their places in the offer."""

    ref: str
    starts: Sequence[datetime]
    minutes: int
    held_by: str
    place: str
    chosen: datetime | None
    none: bool
    open: Sequence[tuple[int, datetime]]


@act
def offer(actor: Actor, ref: str, typed: Typed, now: datetime) -> Done | None:
    """Offer these times; an offer before it counts no more. Done with `before` where this very offer stands.

    None where they do not talk, or it is over. Raises BadInput (day_1, time_1, …, minutes, held_by, place).
    """
    row = common.of_employer(actor, ref, now)
    if row is None or not stepping.may_step(row, now):
        return None
    stage = stage_of(ends_store.steps(row))
    if stage not in (Stage.TALKING, Stage.INTERVIEW, Stage.REFUSED):
        return None
    starts, minutes, place = _read(typed, now)
    had = ends_store.interview_of(row)
    if had is not None and had.answered_at is None and had.starts == starts and ends_store.place_of(had) == place:
        return Done(row.ref, before=True)
    new = Interview(
        ref=new_ref(), meeting_id=row.id, starts=starts, minutes=minutes, held_by=typed.held_by, offered_at=now
    )
    ends_store.add_interview(new, place)
    if stage is not Stage.INTERVIEW:
        stepping.keep(actor, row, Deed.INTERVIEW, "", now)
    else:
        common.log(actor, "times_offered", row)
    common.write_to_person(row, "meeting_moved")
    return Done(row.ref)


@act
def choose(actor: Actor, ref: str, offered: str, choice: str, now: datetime) -> Done | None:
    """Take one of the times (its place in the offer), or none. `offered`: the offer as it was shown.

    None where there is nothing to be chosen any more. Raises BadInput (choice): nothing chosen, a time that has begun, one at
    which the person has another interview, an offer that was replaced.
    """
    row = common.of_person(actor, ref, now)
    if row is None or not may_talk(common.said_of(row), common.around(row), now):
        return None
    stepping.one_at_a_time(row)
    times = ends_store.interview_of(row)
    if times is None or stage_of(ends_store.steps(row)) is not Stage.INTERVIEW:
        return None
    if times.ref != offered:
        raise BadInput([Problem("choice", ends_wording.REPLACED)])
    chosen = _chosen(row, times, choice, now)
    if times.answered_at is not None:
        return Done(row.ref, before=True) if times.chosen == chosen else None
    ends_store.choose(times, chosen, now)
    common.write_to_employer(row, "meeting_moved")
    common.log(actor, "time_taken" if chosen is not None else "no_time_fits", row)
    return Done(row.ref)


def times_of(row: Meeting, now: datetime) -> Times | None:
    """The offer that stands, None for none."""
    found = ends_store.interview_of(row)
    if found is None:
        return None
    starts = [datetime.fromisoformat(start) for start in found.starts]
    waits = found.answered_at is None
    return Times(
        found.ref, starts, found.minutes, found.held_by, ends_store.place_of(found),
        chosen=None if found.chosen is None else starts[found.chosen],
        none=not waits and found.chosen is None,
        open=[(n, start) for n, start in enumerate(starts) if may_choose(start, now)] if waits else [],
    )  # fmt: skip


@act
def event_for(actor: Actor, ref: str, now: datetime, *, employer: bool) -> Event | None:
    """The interview that was taken, for a calendar: the job and the organisation, nothing else. `note` is left to the page.

    None where none was taken, and for an employer where they do not talk now.
    """
    row = common.of_employer(actor, ref, now) if employer else common.of_person(actor, ref, now)
    if row is None or (employer and not may_talk(common.said_of(row), common.around(row), now)):
        return None
    times = ends_store.interview_of(row)
    if times is None or times.chosen is None or times.answered_at is None:
        return None
    name = organisations.names_of([row.organisation]).get(row.organisation, "")
    title = common.asked_terms(row).title
    start = datetime.fromisoformat(times.starts[times.chosen])
    return Event(f"{times.ref}@ben-ve", times.answered_at, start, times.minutes, f"{title} – {name}", "")


def _chosen(row: Meeting, times: Interview, choice: str, now: datetime) -> int | None:
    if choice == NONE:
        return None
    if not choice.isdecimal() or not choice.isascii() or int(choice) >= len(times.starts):
        raise BadInput([Problem("choice", ends_wording.CHOOSE_TIME)])
    start = datetime.fromisoformat(times.starts[int(choice)])
    if times.answered_at is None and not may_choose(start, now):
        raise BadInput([Problem("choice", ends_wording.TIME_PAST)])
    if any(
        overlap(start, times.minutes, other, minutes)
        for other, minutes in ends_store.taken_times(row.profile_id, times.id)
    ):
        raise BadInput([Problem("choice", ends_wording.TIME_TAKEN)])
    return int(choice)


def _read(typed: Typed, now: datetime) -> tuple[list[str], int, str]:
    """The times in order as they are kept, the length and the place. Raises BadInput."""
    problems: list[Problem] = []
    rows = [(n, day.strip(), hour.strip()) for n, (day, hour) in enumerate(typed.times[:MOST], 1)]
    found = [(n, _moment(n, day, hour, problems)) for n, day, hour in rows if day or hour]
    starts = [(n, start) for n, start in found if start is not None]
    minutes = int(typed.minutes) if typed.minutes in {str(length) for length in LENGTHS} else 0
    if not found:
        problems.append(Problem("day_1", ends_wording.NO_TIME))
    for wrong in wrong_times([start for _, start in starts], minutes or min(LENGTHS), now):
        problems.append(Problem(f"day_{starts[wrong.index][0]}", ends_wording.WRONG_TIMES[wrong.code]))
    if not minutes:
        problems.append(Problem("minutes", ends_wording.CHOOSE_LENGTH))
    place = masked(" ".join(typed.place.split()))
    if typed.held_by not in BY:
        problems.append(Problem("held_by", ends_wording.CHOOSE_WAY))
    elif typed.held_by == "place" and not place:
        problems.append(Problem("place", ends_wording.NO_PLACE))
    if len(place) > LONGEST_PLACE:
        problems.append(Problem("place", ends_wording.LONG_PLACE))
    if problems:
        raise BadInput(problems)
    return sorted(start.isoformat() for _, start in starts), minutes, place


def _moment(number: int, day: str, hour: str, problems: list[Problem]) -> datetime | None:
    """A time of Vietnam in UTC; None with a problem where it is none."""
    on, at = _day(day), _hour(hour)
    if on is None:
        problems.append(Problem(f"day_{number}", ends_wording.NO_DAY))
    if at is None:
        problems.append(Problem(f"time_{number}", ends_wording.NO_HOUR))
    return None if on is None or at is None else datetime.combine(on, at, VIETNAM).astimezone(UTC)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))
