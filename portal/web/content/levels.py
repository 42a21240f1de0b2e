"""Which level of the common European scale (CEFR) a language condition means, where a source links the test to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.web.shell.evidence import Evidence, Node, evidence_of
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Level:
    """A test with the asked level; `cefr` is empty where no source links it to the scale."""

    test: str
    level: str
    cefr: str
    evidence: Evidence


def levels_of(claims: Iterable[Node]) -> Iterable[Level]:
    """The levels that these claims name, in their order; tests that nobody has verified are left out."""
    for claim in claims:
        for named in claim.get("tests", ()):
            test = content.shown(content.get("language_test", named["test"]))
            if test is None or test["state"] == AWAITING:
                continue
            level = next((part for part in test["levels"] if part["code"] == named["level"]), None)
            if level is not None:
                shown = named["level"] if any(char.isdigit() for char in named["level"]) else ""
                yield Level(pick(test["name"]), shown, level.get("cefr") or "", evidence_of(test))
