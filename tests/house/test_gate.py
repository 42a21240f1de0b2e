"""The static gate: ruff, mypy and djlint run as part of the suite, so that nobody keeps them by good will."""

import subprocess
import sys

import pytest

from portal.config import ROOT

CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "djlint": ["djlint", "portal/templates", "--lint", "--quiet"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_static_check(check: str) -> None:
    run = subprocess.run([sys.executable, "-m", *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
