"""How meetings are kept, sealed, and moved from state to state by one statement each; who looked at whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, case, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from portal.jobs.models import Profile, Vacancy
from portal.meetings.models import BudgetAlert, Look, Meeting, Words
from portal.meetings.rules.contact import ACCEPTED, EMPLOYER, LIVE, PERSON
from portal.storage.db import db
from portal.storage.encryption import context, seal, unseal
from portal.storage.rotation import SealedColumn, declare

WORDS, MEETING = Words.__tablename__, Meeting.__tablename__
declare(SealedColumn(WORDS, "said_sealed", "ref"))
declare(SealedColumn(MEETING, "report_sealed", "ref"))
MOST = 200


def said_by(ref: str, side: str, author: str, text: str, moment: datetime) -> Words:
    """What one side wrote, sealed."""
    return Words(
        ref=ref, side=side, author=author, said_sealed=seal(context(WORDS, "said_sealed", ref), text), at=moment
    )


def text_of(row: Words) -> str:
    """What was written."""
    return unseal(context(WORDS, "said_sealed", row.ref), row.said_sealed)


def say_again(row: Words, text: str) -> None:
    """Keep other words in place of what was written: with more of it covered."""
    row.said_sealed = seal(context(WORDS, "said_sealed", row.ref), text)


def add(row: Meeting) -> bool:
    """Keep it; False where these two have one that is going on."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def find(ref: str) -> Meeting | None:
    """The meeting with this ref, or None."""
    return db.session.scalar(_whole().where(Meeting.ref == ref))


def between(profile: Profile, vacancy: Vacancy) -> Sequence[Meeting]:
    """Everything these two had, newest first."""
    both = (Meeting.profile_id == profile.id, Meeting.vacancy_id == vacancy.id)
    return db.session.scalars(select(Meeting).where(*both).order_by(Meeting.id.desc())).all()


def asked_before(profile: Profile, vacancy: Vacancy) -> Meeting | None:
    """The question that was asked of this person for this vacancy before, whatever became of it."""
    return next((row for row in between(profile, vacancy) if row.opened_by == EMPLOYER), None)


def take_back(row: Meeting, now: datetime) -> bool:
    """Note that the employer took it back; False where that was noted before."""
    return _once(row, Meeting.taken_back_at.is_(None), taken_back_at=now)


def of_profile(profile: Profile) -> Sequence[Meeting]:
    """Everything of this person; where something happened last comes first."""
    mine = _whole().where(Meeting.profile_id == profile.id)
    return db.session.scalars(mine.order_by(_stirred().desc(), Meeting.id.desc()).limit(MOST)).unique().all()


def of_organisation(ref: str, vacancy: str = "") -> Sequence[Meeting]:
    """Everything of this organisation (for one of its vacancies); where something happened last comes first.

    A talk that is over stands where it was asked: its place tells nothing of what the person answered.
    """
    theirs = _whole().where(Meeting.organisation == ref)
    if vacancy:
        theirs = theirs.where(Meeting.vacancy.has(Vacancy.ref == vacancy))
    last = case((Meeting.state == ACCEPTED, _stirred()), else_=Meeting.asked_at)
    return db.session.scalars(theirs.order_by(last.desc(), Meeting.id.desc()).limit(MOST)).unique().all()


def going_on(organisation: str, states: Sequence[str]) -> Sequence[Meeting]:
    """Every meeting of this organisation in one of these states that the employer did not end."""
    theirs = _whole().where(Meeting.organisation == organisation, Meeting.state.in_(states))
    return db.session.scalars(theirs.where(Meeting.taken_back_at.is_(None)).order_by(Meeting.id)).unique().all()


def of_vacancy(vacancy: Vacancy) -> dict[int, Meeting]:
    """The newest meeting of each person for this vacancy, by the id of the profile."""
    rows = db.session.scalars(_whole().where(Meeting.vacancy_id == vacancy.id).order_by(Meeting.id)).unique()
    return {row.profile_id: row for row in rows}


def move(row: Meeting, before: Sequence[str], **values: Any) -> bool:
    """Set these values if it is still in one of these states; False where somebody was faster."""
    return _once(row, Meeting.state.in_(before), **values)


def hold(row: Meeting) -> bool:
    """Let nobody change it until this transaction ends; False where it is no longer going on."""
    return move(row, LIVE, reported_by=Meeting.reported_by)


def asks_waiting(organisation: str, since: datetime) -> int:
    """Questions of this organisation from this moment on that nobody ever said yes to."""
    asked = select(func.count()).select_from(Meeting).where(
        Meeting.organisation == organisation,
        Meeting.opened_by == EMPLOYER,
        Meeting.asked_at > since,
        Meeting.accepted_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(asked) or 0


def reveals(organisation: str, since: datetime) -> set[str]:
    """The meetings whose contact this organisation saw from this moment on."""
    seen = select(Look.meeting_ref).where(Look.viewer == organisation, Look.what == "contact", Look.at > since)
    return {ref for ref in db.session.scalars(seen.distinct()) if ref is not None}


def opened(organisation: str, since: datetime) -> int:
    """How many people's cards this organisation opened from this moment on."""
    seen = select(func.count(Look.profile_id.distinct()))
    return db.session.scalar(seen.where(Look.viewer == organisation, Look.what == "card", Look.at > since)) or 0


def reporters(organisation: str, since: datetime) -> int:
    """How many people reported this organisation from this moment on."""
    told = select(func.count(Meeting.profile_id.distinct()))
    by = (Meeting.organisation == organisation, Meeting.reported_by == PERSON, Meeting.reported_at > since)
    return db.session.scalar(told.where(*by)) or 0


def raise_alert(organisation: str, kind: str, now: datetime) -> None:
    """Tell the moderators, once until they have looked."""
    if not alert_waits(organisation, kind):
        db.session.add(BudgetAlert(organisation=organisation, kind=kind, at=now))


def times_revealed(ref: str) -> int:
    """How often the contact of this meeting was seen."""
    seen = select(func.count()).select_from(Look).where(Look.meeting_ref == ref, Look.what == "contact")
    return db.session.scalar(seen) or 0


def report(row: Meeting, side: str, reason: str, text: str, now: datetime) -> bool:
    """Note that one side told the moderators, and why; False where somebody had."""
    said = seal(context(MEETING, "report_sealed", row.ref), text) if text else None
    told = {"reported_at": now, "reported_by": side, "reported_for": reason or None, "report_sealed": said}
    return _once(row, Meeting.reported_at.is_(None), **told)


def report_of(row: Meeting) -> str:
    """What the moderators were told in words; "" where nothing was."""
    if row.report_sealed is None:
        return ""
    return unseal(context(MEETING, "report_sealed", row.ref), row.report_sealed)


def last_written(rows: Sequence[Meeting], side: str) -> dict[int, datetime]:
    """When this side last wrote in each of these meetings, by the meeting's id."""
    wrote = select(Words.meeting_id, func.max(Words.at).label("at")).where(
        Words.meeting_id.in_([row.id for row in rows]), Words.side == side
    )
    return {row.meeting_id: row.at for row in db.session.execute(wrote.group_by(Words.meeting_id))}


def read(row: Meeting, side: str, now: datetime) -> None:
    """Note that this side read what stands in it."""
    column = Meeting.person_read_at if side == PERSON else Meeting.employer_read_at
    _once(row, Meeting.id == row.id, **{column.key: now})


def settle(row: Meeting, found: str, now: datetime) -> bool:
    """Note that a moderator looked at the report, and what they found; False where somebody had."""
    return _once(row, Meeting.settled_at.is_(None), settled_at=now, settled_as=found)


def looks_at(profile: Profile, most: int = MOST) -> Sequence[Look]:
    """Who saw what of this person, newest first."""
    rows = select(Look).where(Look.profile_id == profile.id).order_by(Look.at.desc(), Look.id.desc())
    return db.session.scalars(rows.limit(most)).all()


def listed_since(organisation: str, vacancy: str, since: datetime) -> set[int]:
    """The profiles that this organisation saw in the list of this vacancy from this moment on."""
    rows = select(Look.profile_id).where(
        Look.viewer == organisation, Look.what == "listed", Look.vacancy == vacancy, Look.at >= since
    )
    return set(db.session.scalars(rows))


def alert_waits(organisation: str, kind: str) -> bool:
    """Whether the moderators were told of this already and have not settled it."""
    waiting = select(BudgetAlert.id).where(
        BudgetAlert.organisation == organisation, BudgetAlert.kind == kind, BudgetAlert.settled_at.is_(None)
    )
    return db.session.scalar(waiting.limit(1)) is not None


def alerts() -> Sequence[BudgetAlert]:
    """What waits for a moderator, the oldest first."""
    return db.session.scalars(
        select(BudgetAlert).where(BudgetAlert.settled_at.is_(None)).order_by(BudgetAlert.at)
    ).all()


def find_alert(id: int) -> BudgetAlert | None:
    """An alert by its number."""
    return db.session.get(BudgetAlert, id)


def reported() -> Sequence[Meeting]:
    """Meetings that were reported and not settled, the oldest first."""
    rows = _whole().where(Meeting.reported_at.is_not(None), Meeting.settled_at.is_(None))
    return db.session.scalars(rows.order_by(Meeting.reported_at)).unique().all()


def profiles_by_ref(refs: Sequence[str]) -> dict[str, Profile]:
    """The profiles with these references."""
    return {row.ref: row for row in db.session.scalars(select(Profile).where(Profile.ref.in_(refs)))}


def _once(row: Meeting, still: ColumnElement[bool], **values: Any) -> bool:
    done: CursorResult[Any] = db.session.execute(
        update(Meeting).where(Meeting.id == row.id, still).values(**values).execution_options(synchronize_session=False)
    )  # type: ignore[assignment]
    db.session.expire(row)
    return done.rowcount == 1


def _stirred() -> ColumnElement[datetime]:
    """When it was asked, agreed to, or last written in."""
    written = select(func.max(Words.at)).where(Words.meeting_id == Meeting.id).correlate(Meeting).scalar_subquery()
    last = func.coalesce(written, Meeting.asked_at)
    return case((Meeting.accepted_at > last, Meeting.accepted_at), else_=last)


def _whole() -> Select[Meeting]:
    return select(Meeting).options(joinedload(Meeting.profile), joinedload(Meeting.vacancy))
