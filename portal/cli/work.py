"""`flask work`: what goes on beside the site – prices judged by the law of the day, changes into the index, letters, what is over."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import FrameType

import click
from flask import current_app

from portal.accounts.service import me
from portal.cli.chores import restored
from portal.cli.chores.alerts import alerting
from portal.cli.chores.ends import ending
from portal.cli.chores.pace import Job, every
from portal.cli.chores.privacy import absent_job, erasing_job
from portal.cli.chores.publishing import publishing
from portal.cli.context import with_app
from portal.cli.judged import said_of_orders
from portal.content import visits
from portal.firms import firm_enquiries, watches
from portal.firms.rejudging import rejudge
from portal.jobs import service as vacancies
from portal.jobs.matching.alerts import look_for_alerts
from portal.jobs.matching.engine import engine
from portal.jobs.matching.weights import current_weights
from portal.limits import service as limits
from portal.mail import service as mail
from portal.mail.gateway import gateway_of
from portal.mail.transport import transport_of
from portal.moderation.service import feedback
from portal.organisations.service import evidence
from portal.search import misses, outbox
from portal.search.engine import Engine
from portal.search.indexer import Done, heal, run_once, tidy
from portal.shared.clock import now, today
from portal.storage.db import db

IDLE_SECONDS = 1.0
CHECK_SECONDS = 60.0
"""How often the whole index is read to see that it is sound."""
ROWS_CHECKED = 50
"""Rows of the ranking's columns that are compared with the database each time."""
CHANGES_KEPT = timedelta(days=30)
"""A column store that was not caught up for so long is written anew."""
SWEEP_SECONDS = 600.0
"""How often what is over is removed: sign-ups nobody confirmed, links and sessions long ended, forgotten limits."""


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is waiting and stop.")
@with_app
def work(once: bool) -> None:
    """Keep the search index up to date, send letters, remove what is over; runs until it is told to stop."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stopper(stop))
    for line in restored.finish(current_app.extensions["settings"]):
        click.echo(line)
    jobs = [
        publishing(),
        judging(),
        indexing(),
        watching(),
        matching(),
        alerting(),
        ending(),
        *mailing(),
        *texting(),
        sweeping(),
    ]
    run([*jobs, erasing_job(), absent_job()], stop, once=once)


def run(jobs: Sequence[Job], stop: threading.Event, *, once: bool) -> None:
    """Do the jobs in turn until told to stop; with `once` until nothing waits, and a failure ends it.

    Otherwise one that fails is told to the log and tried again, and does not stop the others.
    """
    attempt = _do if once else _attempt
    while not stop.is_set():
        waiting = sum(map(attempt, jobs)) > 0  # every job has its turn before any has its second
        if once and not waiting:
            return
        if not waiting:
            stop.wait(IDLE_SECONDS)


def indexing() -> Job:
    """Take changes over into the search index; build it anew where it is damaged; put its parts together when nothing waits."""
    engine: Engine = current_app.extensions["search"]
    sound, loose = every(CHECK_SECONDS), True

    def index() -> bool:
        nonlocal loose
        done = (heal(engine) if sound() else None) or run_once(engine)
        _tell(done)
        loose = bool(done.changes) or (loose and tidy(engine))
        return bool(done.changes)

    return index


def judging() -> Job:
    """Judge every order anew on a new day, or by corrected fee rules; say which left the lists and why."""
    due = every(SWEEP_SECONDS)

    def judge() -> bool:
        if due():
            for line in said_of_orders(rejudge()):
                click.echo(line)
        return False

    return judge


def watching() -> Job:
    """Close and remove questions to firms that are over; queue the letters about what changed to those who watch it."""
    due = every(CHECK_SECONDS)

    def tell() -> bool:
        if not due():
            return False
        firm_enquiries.tidy(now())
        return bool(watches.tell())  # how many is said nowhere: it would tell how many watch

    return tell


def matching() -> Job:
    """Take changed profiles and vacancies over into the columns of the ranking; note which new pairs are worth telling."""
    sound = every(CHECK_SECONDS)

    def match() -> bool:
        added, more = look_for_alerts(engine(), current_weights(), now(), today())
        if added:
            click.echo(f"new matches noted: {added}")
        if sound() and (wrong := engine().check(ROWS_CHECKED)[1]):
            click.echo(f"columns of the ranking: {wrong} rows differed from the database and were written anew")
        return more

    return match


def mailing() -> list[Job]:
    """Send letters, where this installation has a way to send them."""
    settings = current_app.extensions["settings"]
    transport = transport_of(settings)
    if transport is None:
        click.echo("letters wait: SMTP_URL is not set", err=True)
        return []

    def send() -> bool:
        done = mail.send_due(transport, now())
        if done.sent or done.given_up:
            click.echo(f"letters: {done.sent} sent, {done.later} later, {done.given_up} given up")
        return bool(done.sent)

    return [send]


def texting() -> list[Job]:
    """Send messages to phones, where this installation has a gateway; none is needed."""
    gateway = gateway_of(current_app.extensions["settings"])
    if gateway is None:
        return []

    def send() -> bool:
        done = mail.send_texts(gateway, now())
        if done.sent or done.given_up:
            click.echo(f"messages to phones: {done.sent} sent, {done.later} later, {done.given_up} given up")
        return bool(done.sent)

    return [send]


def sweeping() -> Job:
    """Remove what is over."""
    due = every(SWEEP_SECONDS)

    def sweep() -> bool:
        if due():
            gone, buckets, files = me.sweep(now()), limits.sweep(now()), evidence.clear_up(now())
            watches.sweep(now())
            misses.sweep(today())
            visits.sweep(today())
            feedback.sweep(now())
            vacancies.forget_changes(now() - CHANGES_KEPT)
            restored.keep_tombstones()
            if gone or buckets or files:
                click.echo(
                    f"removed: {gone} sign-ups never confirmed, {buckets} limits forgotten, {files} files of no paper"
                )
        return False

    return sweep


def _do(job: Job) -> bool:
    try:
        return job()
    finally:
        db.session.rollback()  # jobs commit what they did: this ends what was only read, or failed


def _attempt(job: Job) -> bool:
    try:
        return _do(job)
    except Exception as error:
        current_app.logger.error("work failed, it is tried again", exc_info=error)
        return False


def _stopper(stop: threading.Event) -> Callable[[int, FrameType | None], None]:
    def stopped(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    return stopped


def _tell(done: Done) -> None:
    if done.rebuilt is not None:
        click.echo(f"search index rebuilt: {done.rebuilt} documents")
    elif done.changes:
        count, since = outbox.waiting()
        behind = f", {count} wait, the oldest for {(now() - since).total_seconds():.0f} s" if since else ""
        click.echo(f"{done.changes} changes taken over{behind}")
