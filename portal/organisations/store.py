"""How organisations, members, invitations and papers are fetched and changed; races are decided here, by one statement each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, select, update

from portal.organisations.models import DecisionRow, Evidence, Invitation, Membership, Organisation
from portal.shared.text import compact, fold
from portal.storage.db import db

WAITING = and_(Organisation.review == "waiting", Organisation.state == "unverified")


@dataclass(frozen=True)
class Wanted:
    """What the queue is asked for. `show` is waiting, returned, open, verified, suspended or all; "" for any kind or text."""

    show: str = "waiting"
    kind: str = ""
    text: str = ""


_SHOWN: dict[str, ColumnElement[bool]] = {
    "waiting": WAITING,
    "returned": and_(Organisation.review.in_(["returned", "refused"]), Organisation.state == "unverified"),
    "open": and_(Organisation.review == "open", Organisation.state == "unverified"),
    "verified": Organisation.state == "verified",
    "suspended": Organisation.state == "suspended",
}
SHOWS = (*_SHOWN, "all")


def find_organisation(ref: str) -> Organisation | None:
    """The organisation with this ref."""
    return db.session.scalar(select(Organisation).where(Organisation.ref == ref))


def current_membership(account_ref: str) -> Membership | None:
    """The membership that the account has now."""
    mine = (Membership.account_ref == account_ref, Membership.ended_at.is_(None))
    return db.session.scalar(select(Membership).where(*mine))


def current_memberships(organisation: Organisation) -> Sequence[Membership]:
    """Who acts for the organisation now, longest-standing first."""
    query = select(Membership).where(Membership.organisation_id == organisation.id, Membership.ended_at.is_(None))
    return db.session.scalars(query.order_by(Membership.id)).all()


def end_membership(membership: Membership, by: str, now: datetime) -> bool:
    """End it; False where it ended already."""
    mine = (Membership.id == membership.id, Membership.ended_at.is_(None))
    return _changed(update(Membership).where(*mine).values(ended_by=by, ended_at=now)) == 1


def claim(organisation: Organisation, version: int, **values: Any) -> bool:
    """Change the organisation if it still is what was seen; False where somebody was faster."""
    mine = (Organisation.id == organisation.id, Organisation.version == version)
    done = _changed(update(Organisation).where(*mine).values(version=version + 1, **values)) == 1
    db.session.refresh(organisation)
    return done


def last_suspension(organisation: Organisation) -> DecisionRow | None:
    """The newest decision that suspended it."""
    query = select(DecisionRow).where(DecisionRow.organisation_id == organisation.id, DecisionRow.decision == "suspend")
    return db.session.scalar(query.order_by(DecisionRow.id.desc()).limit(1))


def open_invitations(organisation: Organisation, now: datetime) -> Sequence[Invitation]:
    """The invitations of this organisation that ran neither out nor were accepted or taken back, oldest first."""
    query = select(Invitation).where(Invitation.organisation_id == organisation.id, *_open(now))
    return db.session.scalars(query.order_by(Invitation.id)).all()


def invitations_to(indexes: Sequence[str], now: datetime) -> Sequence[Invitation]:
    """The invitations to this address that can still be accepted and were not declined."""
    mine = (Invitation.email_index.in_(indexes), Invitation.declined_at.is_(None))
    query = select(Invitation).where(*mine, *_open(now))
    return db.session.scalars(query.order_by(Invitation.id)).all()


def end_invitation(invitation: Invitation, now: datetime) -> bool:
    """End it (accepted, taken back); False where it ended or ran out in between."""
    return _changed(update(Invitation).where(Invitation.id == invitation.id, *_open(now)).values(ended_at=now)) == 1


def decline_invitation(invitation: Invitation, now: datetime) -> None:
    """Note that the invited person said no: from now on they do not see it."""
    _changed(update(Invitation).where(Invitation.id == invitation.id, *_open(now)).values(declined_at=now))


def forget_invitations(indexes: Sequence[str]) -> int:
    """Remove every invitation to this address, answered or not; how many."""
    return _changed(delete(Invitation).where(Invitation.email_index.in_(indexes)))


def forget_invitations_of(organisation: Organisation) -> int:
    """Remove every invitation of an organisation that nobody acts for any more; how many."""
    return _changed(delete(Invitation).where(Invitation.organisation_id == organisation.id))


def papers_of(organisation: Organisation) -> Sequence[Evidence]:
    """The papers that were not deleted, in the order they came."""
    query = select(Evidence).where(Evidence.organisation_id == organisation.id, Evidence.deleted_at.is_(None))
    return db.session.scalars(query.order_by(Evidence.id)).all()


def find_paper(organisation: Organisation, ref: str) -> Evidence | None:
    """One paper of this organisation, if it was not deleted."""
    return next((paper for paper in papers_of(organisation) if paper.ref == ref), None)


def end_paper(paper: Evidence, by: str, now: datetime) -> bool:
    """Mark it deleted; False where it was."""
    mine = (Evidence.id == paper.id, Evidence.deleted_at.is_(None))
    return _changed(update(Evidence).where(*mine).values(deleted_by=by, deleted_at=now)) == 1


def stored_names() -> frozenset[str]:
    """The names of all files that a paper still needs."""
    return frozenset(db.session.scalars(select(Evidence.stored_name).where(Evidence.deleted_at.is_(None))))


def decisions_of(organisation: Organisation) -> Sequence[DecisionRow]:
    """Every decision, newest first."""
    query = select(DecisionRow).where(DecisionRow.organisation_id == organisation.id)
    return db.session.scalars(query.order_by(DecisionRow.id.desc())).all()


def twins_of(organisation: Organisation) -> Sequence[Organisation]:
    """Other organisations that gave the same tax code."""
    query = select(Organisation).where(
        Organisation.tax_code == organisation.tax_code, Organisation.id != organisation.id
    )
    return db.session.scalars(query.order_by(Organisation.id)).all()


def queue(wanted: Wanted, page: int, size: int) -> tuple[list[tuple[Organisation, int]], int]:
    """One page of organisations with the number of their papers, the one that waits longest first; and how many in all."""
    where = _where(wanted)
    total = db.session.scalar(select(func.count()).select_from(Organisation).where(*where)) or 0
    papers = (
        select(func.count())
        .where(Evidence.organisation_id == Organisation.id, Evidence.deleted_at.is_(None))
        .scalar_subquery()
    )
    order = (func.coalesce(Organisation.submitted_at, Organisation.created_at), Organisation.id)
    query = select(Organisation, papers).where(*where).order_by(*order).offset((page - 1) * size).limit(size)
    return [(row[0], row[1]) for row in db.session.execute(query)], total


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [_SHOWN[wanted.show]] if wanted.show in _SHOWN else []
    if wanted.kind:
        where.append(Organisation.kind == wanted.kind)
    if wanted.text:
        either = [Organisation.searched.contains(fold(wanted.text), autoescape=True)]
        number = compact(wanted.text)
        if any(char.isdigit() for char in number):  # a tax code or licence, however its signs are typed
            either.append(Organisation.searched.contains(number, autoescape=True))
        where.append(either[0] if len(either) == 1 else either[0] | either[1])
    return where


def _open(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Invitation.ended_at.is_(None), Invitation.expires_at > now


def _changed(statement: Any) -> int:
    """How many rows the statement changed."""
    result: CursorResult[Any] = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[assignment]
    return result.rowcount
