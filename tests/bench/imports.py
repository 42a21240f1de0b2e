"""How long a register takes to come in: 600 rows new, the same again, 600 rows changed, taken back; all checks included.

Run by hand: flask bench imports (--scale 10 for 6,000 rows). The peer reads the same workbook with openpyxl and writes its
cells by one executemany into a table without any rule: what no import can do without.
"""

from __future__ import annotations

import argparse
import io
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from flask import Flask

from portal.cli.illustrative.firms import rows
from portal.config import Settings
from portal.firms import service
from portal.firms.rules.rows import COLUMNS
from portal.storage import at_work
from portal.storage.db import db
from tests.firms.registers import xlsx_bytes

ROWS = 600


NUMBERS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
INVENTED = 5000
"""Firms that have a name of their own; more take one of theirs with a number behind it."""


def firms(count: int) -> list[dict[str, str]]:
    """That many invented firms, each under a number and a name of its own."""
    made = rows(min(count, INVENTED))
    for place in range(len(made), count):
        row, turn = made[place % INVENTED], place // INVENTED
        made.append(row | {
            "licence_no": f"{200_000 + place}/BNV-GP", "tax_code": "", "former_names": "", "short_name": "",
            "name_vi": f"{row['name_vi']} {NUMBERS[turn - 1]}", "name_en": f"{row['name_en']} {turn}" if row["name_en"] else "",
        })  # fmt: skip
    return made


def peer(content: bytes) -> None:
    """Read the cells, write the cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "peer.sqlite")
        connection.execute(f"CREATE TABLE firm ({', '.join(COLUMNS)})")
        marks = ", ".join("?" * len(COLUMNS))
        connection.executemany(f"INSERT INTO firm VALUES ({marks})", sheet.iter_rows(min_row=2, values_only=True))  # noqa: S608 - marks only
        connection.commit()
        connection.close()


def timed(what: str, act: Callable[[], object], base: float = 0.0) -> float:
    """Run it once, print seconds of time and of the processor, and the ratio to the peer."""
    start, used = time.perf_counter(), time.process_time()
    act()
    passed, spent = time.perf_counter() - start, time.process_time() - used
    ratio = f"  {spent / base:5.1f} × the peer" if base else ""
    print(f"{what:28} {passed:7.2f} s  cpu {spent:6.2f} s{ratio}")  # noqa: T201
    return spent


def main() -> None:
    """Measure on a database of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1.0)
    count = round(ROWS * parser.parse_args().scale)
    with tempfile.TemporaryDirectory() as folder:
        app, url = Flask("imports"), f"sqlite:///{folder}/bench.sqlite3"
        app.config["SQLALCHEMY_DATABASE_URI"] = url
        db.init_app(app)
        own = Settings("development", "1mp0rts-0nly-" * 4, url, Path(folder), Path(folder))
        with app.app_context(), at_work.holding(own):
            db.create_all()
            first = firms(count)
            other = [row | {"address": f"Số {place} đường Mới, Hà Nội"} for place, row in enumerate(first)]
            file, changed = xlsx_bytes(first), xlsx_bytes(other)
            print(f"{count} rows, XLSX of {len(file) // 1024} kB, SQLite")  # noqa: T201
            base = timed("peer: read and executemany", lambda: peer(file))
            timed("all new", lambda: service.import_register("a.xlsx", file), base)
            timed("the same again, dry run", lambda: service.import_register("a.xlsx", file, dry_run=True), base)
            timed("every address changed", lambda: service.import_register("b.xlsx", changed), base)
            timed("taken back", lambda: service.undo_import(service.imports()[0].number), base)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
