"""How steps, times for an interview, questions long after, replies and outcomes are kept and found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from portal.jobs.models import Vacancy
from portal.jobs.store import in_parts
from portal.meetings.ends_models import FollowUp, Interview, MeetingStep, OutcomeCount, Reply
from portal.meetings.models import Meeting
from portal.meetings.rules.contact import ACCEPTED, PERSON
from portal.meetings.rules.replies import Waited
from portal.meetings.rules.steps import Deed, Step
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

INTERVIEW = Interview.__tablename__
declare(SealedColumn(INTERVIEW, "place_sealed", "ref"))


def add_step(meeting: Meeting, deed: Deed, reason: str, moment: datetime) -> None:
    """Keep a step."""
    db.session.add(MeetingStep(meeting_id=meeting.id, deed=deed.value, reason=reason or None, at=moment))
    db.session.flush()


def steps_of(ids: Iterable[int]) -> dict[int, list[Step]]:
    """The steps of these meetings by their ids, each in the order in which it was kept."""
    found: dict[int, list[Step]] = {}
    for part in in_parts(list(ids)):
        rows = select(MeetingStep).where(MeetingStep.meeting_id.in_(part)).order_by(MeetingStep.id)
        for row in db.session.scalars(rows):
            found.setdefault(row.meeting_id, []).append(Step(Deed(row.deed), row.at, row.reason))
    return found


def steps(meeting: Meeting) -> list[Step]:
    """The steps of one meeting."""
    return steps_of([meeting.id]).get(meeting.id, [])


def add_interview(row: Interview, place: str) -> None:
    """Keep an offer of times, its place sealed."""
    row.place_sealed = seal(context(INTERVIEW, "place_sealed", row.ref), place)
    db.session.add(row)
    db.session.flush()


def place_of(row: Interview) -> str:
    """Where it is, or how it is held."""
    return unseal(context(INTERVIEW, "place_sealed", row.ref), row.place_sealed)


def interview_of(meeting: Meeting) -> Interview | None:
    """The newest offer of times of this meeting."""
    theirs = select(Interview).where(Interview.meeting_id == meeting.id)
    return db.session.scalar(theirs.order_by(Interview.id.desc()).limit(1))


def taken_times(profile_id: int, besides: int) -> list[tuple[datetime, int]]:
    """When this person has interviews that they took, and how many minutes each, besides one offer."""
    mine = (
        select(Interview)
        .join(Interview.meeting)
        .where(Meeting.profile_id == profile_id, Interview.chosen.is_not(None), Interview.id != besides)
    )
    return [
        (datetime.fromisoformat(row.starts[row.chosen]), row.minutes)
        for row in db.session.scalars(mine)
        if row.chosen is not None
    ]


def choose(row: Interview, chosen: int | None, moment: datetime) -> bool:
    """Note which time was taken, None for none; False where that was answered before."""
    done = _changed(
        update(Interview)
        .where(Interview.id == row.id, Interview.answered_at.is_(None))
        .values(chosen=chosen, answered_at=moment)
    )
    db.session.expire(row)
    return done == 1


def add_reply(meeting: Meeting, day: date) -> None:
    """Note that somebody applied."""
    db.session.add(Reply(organisation=meeting.organisation, meeting_id=meeting.id, applied_on=day))
    db.session.flush()


def reply_of(meeting: Meeting) -> Reply | None:
    """What is noted of this application."""
    return db.session.scalar(select(Reply).where(Reply.meeting_id == meeting.id))


def answer(meeting: Meeting, day: date) -> bool:
    """Note the first answer; False where there was one, or nobody applied."""
    still = (Reply.meeting_id == meeting.id, Reply.answered_on.is_(None))
    return _changed(update(Reply).where(*still).values(answered_on=day)) == 1


def forget_reply(row: Reply) -> None:
    """An application that was taken back never was."""
    db.session.delete(row)
    db.session.flush()


def forget_replies(before: date) -> int:
    """Remove what is noted of applications from before this day; how many."""
    return _changed(delete(Reply).where(Reply.applied_on < before))


def waited(organisation: str, since: date) -> list[Waited]:
    """Every application to this organisation from this day on."""
    theirs = select(Reply).where(Reply.organisation == organisation, Reply.applied_on >= since)
    return [Waited(row.applied_on, row.answered_on) for row in db.session.scalars(theirs)]


def unanswered(vacancy_id: int) -> Sequence[Meeting]:
    """The applications for this vacancy that are going on and got no answer, the oldest first."""
    theirs = (
        _whole()
        .join(Reply, Reply.meeting_id == Meeting.id)
        .where(
            Meeting.vacancy_id == vacancy_id,
            Meeting.opened_by == PERSON,
            Meeting.state == ACCEPTED,
            Meeting.taken_back_at.is_(None),
            Reply.answered_on.is_(None),
        )
    )
    return db.session.scalars(theirs.order_by(Meeting.asked_at, Meeting.id)).all()


def set_waiting(vacancy_id: int, since: datetime | None) -> bool:
    """Note since when somebody waits; whether that is new."""
    now = Vacancy.waiting_since.is_not(None) if since is None else Vacancy.waiting_since.is_distinct_from(since)
    return _changed(update(Vacancy).where(Vacancy.id == vacancy_id, now).values(waiting_since=since)) == 1


def vacancies_waiting() -> list[int]:
    """The open vacancies at which somebody waits."""
    return list(db.session.scalars(select(Vacancy.id).where(Vacancy.waiting_since.is_not(None)).order_by(Vacancy.id)))


def ended(day: date, upto: datetime, hired_upto: datetime) -> Sequence[Meeting]:
    """Meetings whose removal may be due: of vacancies closed, last confirmed or silent before `upto`, or past their last day;
    and of whoever was hired before `hired_upto`."""
    closed = (Vacancy.closed_at < upto) | (Vacancy.deadline < day) | (Vacancy.confirmed_at < upto)
    hired = select(MeetingStep.meeting_id).where(MeetingStep.deed == Deed.HIRE.value, MeetingStep.at < hired_upto)
    rows = _whole().join(Meeting.vacancy).where(closed | (Vacancy.waiting_since < upto) | Meeting.id.in_(hired))
    return db.session.scalars(rows.order_by(Meeting.id)).unique().all()


def remove(meeting: Meeting) -> None:
    """Remove a meeting with everything that was written in it; looks stay, and replies no longer say whose they were."""
    db.session.delete(meeting)
    db.session.flush()


def hired_meetings(upto: datetime) -> Sequence[Meeting]:
    """Meetings in which an employer said “hired” by this moment."""
    said = select(MeetingStep.meeting_id).where(MeetingStep.deed == Deed.HIRE.value, MeetingStep.at <= upto)
    return db.session.scalars(_whole().where(Meeting.id.in_(said)).order_by(Meeting.id)).unique().all()


def questions(meeting: Meeting) -> dict[int, FollowUp]:
    """The questions that were asked of whoever was hired here, by months."""
    rows = select(FollowUp).where(FollowUp.meeting_id == meeting.id)
    return {row.months: row for row in db.session.scalars(rows)}


def ask(meeting: Meeting, months: int, moment: datetime) -> bool:
    """Note that this question was asked; False where it had been."""
    try:
        with db.session.begin_nested():
            db.session.add(FollowUp(meeting_id=meeting.id, months=months, asked_at=moment))
    except IntegrityError:
        return False
    return True


def answered(meeting: Meeting, months: int, moment: datetime) -> bool:
    """Note that this question was answered; False where it had been, or was never asked."""
    still = (FollowUp.meeting_id == meeting.id, FollowUp.months == months, FollowUp.answered_at.is_(None))
    return _changed(update(FollowUp).where(*still).values(answered_at=moment)) == 1


def count(cell: tuple[str, str, str], what: str, by: int) -> None:
    """Add to a count; one that would fall below nothing stays at nothing."""
    month, province, sector = cell
    here = (
        OutcomeCount.month == month, OutcomeCount.province == province, OutcomeCount.sector == sector,
        OutcomeCount.what == what,
    )  # fmt: skip
    add = update(OutcomeCount).where(*here, OutcomeCount.count + by >= 0).values(count=OutcomeCount.count + by)
    if _changed(add) or by < 0:
        return
    try:
        with db.session.begin_nested():
            db.session.add(OutcomeCount(month=month, province=province, sector=sector, what=what, count=by))
    except IntegrityError:  # somebody was faster
        _changed(add)


def counts() -> list[tuple[str, str, str, str, int]]:
    """Every count: month, province, sector, what, how many."""
    table = OutcomeCount
    return [
        (row[0], row[1], row[2], row[3], row[4])
        for row in db.session.execute(
            select(table.month, table.province, table.sector, table.what, table.count).where(table.count > 0)
        )
    ]


def _changed(statement: Any) -> int:
    done: CursorResult[Any] = db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[assignment]
    return done.rowcount


def _whole() -> Select[Meeting]:
    return select(Meeting).options(joinedload(Meeting.profile), joinedload(Meeting.vacancy))
