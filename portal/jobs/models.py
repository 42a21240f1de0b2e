"""What is stored of work at home: vacancies, and the profiles of returnees.

A profile has no column for a name, phone number, address, birth date, gender, ethnicity or photo, and never will: what is
not stored cannot weigh in a ranking. Contact data lives in the accounts room, behind consent. Refs of accounts and
organisations stand as text, as in those rooms.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from portal.organisations.models import Organisation
from portal.storage.db import Base
from portal.storage.types import NfcText, UtcDateTime

_NEW = text("noted IS NOT TRUE")
STATES = "('pending', 'open', 'paused', 'closed', 'draft')"


class Vacancy(Base):
    """A job offered in Vietnam. Wages are VND a month; lists are JSON arrays as in the import format."""

    __tablename__ = "vacancy"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("positions >= 1", name="positions"),
        Index(None, "state", "posted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(NfcText, unique=True)
    title: Mapped[str] = mapped_column(NfcText)
    employer: Mapped[str] = mapped_column(NfcText)
    sector: Mapped[str | None] = mapped_column(NfcText)
    province: Mapped[str] = mapped_column(NfcText)
    province_id: Mapped[str | None] = mapped_column(Text, index=True)
    description: Mapped[str] = mapped_column(NfcText)
    skills_required: Mapped[list[str]] = mapped_column(JSON)
    skills_preferred: Mapped[list[str]] = mapped_column(JSON)
    languages: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    wage_min: Mapped[int | None] = mapped_column(BigInteger)
    wage_max: Mapped[int | None] = mapped_column(BigInteger)
    experience_years: Mapped[float | None] = mapped_column(Float)
    education: Mapped[str | None] = mapped_column(NfcText)
    positions: Mapped[int] = mapped_column(default=1)
    start_by: Mapped[date | None] = mapped_column(Date)
    deadline: Mapped[date | None] = mapped_column(Date)
    certificates_required: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(Text, default="pending")
    illustrative: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[str | None] = mapped_column(Text, index=True)
    """Ref of the organisation that typed it; None for one that came by file of the operator."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with every change that a moderator must have seen before deciding."""
    lawful_reason: Mapped[str | None] = mapped_column(NfcText)
    """Why the law allows a requirement of sex or age, in the employer's words."""
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its employer last said that the job is still to be had."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was closed, by its employer, a moderator or its own silence; None while it is not."""
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the oldest application came that nobody answered: set by the room of meetings."""
    confirm_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its employer was last asked by letter whether the job is still to be had."""
    silence_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its employer was last told by letter that somebody waits."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    folded: Mapped[str] = mapped_column(Text)
    """Title, employer, sector and skills without diacritics: what the text filter of the list looks in."""
    organisation_state: Mapped[str | None] = column_property(
        select(Organisation.state).where(Organisation.ref == organisation).scalar_subquery()
    )
    """How its organisation stands at the moment of reading: a suspended one's vacancies are gone from the next request on."""


class VacancyDecision(Base):
    """What a moderator decided of a vacancy, why, in words, and by whom. Never changed, never erased."""

    __tablename__ = "vacancy_decision"
    __table_args__ = (CheckConstraint("decision in ('published', 'returned', 'refused', 'stopped')", name="decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    decision: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str | None] = mapped_column(NfcText)
    decided_by: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Profile(Base):
    """What a returnee can do and wants. `account` is whose it is; None for an invented person without an account."""

    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(NfcText, unique=True)
    headline: Mapped[str] = mapped_column(NfcText)
    summary: Mapped[str] = mapped_column(NfcText)
    skills: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    languages: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    experience: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    certificates: Mapped[list[str]] = mapped_column(JSON)
    education: Mapped[str | None] = mapped_column(NfcText)
    provinces: Mapped[list[str]] = mapped_column(JSON)
    relocate: Mapped[bool] = mapped_column(default=False)
    expected_wage: Mapped[int | None] = mapped_column(BigInteger)
    available_from: Mapped[date | None] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(default=True)
    consented: Mapped[bool] = mapped_column(default=False)
    """The person agreed to be ranked for employers; nobody is ranked by default."""
    hidden_employers: Mapped[list[str]] = mapped_column(JSON, default=list)
    illustrative: Mapped[bool] = mapped_column(default=False)
    account: Mapped[str | None] = mapped_column(Text, unique=True)
    programme: Mapped[str | None] = mapped_column(Text)
    """Id of the programme that the person went abroad with, as they chose it."""
    home_on: Mapped[date | None] = mapped_column(Date)
    """When the person is home, or was."""
    not_mine: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Ids of the taxonomy that were read out of the texts and that the person says are not theirs."""
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Base):
    """Somebody agreed to one purpose, or took it back. Rows are added, never changed: the newest of a purpose stands.

    `text` is the digest of the sentence that was read, `locale` its language. `matter` is what it is about where a purpose
    is agreed to again and again (the ref of a meeting).
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("locale in ('vi', 'en')", name="locale"),
        CheckConstraint(
            "purpose in ('be_seen', 'share_contact', 'share_messages', 'match_letters', 'keep_application')",
            name="purpose",
        ),
        Index(None, "account", "purpose", "matter"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    account: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    matter: Mapped[str] = mapped_column(Text, default="")
    given: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MatchChange(Base):
    """A profile or a vacancy changed: written in the transaction that changed it, in the order of commits, for the column
    stores that rank (one on every host). `row_id`: the id of the changed row."""

    __tablename__ = "match_change"
    __table_args__ = (CheckConstraint("side in ('profile', 'vacancy')", name="side"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    side: Mapped[str] = mapped_column(Text)
    row_id: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MatchAlert(Base):
    """A pair that became worth telling the person of, once: since the vacancy was new or changed, or their profile was."""

    __tablename__ = "match_alert"
    __table_args__ = (
        UniqueConstraint("profile_id", "vacancy_id"),
        Index("ix_match_alert_new", "id", sqlite_where=_NEW, postgresql_where=_NEW),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    score: Mapped[int] = mapped_column(Integer)
    weights: Mapped[str] = mapped_column(Text)
    """Version of the weights that gave the score."""
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted: Mapped[bool] = mapped_column(default=False)
    """Whoever writes letters has taken it over."""
