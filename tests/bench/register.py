"""How long the list of firms, a firm with its links, and the list of orders take over 5,000 firms, as services.

Run by hand: flask bench register (--scale 0.1 for 500 firms). Orders are asked twice: judged when read (nothing kept for the
day yet), and as `flask work` kept them. The peer of each is one plain page of the same table without counts, judging or links.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from portal.cli.illustrative.firms import orders as order_rows
from portal.cli.illustrative.firms import rows
from portal.config import Settings
from portal.firms import licence_changes, links, orders, rejudging, service
from portal.firms.models import Firm, RecruitmentOrder
from portal.storage import at_work
from portal.storage.db import db

TIMES = 60


def say(label: str, act: Callable[[int], object]) -> float:
    """Print p50 and p95 of this thread's own processor time in ms; the p95."""
    spent = []
    for n in range(TIMES):
        db.session.expunge_all()
        used = time.thread_time()
        act(n)
        spent.append((time.thread_time() - used) * 1000)
    p95 = statistics.quantiles(spent, n=20)[-1]
    print(f"{label:46} p50 {statistics.median(spent):8.2f} ms  p95 {p95:8.2f} ms", flush=True)  # noqa: T201
    return p95


def measure(firms: int) -> None:
    """Print a line for each page and its ratio to a plain page."""
    made = rows(firms)
    service.load_illustrative(made, order_rows(firms))
    db.session.commit()
    refs = list(db.session.scalars(select(Firm.ref)))
    ids = list(db.session.scalars(select(Firm.id)))
    start = time.perf_counter()
    links.links_of(ids[0])
    print(f"{firms} firms; what they share arranged once for each version in {time.perf_counter() - start:.2f} s")  # noqa: T201
    plain = say("peer: a plain page of 20 firms", lambda n: db.session.scalars(select(Firm).offset(n).limit(20)).all())
    pages: dict[str, Callable[[int], object]] = {
        "list of firms with its counts": lambda n: service.find_firms(page=n + 1),
        "list by market, sorted by number": lambda n: service.find_firms(market="JP", sort="number", page=n % 20 + 1),
        "one firm with its history and orders": lambda n: service.get_firm(refs[n]),
        "the links of one firm": lambda n: links.links_of(ids[n]),
        "the feed of licence changes": lambda n: licence_changes.licence_changes(),
    }
    for label, act in pages.items():
        print(f"    × the peer: {say(label, act) / plain:.1f}")  # noqa: T201
    few = say(
        "peer: a plain page of 20 orders",
        lambda n: db.session.scalars(select(RecruitmentOrder).offset(n).limit(20)).all(),
    )
    read = say("list of orders, judged when read", lambda n: orders.find_orders(page=n % 4 + 1))
    start = time.perf_counter()
    rejudging.rejudge()
    print(f"every order judged anew once a day in {time.perf_counter() - start:.2f} s")  # noqa: T201
    kept = say("list of orders, as kept", lambda n: orders.find_orders(page=n % 4 + 1))
    print(f"    × the peer: judged when read {read / few:.1f}, as kept {kept / few:.1f}")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    firms = max(int(5000 * parser.parse_args().scale), 150)
    with tempfile.TemporaryDirectory() as name:
        app = Flask("register")
        url = f"sqlite:///{name}/r.sqlite3"
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        db.init_app(app)
        own = Settings("development", "r1Gs-0nly-" * 4, url, Path(name), Path(name))
        with app.app_context(), at_work.holding(own):
            db.create_all()
            measure(firms)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
