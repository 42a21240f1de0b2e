"""The real thing: gunicorn with four workers, a restart in the middle, and sign-ins counted to the very try."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from portal.app import create_app
from portal.config import ROOT, Settings
from portal.limits.policy_rules import POLICIES
from portal.limits.rules import SECOND
from portal.storage.db import db
from portal.web.shell.pace import LEASE

PLACES = 8
"""Networks that tries come from, each for a name of its own: so that only the limit of this name counts."""
RULE = POLICIES["sign_in.account_network"]
WORKERS = 4
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]{64})"')


@dataclass
class Installation:
    """One installation on disk, and how it is served."""

    url: str
    folder: Path
    port: int

    def env(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "FLASK_"))},
            "PORTAL_ENV": "development",
            "SECRET_KEY": "k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test",
            "DATABASE_URL": self.url,
            "PORTAL_STATE_DIR": str(self.folder),
            "SEARCH_INDEX_DIR": str(self.folder / "index"),
            "PORTAL_PROXIES": "1",
        }

    @contextmanager
    def served(self) -> Iterator[int]:
        """Four workers; ended by SIGTERM, so that what is being answered is answered. Gives the master's process id."""
        command = [
            sys.executable, "-m", "gunicorn", "portal.app:create_app()", "--workers", str(WORKERS), "--threads", "2",
            "--worker-class", "gthread", "--no-control-socket", "--preload", "--bind", f"127.0.0.1:{self.port}",
            "--log-level", "error",
        ]  # fmt: skip
        with open(self.folder / "server.log", "ab") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=self.env(), stdout=log, stderr=log)
        try:
            self.wait_for_all(server)
            yield server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)

    def wait_for_all(self, server: subprocess.Popen[bytes]) -> None:
        """Until every worker has loaded the site: each is a child of the master that answers."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert server.poll() is None, (self.folder / "server.log").read_text()
            try:
                if self.ask("GET", "/api/v1/openapi.json", "10.9.9.9")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def ask(self, method: str, path: str, sender: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body, cookie; from this address, as the trusted proxy tells it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"X-Forwarded-For": sender}
        body = None
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": form.pop("cookie")}
            body = urlencode(form)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            return answer.status, page, (answer.getheader("Set-Cookie") or "").partition(";")[0]
        finally:
            connection.close()


@dataclass
class Crowd:
    """Many who guess at once."""

    place: Installation
    token: str
    cookie: str
    answers: Counter[tuple[int, int]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def guess(self, number: int) -> None:
        form = {
            "csrf_token": self.token,
            "cookie": self.cookie,
            "login": f"ai{number}@example.vn",
            "password": "sai rồi",
        }
        try:
            status, _, _ = self.place.ask("POST", "/vi/sign-in", f"10.20.{number}.7", form)
        except OSError:
            status = 0  # told below
        with self.lock:
            self.answers[number, status] += 1

    def run(self, tries: int) -> None:
        """Every thread tries names in turn, beginning with one of its own: so many tries for each name."""

        def work(first: int) -> None:
            for n in range(tries):
                self.guess((first + n) % PLACES)

        together(partial(work, first) for first in range(PLACES))

    def let_through(self, number: int) -> int:
        return self.answers[number, 422]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Installation:
    url = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_url")
        name = f"w_{next(tempfile._get_candidate_names())}".lower()
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        url = server.replace("/postgres?", f"/{name}?")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(replace(settings, database_url=url, state_dir=tmp_path, search_index_dir=tmp_path / "index"))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return Installation(url, tmp_path, port)


@pytest.mark.sampled("postgresql")
def test_limits_are_exact_over_four_workers_and_a_restart(place: Installation) -> None:
    """Guesses at 8 names, stopped in the middle: each name is tried as often as the rule says, not once more."""
    with place.served():
        _, page, cookie = place.ask("GET", "/vi/sign-in", "10.20.0.1")
        found = TOKEN.search(page)
        assert found is not None
        crowd = Crowd(place, found[1], cookie)
        began = time.monotonic()
        crowd.run(2)
        half = sum(map(crowd.let_through, range(PLACES)))
    with place.served():
        crowd.run(6)
        spent = time.monotonic() - began
        hammer(place)
    allowed = {number: crowd.let_through(number) for number in range(PLACES)}
    later = int(spent * SECOND // RULE.interval)  # a slow machine: so many more may have become free meanwhile
    assert half == PLACES * 2
    assert all(RULE.burst <= count <= RULE.burst + later for count in allowed.values()), (allowed, spent)
    assert {status for (_, status) in crowd.answers} == {422, 429}
    assert rows_in_the_log(place) == sum(allowed.values()), "what was let through is what reached the password check"


def hammer(place: Installation) -> None:
    """Far more than the pace of the JSON side, from one address: never more than the policy, at least a thousand."""
    policy = POLICIES["api.address"]
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def work() -> None:
        own = Counter(place.ask("GET", "/api/v1/firms/none", "192.0.2.9")[0] for _ in range(350))
        with lock:
            statuses.update(own)

    began = time.monotonic()
    together(work for _ in range(4))
    spent = time.monotonic() - began
    lent = (place.folder / "server.log").read_text().count("reading goes on")  # leases while the store was held
    leases = policy.burst + int(spent * SECOND // policy.interval) + lent
    assert set(statuses) <= {404, 429}
    assert 1000 <= statuses[404] <= leases * LEASE, (statuses, spent, lent)


def together(acts: Iterable[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def rows_in_the_log(place: Installation) -> int:
    engine = create_engine(place.url)
    with engine.connect() as connection:
        count = connection.scalar(text("SELECT count(*) FROM audit_row WHERE action = 'account.sign_in_failed'"))
    engine.dispose()
    return int(count or 0)
