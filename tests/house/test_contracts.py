"""The directions of imports, kept by import-linter on every run."""

import os
import subprocess
import sys

from portal.config import ROOT


def test_every_import_contract_is_kept() -> None:
    """`lint-imports` reads the contracts of pyproject.toml; a broken one prints who imports whom."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout
