"""How long the firm check takes over 5,000 firms, in process: names, variants, impostors, numbers and nonsense.

Run by hand: flask bench firms (--scale 0.1 for 500 firms). The peer is difflib.get_close_matches over all folded names
of the same register, the usual way to find a name that is nearly right; it only ranks, and knows no trick.
"""

from __future__ import annotations

import argparse
import difflib
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask

from portal.cli.illustrative.firms import rows
from portal.config import Settings
from portal.firms import check, service, store
from portal.firms.rules.register import Register
from portal.shared.text import fold
from portal.storage import at_work
from portal.storage.db import db

KINDS = (
    "the name",
    "without marks",
    "two words",
    "word added",
    "letter changed",
    "other own word",
    "number",
    "nonsense",
)


def questions(names: Sequence[tuple[str, str]], count: int) -> dict[str, list[str]]:
    """`count` questions of each kind, the same ones every time, about (licence number, name)."""
    random_ = random.Random(20261126)
    asked: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for number, name in random_.sample(list(names), min(count, len(names))):
        words, place = name.split(), random_.randrange(len(name))
        other = random_.choice(names)[1].split()
        values = (
            name,
            fold(name),
            fold(" ".join(words[-2:])),
            f"{name} {random_.choice(('Group', 'Quốc tế', 'Việt Nam', other[-1]))}",
            name[:place] + random_.choice("abcdeghiklmnopqrstuvxy0135") + name[place + 1 :],
            " ".join([*words[:-1], other[-1]]),
            number,
            "".join(random_.choice("abcdefghij klmn") for _ in range(30)),
        )
        for kind, value in zip(KINDS, values, strict=True):
            asked[kind].append(value)
    return asked


def times(act: Callable[[str], object], asked: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds that passed, and of this thread's own processor time, for each question."""
    passed, spent = [], []
    for text in asked:
        start, used = time.perf_counter(), time.thread_time()
        act(text)
        passed.append((time.perf_counter() - start) * 1000)
        spent.append((time.thread_time() - used) * 1000)
    return passed, spent


def say(label: str, measured: tuple[list[float], list[float]]) -> float:
    """Print one line; the p95 of the processor's own time."""
    (p50, p95), (own50, own95) = (
        (statistics.median(values), statistics.quantiles(values, n=20)[-1]) for values in measured
    )
    print(  # noqa: T201
        f"{label:34} n={len(measured[0]):5}  p50 {p50:8.2f} ms  p95 {p95:8.2f} ms   processor p50 {own50:8.2f}  p95 {own95:8.2f}",
        flush=True,
    )
    return own95


def measure(firms: int) -> None:
    """Print a line for each kind of question, then the whole check and its peer."""
    made = rows(firms)
    asked = questions([(row["licence_no"], row["name_vi"]) for row in made], 200)
    everything = [text for kind in KINDS for text in asked[kind]]
    service.load_illustrative(made, [])
    db.session.commit()
    start = time.perf_counter()
    register = Register(store.entries())
    print(f"{firms} firms; their names arranged once for each version in {time.perf_counter() - start:.1f} s")  # noqa: T201
    check.check_firm(everything[0])
    for kind in KINDS:
        say(f"names alone: {kind}", times(register.find, asked[kind]))
    say("names alone: all", times(register.find, everything))
    own = say("check_firm with its database", times(check.check_firm, everything))
    names = [fold(name) for entry in store.entries() for _, name in entry.names]
    some = random.Random(3).sample(everything, 40)
    peer = say("peer: difflib over all names", times(lambda text: difflib.get_close_matches(fold(text), names), some))
    print(f"p95 of the check: {own / peer:.4f} × the peer’s")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    firms = max(int(5000 * parser.parse_args().scale), 50)
    with tempfile.TemporaryDirectory() as name:
        app = Flask("firms")
        url = f"sqlite:///{name}/f.sqlite3"
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        db.init_app(app)
        own = Settings("development", "f1Rms-0nly-" * 4, url, Path(name), Path(name))
        with app.app_context(), at_work.holding(own):
            db.create_all()
            measure(firms)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
