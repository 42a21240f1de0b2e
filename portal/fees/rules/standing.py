"""Whether a rule holds on the day a contract was signed, and whether what we know of it may decide."""

from __future__ import annotations

from datetime import date
from enum import Enum

from portal.fees.rules.terms import Clause, FeeRule


class Standing(Enum):
    """`UNVERIFIED` rules never decide: they only show where an answer is not safe."""

    NOT_IN_FORCE = "not_in_force"
    UNVERIFIED = "unverified"
    IN_FORCE = "in_force"


def standing(rule: FeeRule, clause: Clause | None, signed_on: date) -> Standing:
    """How a clause (None: the rule as a whole) stands for a contract signed on this day. First and last days are included.

    A sourced value past its last certain day, or from the day of an amendment that was not read, counts as not sourced.
    """
    starts = (clause.starts if clause else None) or rule.starts
    if rule.retired or (starts is not None and signed_on < starts):
        return Standing.NOT_IN_FORCE
    past = rule.ends is not None and signed_on > rule.ends
    if not rule.sourced:
        return Standing.NOT_IN_FORCE if past else Standing.UNVERIFIED
    amended = rule.doubtful_from is not None and signed_on >= rule.doubtful_from
    return Standing.UNVERIFIED if past or amended else Standing.IN_FORCE
