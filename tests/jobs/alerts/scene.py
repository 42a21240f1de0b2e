"""What happens around letters about vacancies, each in one line: posting, matching, telling, receiving."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select, update

from portal.accounts.models import Account
from portal.accounts.rules.actor import Actor
from portal.jobs import service
from portal.jobs.alerts import noting, reminding, searches, telling
from portal.jobs.alerts.models import AlertNews, AlertReader
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.matching.alerts import look_for_alerts
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.people import matcher
from portal.jobs.matching.weights import current_weights
from portal.jobs.models import Profile, Vacancy
from portal.jobs.store import begin_changes, note_changes
from portal.mail import service as mail
from portal.mail.models import OutboxLetter
from portal.mail.transport import SmtpTransport
from portal.organisations.models import Organisation
from portal.shared.clock import now, today
from portal.storage.db import db
from tests.jobs import samples
from tests.mail.conftest import Box
from tests.organisations.samples import Town

START = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
"""Ten in the morning in Viet Nam."""
NOTHING = {"q": "", "province": "", "wage": "", "sector": ""}


class Scene:
    """Lan and Hoa came home from Japan. Nothing was told of what was there before."""

    def __init__(self, app: Flask, clock: time_machine.Traveller, box: Box, folder: Path) -> None:
        self.app, self.clock, self.box = app, clock, box
        self.town = Town()
        self.lan, self.hoa = self.town.actor("returnee"), self.town.actor("returnee2")
        self.engine = Engine(folder / "columns", matcher())
        for ref, actor in (("lan", self.lan), ("hoa", self.hoa)):
            keep_profiles([samples.profile(ref=ref)], illustrative=True)
            db.session.execute(update(Profile).where(Profile.ref == ref).values(account=actor.ref))
        db.session.commit()
        self.work()

    def work(self) -> int:
        """What `flask work` does until nothing waits; how many letters were queued."""
        self.note()
        count = reminding.remind(today())
        while (step := telling.tell(today()))[0]:
            count += step[0]
        return count

    def match(self) -> None:
        """The matching looks at everything that changed."""
        while look_for_alerts(self.engine, current_weights(), now(), today())[1]:
            pass

    def note(self) -> None:
        """What is new for whom is noted; no letter is written."""
        self.match()
        while noting.note(now(), today())[1] or noting.is_behind():
            self.match()

    def organisation_is(self, state: str) -> None:
        db.session.execute(update(Organisation).values(state=state))
        db.session.commit()

    def post(self, *refs: str, **traits: Any) -> None:
        """Vacancies are published, or changed."""
        wanted = {"deadline": None, "title": "", **traits}
        facts = [
            samples.vacancy(**{**wanted, "ref": ref, "title": wanted["title"] or f"Thợ ép nhựa {ref}"}) for ref in refs
        ]
        keep_vacancies(facts, illustrative=True, province_of=service.province_id)
        db.session.commit()

    def vacancy_is(self, ref: str, **values: Any) -> None:
        """A vacancy's row is set, and the change written down."""
        begin_changes()
        row = db.session.scalars(select(Vacancy).where(Vacancy.ref == ref)).one()
        for name, value in {"changed_at": now(), **values}.items():
            setattr(row, name, value)
        note_changes("vacancy", [row.id], now())
        db.session.commit()

    def profile_is(self, ref: str = "lan", **values: Any) -> None:
        db.session.execute(update(Profile).where(Profile.ref == ref).values(**values))
        db.session.commit()

    def account_is(self, actor: Actor, **values: Any) -> None:
        db.session.execute(update(Account).where(Account.ref == actor.ref).values(**values))
        db.session.commit()

    def agree(self, actor: Actor, given: bool = True) -> bool:
        return searches.agree(actor, given, now())

    def keep(self, actor: Actor, name: str = "Gần nhà", **filters: str) -> str:
        return searches.keep(actor, {**NOTHING, "name": name, **filters}, now())

    def tomorrow(self, days: int = 1) -> None:
        self.clock.shift(timedelta(days=days))

    def letters(self) -> list[EmailMessage]:
        """The letters of this room that arrive when everything that waits is sent."""
        before = len(self.box.arrived)
        while mail.send_due(SmtpTransport(self.box.url), now(), limit=100).sent:
            pass
        db.session.commit()
        return [message for _, _, message in self.box.arrived[before:] if "/letters/" in body(message)]

    def letter(self) -> EmailMessage:
        (found,) = self.letters()
        return found

    def outbox(self) -> int:
        return len(db.session.scalars(select(OutboxLetter.ref)).all())

    def waiting(self) -> int:
        return len(db.session.scalars(select(AlertNews.reader_id).where(AlertNews.told_on.is_(None))).all())

    def reader(self, actor: Actor) -> AlertReader:
        return db.session.scalars(
            select(AlertReader).where(AlertReader.account == actor.ref).execution_options(populate_existing=True)
        ).one()


def body(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def told(message: EmailMessage) -> list[str]:
    """The references of the vacancies that a letter names, in its order."""
    return re.findall(r"/jobs/([\w.-]+)\s", body(message))


def told_to(messages: Sequence[EmailMessage], address: str) -> list[str]:
    return sorted(ref for message in messages if message["To"] == address for ref in told(message))


def token(message: EmailMessage) -> str:
    found = re.search(r"/(?:vi|en)/letters/([\w-]{43})", body(message))
    assert found
    return found[1]
