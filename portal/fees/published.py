"""The fee rules for pages that show them: a row of the content as the dated rule it makes, and the kinds there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.fees import store
from portal.fees.rules.terms import FeeRule


def dated_rule(row: Mapping[str, Any]) -> FeeRule:
    """The rule that judges, with the days from and until which it is certain."""
    return store.fee_rule(row)


def kinds() -> tuple[str, ...]:
    """Every kind of charge that a rule speaks of, in the order of the files."""
    return store.kinds()
