"""A writer and an indexer as processes of their own, killed while they work; then what was told to be kept is looked for."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from tests.firms.at_once import process_environment

WRITER = """
import json, sys
from pathlib import Path
from portal.app import create_app
from portal.jobs import service
from portal.storage.db import db
app, file = create_app(serving=False), Path(sys.argv[2])
with app.app_context():
    print("ready", flush=True)
    number = int(sys.argv[1])
    while True:
        number += 1
        for ref, word in ((f"k{number}", f"zq{number}"), (f"k{number // 2}", f"zr{number // 2}")):
            fields = {"id": ref, "title": f"Tìm người {word}", "employer": "Công ty minh họa", "province": "Huế"}
            fields |= {"description": "Việc thử", "skills_required": [], "skills_preferred": [], "languages": []}
            file.write_text(json.dumps(fields), encoding="utf-8")
            service.import_vacancies(file, illustrative=True)
            db.session.commit()
            print(ref, word, flush=True)
"""
INDEXER = """
import sys
from portal.app import create_app
from portal.search.indexer import rebuild, run_once, tidy
app = create_app(serving=False)
with app.app_context():
    engine = app.extensions["search"]
    if sys.argv[1] == "rebuild":
        print("ready", flush=True)
        rebuild(engine)
    else:
        run_once(engine)
        print("ready", flush=True)
    while True:
        if not run_once(engine).changes:
            tidy(engine)
"""
FOLLOWER = """
from portal.app import create_app
from portal.search import outbox
from portal.search.indexer import heal, run_once, tidy
app = create_app(serving=False)
with app.app_context():
    engine = app.extensions["search"]
    while heal(engine) or run_once(engine).changes or outbox.waiting()[0]:
        pass
    print("ready", flush=True)
    tidy(engine)
"""
CHECKER = """
import json, time
from portal.app import create_app
from portal.search import outbox
from portal.search.engine import QuerySpec
from portal.search.indexer import run_once
app = create_app(serving=False)
with app.app_context():
    engine, began = app.extensions["search"], time.monotonic()
    while outbox.waiting()[0] or not engine.health().ok:
        run_once(engine)
    healed = time.monotonic() - began
    kept = {doc.key: doc.title.split()[-1] for doc in engine.sources["vacancy"].all()}
    wrong = []
    for key, word in kept.items():
        hits = engine.query(QuerySpec(word, kinds=("vacancy",), near=0, exact=True))
        if hits.degraded or [match.key for match in hits.matches] != [key]:
            wrong.append([word, [match.key for match in hits.matches]])
    every = sum(1 for source in engine.sources.values() for _ in source.all())
    print(json.dumps({"kept": {key[1]: word for key, word in kept.items()}, "wrong": wrong, "healed": healed,
                      "documents": engine.health().documents, "every": every}))
"""


@dataclass(frozen=True)
class Survived:
    """What was left after the last kill: what the database holds, what the writer was told is kept, what the index says."""

    acknowledged: dict[str, str]
    kept: dict[str, str]
    wrong: list[object]
    documents: int
    every: int
    healed: float
    """Seconds of one run of the indexer until nothing waits."""
    restarts: tuple[float, ...] = ()
    """Seconds after each kill from the start of a new indexer until the index is sound and nothing waits."""

    @property
    def lost(self) -> list[str]:
        """What was told kept and is not: gone, or as it was before. A change may be kept whose telling the kill cut off."""
        return [ref for ref, word in self.acknowledged.items() if self.kept.get(ref) not in (word, f"zr{ref[1:]}")]


def kill_in_turns(app: Flask, folder: Path, rounds: int, seed: int = 5, *, restart: bool = False) -> Survived:
    """Let both work and kill both, so many times, each at a moment of its own; then look.

    `restart`: after each time a new indexer runs until nothing waits, and is timed.
    """
    restarts = []
    env = process_environment(app) | {"SEARCH_BACKEND": app.extensions["settings"].search_backend}
    rng, acknowledged = random.Random(seed), dict[str, str]()
    for number in range(rounds):
        scripts = (
            [WRITER, str(number * 1000), folder / "one.jsonl"],
            [INDEXER, "rebuild" if number % 4 == 0 else "follow"],
        )
        running = [
            subprocess.Popen([sys.executable, "-c", *script], env=env, stdout=subprocess.PIPE, text=True)
            for script in scripts
        ]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in rng.sample(running, 2):
            time.sleep(rng.uniform(0.05, 0.5))
            process.send_signal(signal.SIGKILL)
        for process in running:
            told, _ = process.communicate()
            assert process.returncode == -signal.SIGKILL
            acknowledged |= dict(line.split() for line in told.splitlines() if len(line.split()) == 2)
        if restart:
            began = time.monotonic()
            with subprocess.Popen(
                [sys.executable, "-c", FOLLOWER], env=env, stdout=subprocess.PIPE, text=True
            ) as healing:
                assert healing.stdout is not None
                assert healing.stdout.readline() == "ready\n"
                restarts.append(time.monotonic() - began)
            assert healing.returncode == 0
    done = subprocess.run([sys.executable, "-c", CHECKER], env=env, stdout=subprocess.PIPE, text=True, check=True)
    return Survived(acknowledged, **json.loads(done.stdout.splitlines()[-1]), restarts=tuple(restarts))
