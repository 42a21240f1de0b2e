"""The shape of the code that keeps it readable: short modules and functions, empty __init__ files, imports on top."""

import ast
from pathlib import Path

import pytest

from portal.config import ROOT

MODULES = sorted(p for p in (ROOT / "portal").rglob("*.py") if "versions" not in p.parts)
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    if path.name == "__init__.py":
        assert not source.strip(), "an __init__ that wires or re-exports hides where things live"
        return
    assert source.count("\n") <= LONGEST_MODULE, "which two rooms are they?"
    assert ast.get_docstring(tree) or "migrations" in path.parts, "say in one sentence what this module answers"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{node.name} is too long"
            hidden = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not hidden, f"{node.name} imports inside: does it hide a knot?"


def test_the_house_has_its_rooms() -> None:
    """The walk above saw the code it is meant to see."""
    rooms = {path.relative_to(ROOT / "portal").parts[0] for path in MODULES}
    assert {
        "app.py",
        "config.py",
        "shared",
        "storage",
        "search",
        "content",
        "fees",
        "firms",
        "jobs",
        "web",
        "cli",
    } <= rooms
    assert len(MODULES) > 60


def test_content_and_templates_hold_no_python() -> None:
    assert not list((ROOT / "content").rglob("*.py"))
    assert not list((ROOT / "portal" / "templates").rglob("*.py"))
