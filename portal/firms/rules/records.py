"""What authorities decided about a firm beside its licence: which decisions hold on a day, and may a branch recruit then?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.shared.text import nfc

Kind = Literal["sanction", "praise", "branch_allowed", "branch_barred"]
KINDS: tuple[Kind, ...] = ("sanction", "praise", "branch_allowed", "branch_barred")
OF_BRANCHES = frozenset({"branch_allowed", "branch_barred"})
ENDING = frozenset(KINDS) - {"praise"}
"""What may have an end; a praise was given once."""
Permission = Literal["allowed", "barred", "not_said"]


@dataclass(frozen=True)
class Decision:
    """One decision: its first day, its last (inclusive; None where none is known), and whether it was written here by mistake."""

    kind: str
    branch: str | None
    decided_on: date
    runs_to: date | None
    mistaken: bool = False


def holds(decision: Decision, day: date) -> bool:
    """Whether it holds on this day: its first and last day included, a mistake never."""
    begun = decision.decided_on <= day
    return begun and not decision.mistaken and (decision.runs_to is None or day <= decision.runs_to)


def may_recruit(branch: str, decisions: Iterable[Decision], day: date) -> Permission:
    """Whether a branch may recruit on this day, by the newest decision about it that holds.

    Of two decisions of one day the barring one counts. Where nothing holds it is not known: the register names branches
    and does not say what they may do.
    """
    about = [
        decision
        for decision in decisions
        if decision.kind in OF_BRANCHES and branch_key(decision.branch) == branch_key(branch) and holds(decision, day)
    ]
    if not about:
        return "not_said"
    newest = max(about, key=lambda decision: (decision.decided_on, decision.kind == "branch_barred"))
    return "barred" if newest.kind == "branch_barred" else "allowed"


def branch_key(name: str | None) -> str:
    """What two writings of a branch's name are compared by: case and spaces aside."""
    return nfc(name or "").casefold()
