"""A hundred lure texts written by hand, and five hundred fair ones: put together from hand-written parts, and of the demo."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import yaml

from portal.config import ROOT

FOLDER = ROOT / "tests" / "data" / "posting"
FAIR = 500


def lures() -> list[str]:
    """The hundred of the first set, written before any pattern."""
    return lines("lures")


def lines(name: str) -> list[str]:
    """The texts of a set, one a line."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def fair() -> list[str]:
    """Every vacancy of the demo, and as many put together as are missing to five hundred. The same every time."""
    parts = yaml.safe_load((FOLDER / "fair_parts.yaml").read_text(encoding="utf-8"))
    demo = [
        json.loads(line) for line in (ROOT / "content/demo/vacancies.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    texts = [_demo_text(row) for row in demo]
    dice = random.Random(20261127)
    while len(texts) < FAIR:
        texts.append(" ".join(_some(dice, parts[name], most) for name, most in _MOST.items()))
    return texts


_MOST = {"openings": 1, "duties": 3, "pay": 1, "benefits": 3, "conditions": 3, "endings": 1}


def _some(dice: random.Random, lines: Sequence[str], most: int) -> str:
    return " ".join(dice.sample(lines, dice.randint(1, most)))


def _demo_text(row: dict[str, object]) -> str:
    lines = [row["title"], row["description"], *row["skills_required"], *row["skills_preferred"]]  # type: ignore[misc]
    return "\n".join(str(line) for line in lines)
