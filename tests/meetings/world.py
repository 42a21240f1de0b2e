"""A returnee, an employer and a vacancy that fit each other, and what they do in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

from portal.accounts import personal
from portal.accounts.models import Account
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import phone
from portal.jobs import service
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.models import Consent, Profile, Vacancy
from portal.limits.models import LimitBucket
from portal.mail.models import OutboxLetter
from portal.meetings.ends_models import OutcomeCount, Reply
from portal.meetings.models import BudgetAlert, Look, Meeting, Words
from portal.meetings.results import Contact, Done, EmployerLine, PersonView
from portal.meetings.rules.steps import Deed
from portal.meetings.service import answering, asking, stepping
from portal.organisations.models import Organisation
from portal.storage.db import db
from portal.storage.pseudonyms import pseudonym
from tests.jobs import samples
from tests.organisations.samples import DETAILS, Town

START = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
PHONE = "+84968171819"


class World:
    """Lan (returnee) and an employer with one open vacancy. Everybody is illustrative; `now` is moved by hand."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.now = START
        self.employer = town.actor("employer")
        self.lan = town.actor("returnee")
        self.organisation = town.verified("employer")
        self.make_vacancy("v1")
        self.make_profile("lanlanlanlanlanlan1", self.lan)

    def make_vacancy(self, ref: str, organisation: str | None = None, employer: str = DETAILS.legal_name) -> None:
        facts = samples.vacancy(ref=ref, employer=employer, deadline=None)
        keep_vacancies([facts], illustrative=True, province_of=service.province_id)
        row = db.session.scalar(select(Vacancy).where(Vacancy.ref == ref))
        assert row is not None
        row.organisation = organisation or self.organisation
        db.session.commit()

    def make_profile(self, ref: str, actor: Actor, number: str = PHONE) -> None:
        keep_profiles([samples.profile(ref=ref)], illustrative=True)
        row = db.session.scalar(select(Profile).where(Profile.ref == ref))
        account = self.account(actor)
        assert row is not None
        row.account = actor.ref
        personal.set_login(account, replace(phone(number)))
        personal.set_name(account, "Nguyễn Thị Canary Lan")
        db.session.commit()

    def account(self, actor: Actor) -> Account:
        found = db.session.scalar(select(Account).where(Account.ref == actor.ref))
        assert found is not None
        return found

    @property
    def profile(self) -> Profile:
        found = db.session.scalar(select(Profile).where(Profile.account == self.lan.ref))
        assert found is not None
        return found

    @property
    def vacancy(self) -> Vacancy:
        found = db.session.scalar(select(Vacancy).where(Vacancy.ref == "v1"))
        assert found is not None
        db.session.refresh(found)
        return found

    @property
    def alias(self) -> str:
        return pseudonym(self.organisation, self.profile.ref)

    def ask(self, text: str = "") -> object:
        return asking.ask(self.employer, "v1", self.alias, text, self.now)

    def asked(self) -> str:
        done = self.ask()
        assert isinstance(done, Done), done
        return done.ref

    def look(self, ref: str) -> PersonView:
        found = answering.look(self.lan, ref, self.now)
        assert found is not None
        return found

    def answer(self, ref: str, shares: str, *, agreed: bool = True, mark: str | None = None) -> object:
        shown = self.look(ref).mark if mark is None else mark
        return answering.answer(self.lan, ref, shares, "", shown, agreed, self.now)

    def apply(self, shares: str = "contact") -> object:
        return answering.apply(self.lan, "v1", shares, "", True, self.now)

    def step(self, ref: str, deed: Deed, reason: str = "") -> bool | None:
        return stepping.step(self.employer, ref, deed, reason, self.now)

    def contact(self, ref: str) -> object:
        return asking.contact(self.employer, ref, self.now)

    def reaches(self) -> bool:
        """Whether the employer gets the phone number by any of its meetings."""
        refs = db.session.scalars(select(Meeting.ref)).all()
        return any(isinstance(self.contact(ref), Contact) for ref in refs)

    def lines(self) -> list[EmployerLine]:
        return list(asking.mine(self.employer, self.now) or [])

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def organisation_is(self, state: str) -> None:
        db.session.execute(update(Organisation).values(state=state))
        db.session.commit()

    def account_is(self, state: str) -> None:
        db.session.execute(update(Account).where(Account.ref == self.lan.ref).values(state=state))
        db.session.commit()

    def profile_is(self, **values: object) -> None:
        db.session.execute(update(Profile).where(Profile.account == self.lan.ref).values(**values))
        db.session.commit()

    def vacancy_is(self, **values: object) -> None:
        db.session.execute(update(Vacancy).where(Vacancy.ref == "v1").values(**values))
        db.session.commit()

    def begin_again(self) -> None:
        """Nobody met anybody, nothing was tried, everything is allowed."""
        for table in (Words, Look, BudgetAlert, Meeting, Consent, LimitBucket, OutboxLetter):
            db.session.execute(delete(table))
        self.organisation_is("verified")
        self.account_is("active")
        self.profile_is(active=True, hidden_employers=[])
        for table in (Reply, OutcomeCount):
            db.session.execute(delete(table))
        self.vacancy_is(
            state="open", waiting_since=None, closed_at=None, confirm_asked_at=None, silence_told_at=None,
            confirmed_at=None, deadline=None,
        )  # fmt: skip
        self.now = START
