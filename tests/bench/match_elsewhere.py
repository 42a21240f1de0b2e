"""How long until a change that one process wrote is in the answer of another: real database, two processes, one store."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask
from flask_migrate import upgrade

from portal.app import create_app
from portal.config import Settings
from portal.jobs import service
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.facts import VacancyFacts
from portal.jobs.matching.engine import engine
from portal.jobs.matching.ranking import Matcher
from portal.storage.db import db
from tests.bench.population import DAY, offer, person, world

PEOPLE, CHANGES, NEW = 2_000, 60, 10_000_000


def seconds_elsewhere(url: str, folder: Path, scale: float) -> str:
    """Switch somebody off and on again who stands in a list that another process asks for all the time."""
    folder.mkdir(exist_ok=True)
    of, app = world(), _app(url, folder)
    job = offer(NEW, of)
    with app.app_context():
        upgrade()
        people = [replace(person(n, of), active=True, consented=True) for n in range(max(50, round(PEOPLE * scale)))]
        keep_profiles(people, illustrative=True)
        keep_vacancies([job], illustrative=True, province_of=service.province_id)
        db.session.commit()
        listed = [a.profile.facts.ref for a in engine().candidates(Matcher().read_vacancy(job), 20, DAY)]
        by_ref = {facts.ref: facts for facts in people}
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_ask, args=(url, folder, job, there), daemon=True)
        process.start()
        here.recv()
        waited = []
        for number in range(CHANGES):
            facts, active = by_ref[listed[number // 2 % len(listed)]], number % 2 == 1
            keep_profiles([replace(facts, active=active)], illustrative=True)
            here.send((facts.ref, active))
            here.recv()
            db.session.commit()
            committed = time.monotonic()
            waited.append(here.recv() - committed)
        here.send(None)
        process.join()
        db.session.remove()
        db.engine.dispose()
    found = np.array(waited) * 1000
    return (
        f"{db_name(url)}: {CHANGES} changes in the answer of another process after {np.median(found):.0f} ms, "
        f"at most {found.max():.0f} ms ({len(people)} people)"
    )


def db_name(url: str) -> str:
    """SQLite or PostgreSQL."""
    return "SQLite" if url.startswith("sqlite") else "PostgreSQL"


def _app(url: str, folder: Path) -> Flask:
    env = {
        "PORTAL_ENV": "development", "SECRET_KEY": "m4tch-0nly-" * 4, "DATABASE_URL": url, "PORTAL_STATE_DIR": str(folder),
        "SEARCH_INDEX_DIR": str(folder / "index"),
    }  # fmt: skip
    return create_app(Settings.from_environment(env))


def _ask(url: str, folder: Path, job: VacancyFacts, pipe: Any) -> None:
    """Ask again and again until somebody is in the list, or gone from it; tell when."""
    with _app(url, folder).app_context():
        vacancy, at_work = Matcher().read_vacancy(job), engine()
        pipe.send("ready")
        while (asked := pipe.recv()) is not None:
            ref, wanted = asked
            pipe.send("asking")
            while (ref in {a.profile.facts.ref for a in at_work.candidates(vacancy, 20, DAY)}) != wanted:
                pass
            pipe.send(time.monotonic())
