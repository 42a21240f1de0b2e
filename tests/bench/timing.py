"""Does the time of an answer tell who has an account? Area under the curve of known against unknown names; 0.5 tells nothing.

Run by hand on a quiet machine: python -m tests.bench.timing --scale 1   (1,000 tries of each kind for each act, on SQLite)
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from flask import Flask, current_app

from portal.accounts.results import MailSent
from portal.accounts.rules.origin import Origin
from portal.accounts.service import passwords
from portal.accounts.service import sign_up as signing_up
from portal.accounts.service.sign_in import sign_in
from portal.accounts.service.sign_up import SignUp
from portal.config import Settings
from portal.limits import service as limits
from portal.storage import at_work
from portal.storage.db import db

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HERE = Origin("203.0.113.7")
PASSWORD = "đồng lúa chín vàng quê ngoại"


def area(known: list[float], unknown: list[float]) -> float:
    """The chance that a known name takes longer than an unknown one (ties count half)."""
    both = np.concatenate([known, unknown])
    _, places, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    n, m = len(known), len(unknown)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


def measure(act: Callable[[str], object], known: list[str], unknown: list[str]) -> str:
    """Areas of the time that passed and of the processor's own time (less noise), medians in ms; in random order."""
    order = [(name, 0) for name in known] + [(name, 1) for name in unknown]
    random.Random(7).shuffle(order)
    passed: tuple[list[float], list[float]] = ([], [])
    spent: tuple[list[float], list[float]] = ([], [])
    for name, kind in order:
        start, used = time.perf_counter(), time.thread_time()
        act(name)
        spent[kind].append((time.thread_time() - used) * 1000)
        passed[kind].append((time.perf_counter() - start) * 1000)
    said = [f"{area(*t):.3f} ({np.median(t[0]):.2f} / {np.median(t[1]):.2f} ms)" for t in (passed, spent)]
    return f"AUC of time passed {said[0]}, of processor time {said[1]}  (medians known / unknown)"


def people(count: int) -> list[str]:
    """Confirmed accounts with e-mail addresses, quickly."""
    names = [f"known{n}@example.vn" for n in range(count)]
    for name in names:
        assert signing_up.sign_up(SignUp(name, PASSWORD, "returnee"), HERE, NOW) == MailSent()
    table = signing_up.Account.__table__
    db.session.execute(table.update().values(state="active", confirmed_at=NOW))
    db.session.commit()
    return names


def main() -> None:
    """Print one line for each act."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    count = max(int(1000 * parser.parse_args().scale), 20)
    with tempfile.TemporaryDirectory() as folder:
        app = Flask("timing")
        url = f"sqlite:///{folder}/t.sqlite3"
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        app.extensions["settings"] = Settings("development", "t1Ming-0nly-" * 4, url, Path(folder), Path(folder))
        db.init_app(app)
        at_work.use(lambda: current_app.extensions["settings"])
        limits.use(1_000_000)
        with app.app_context():
            db.create_all()
            known = people(count)
            unknown = [f"other{n}@example.vn" for n in range(count)]
            acts: dict[str, Callable[[str], object]] = {
                "sign_in": lambda name: sign_in(name, "không phải mật khẩu này", HERE, NOW),
                "request_reset": lambda name: passwords.request_reset(name, "vi", HERE, NOW),
                "sign_up": lambda name: signing_up.sign_up(SignUp(name, PASSWORD, "returnee"), HERE, NOW),
            }
            for label, act in acts.items():
                print(f"{label:14} n={count}  {measure(act, known, unknown)}", flush=True)  # noqa: T201
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
