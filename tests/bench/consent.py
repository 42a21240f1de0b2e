"""`flask bench consent`: ten thousand histories of a meeting beside a plain account of it (`tests/meetings/histories.py`).

Not a race: it prints how many histories agreed, and stops at the first that does not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from portal.app import create_app
from portal.config import Settings
from tests.meetings.histories import WORLDS, Histories
from tests.meetings.world import World
from tests.organisations.samples import Town

HISTORIES, STEPS = 10_000, 20


def main() -> None:
    """Run the histories on SQLite in a folder of their own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1.0)
    some = max(1, round(HISTORIES * parser.parse_args().scale))
    with tempfile.TemporaryDirectory() as folder:
        own = Settings(
            environment="development",
            secret_key="k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-bench",
            database_url=f"sqlite:///{folder}/consent.sqlite3",
            state_dir=Path(folder),
            search_index_dir=Path(folder) / "index",
        )
        app = create_app(own)
        with app.app_context():
            upgrade()
            WORLDS.append(World(Town()))
            began = time.monotonic()
            run_state_machine_as_test(
                Histories,
                settings=settings(
                    max_examples=some, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck),
                    phases=[Phase.generate], deadline=None, database=None,
                ),
            )  # fmt: skip
    took = time.monotonic() - began
    sys.stdout.write(
        f"{some} histories of up to {STEPS} steps: contact was reached exactly when it might be; {took:.0f} s\n"
    )


if __name__ == "__main__":
    main()
