"""The real content to damage: in memory for the rules, as a folder of files for the command."""

from __future__ import annotations

import copy as copying
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from portal.content.check_rules import Library, check
from portal.content.item import Item
from portal.content.store import Library as Files

Change = Callable[[dict[str, Any]], object]
KINDS = (
    "market", "programme", "document", "source", "province", "former_province", "region", "ministry", "page", "fee_rule",
    "statistic", "language_test", "language",
)  # fmt: skip


@pytest.fixture(scope="session")
def whole() -> Library:
    """The part of the real content that other parts point to."""
    files = Files(ROOT / "content")
    return {kind: files.items(kind) for kind in KINDS}


@pytest.fixture
def findings(whole: Library) -> Callable[[str, str, Change], list[str]]:
    """Change one item of a copy, then tell what the check says: `file · id · path: message`."""

    def told(kind: str, id: str, change: Change) -> list[str]:
        item: Item = whole[kind][id]
        data = copying.deepcopy(dict(item.data))
        change(data)
        changed = {**whole, kind: {**whole[kind], id: replace(item, data=data)}}
        return [f"{f.item.file} · {f.item.id} · {f.path}: {f.message}" for f in check(changed)]

    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Those files in a folder of their own."""
    target = tmp_path / "content"
    target.mkdir()
    files = Files(ROOT / "content")
    for kind in KINDS:
        for file in {item.file for item in files.items(kind).values() if kind != "page"}:
            path = target / Path(file).relative_to("content")
            path.parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / file, path)
    shutil.copytree(ROOT / "content" / "pages", target / "pages")
    return target
