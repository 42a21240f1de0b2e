"""`flask bench NAME`: runs a benchmark of a checkout by hand; figures are printed as ratios, never asserted."""

from __future__ import annotations

import runpy
import sys

import click

from portal.config import ROOT

FOLDER = ROOT / "tests" / "bench"


@click.command("bench", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--scale", default=1.0, show_default=True, type=click.FloatRange(0.01, 1000), help="How much larger than usual."
)
def bench(name: str, scale: float, options: tuple[str, ...]) -> None:
    """Run tests/bench/NAME.py, which prints what it measured against its peer. What it does not know is refused by it."""
    known = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    if name not in known:
        raise click.UsageError(f"no benchmark {name!r}; there are: {', '.join(known) or 'none in this installation'}")
    sys.argv = [name, "--scale", str(scale), *options]
    sys.path.insert(0, str(ROOT))  # benchmarks share tools with the tests, wherever the command is started
    runpy.run_path(str(FOLDER / f"{name}.py"), run_name="__main__")
