"""Many readers and many new vacancies, and a worker killed again and again while it matches, writes letters and sends them."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from portal.accounts import personal
from portal.accounts.models import Account, AccountRole
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import email
from portal.accounts.tokens import new_ref
from portal.jobs import service
from portal.jobs.alerts import searches
from portal.jobs.alerts.models import AlertNews
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.models import Profile
from portal.mail.models import OutboxLetter
from portal.shared.clock import VIETNAM
from portal.storage.db import db
from tests.bench import population
from tests.firms.at_once import process_environment
from tests.jobs.alerts.scene import START, body
from tests.mail.conftest import Box

WORKER = """
import sys
from datetime import datetime
import time_machine
from portal.app import create_app
from portal.jobs.alerts import noting, telling
from portal.jobs.matching.alerts import look_for_alerts
from portal.jobs.matching.engine import engine
from portal.jobs.matching.weights import current_weights
from portal.mail import service as mail
from portal.mail.transport import SmtpTransport
from portal.shared.clock import now, today
from portal.storage.db import db
app = create_app(serving=False)
with time_machine.travel(datetime.fromisoformat(sys.argv[1])), app.app_context():
    print("ready", flush=True)
    while True:
        busy = look_for_alerts(engine(), current_weights(), now(), today())[1]
        db.session.rollback()
        busy = noting.note(now(), today())[1] or noting.is_behind() or busy
        if not busy:
            written = telling.tell(today())[0]
            sent = mail.send_due(SmtpTransport(sys.argv[2]), now()).sent
            if not (written or sent or mail.waiting()[0]):
                break
"""
LEASE = timedelta(minutes=31)
"""After this the letter that a killed worker held is sent by the next one."""


@dataclass(frozen=True)
class Told:
    """What became of one day: letters by Message-ID, how often one arrived again, and what the database says."""

    letters: dict[str, str]
    """Message-ID to recipient."""
    again: int
    """Letters that arrived once more under the same Message-ID."""
    due: int
    """Readers who had something new."""
    twice: list[str]
    """Recipients of more than one letter."""
    repeated: list[tuple[str, str]]
    """Recipient and vacancy, told in two letters of any day."""
    waiting: int
    """News or letters that still wait."""


def people(app: Flask, count: int) -> None:
    """So many accounts with a profile that may be seen, who agreed to letters about what fits."""
    world = population.world()
    with time_machine.travel(START, tick=False):
        for number in range(count):
            ref = new_ref()
            account = Account(
                ref=ref, kind="person", state="active", locale="vi", password_hash="none", created_at=START,
                confirmed_at=START, password_changed_at=START, rights_version=1, credentials_version=1,
            )  # fmt: skip
            personal.set_login(account, email(f"reader{number}@demo.example"))
            personal.set_name(account, f"Người {number}")
            account.roles.append(AccountRole(role="returnee", granted_by="system", granted_at=START))
            db.session.add(account)
            facts = population.person(number, world)
            keep_profiles([facts], illustrative=True)
            db.session.execute(update(Profile).where(Profile.ref == facts.ref).values(account=ref))
            db.session.commit()
            searches.agree(Actor(ref, frozenset({"returnee"}), session_ref="s"), True, START)
    db.session.remove()


def publish(first: int, count: int, at: datetime) -> None:
    """So many new vacancies of the invented world."""
    world = population.world()
    with time_machine.travel(at, tick=False):
        facts = [population.offer(number, world) for number in range(first, first + count)]
        keep_vacancies(facts, illustrative=True, province_of=service.province_id)
        db.session.commit()
    db.session.remove()


def run_killed(app: Flask, box: Box, at: datetime, kills: int, chance: random.Random, longest: float) -> datetime:
    """Let a worker run to its end after being killed so many times, each `longest` seconds after its start at most."""
    env = process_environment(app)
    for number in range(kills + 1):
        script = [sys.executable, "-c", WORKER, at.isoformat(), box.url]
        process = subprocess.Popen(script, env=env, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if number < kills:
            time.sleep(chance.uniform(0.02, longest))
            process.send_signal(signal.SIGKILL)
        process.communicate()
        assert number < kills or process.returncode == 0
        at += LEASE
    return at


def told(box: Box, day: datetime, since: int) -> Told:
    """What arrived after the first `since` letters, held against the news of that day."""
    arrived = [message for _, _, message in box.arrived]
    ids = [str(message["Message-ID"]) for message in arrived[since:]]
    letters = {str(message["Message-ID"]): str(message["To"]) for message in arrived[since:]}
    first = {str(message["Message-ID"]): message for message in arrived}
    pairs = Counter(
        (str(message["To"]), ref)
        for message in first.values()
        for ref in re.findall(r"/jobs/([\w.-]+)\s", body(message))
    )
    on = day.astimezone(VIETNAM).date()
    due = select(func.count(AlertNews.reader_id.distinct())).where(AlertNews.told_on == on)
    left = select(func.count()).select_from(AlertNews).where(AlertNews.told_on.is_(None))
    unsent = select(func.count()).select_from(OutboxLetter)
    return Told(
        letters, len(ids) - len(letters), db.session.scalar(due) or 0,
        [to for to, count in Counter(letters.values()).items() if count > 1],
        [pair for pair, count in pairs.items() if count > 1],
        (db.session.scalar(left) or 0) + (db.session.scalar(unsent) or 0),
    )  # fmt: skip
