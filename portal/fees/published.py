"""The fee rules for pages that show them: a row of the content as the dated rule it makes, and the kinds there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.content.item import Item
from portal.fees import store
from portal.fees.rules.standing import Standing, standing
from portal.fees.rules.terms import FeeRule


def dated_rule(row: Mapping[str, Any]) -> FeeRule:
    """The rule that judges, with the days from and until which it is certain."""
    return store.fee_rule(row)


def rules_on(as_of: date | None, known_on: date | None = None) -> tuple[tuple[Item, Standing | None], ...]:
    """The rules as known on `known_on` (None: now) that hold or may hold for a contract signed on `as_of`, each with how it stands.

    `as_of` None: every rule, without a standing. `UNVERIFIED`: it may hold, and never decides.
    """
    shelf = store.shelf(known_on)
    if as_of is None:
        return tuple((shelf.item(id), None) for id in shelf.rows)
    found = ((shelf.item(rule.id), standing(rule, None, as_of)) for rule in shelf.rules)
    return tuple((item, state) for item, state in found if state is not Standing.NOT_IN_FORCE)


def kinds() -> tuple[str, ...]:
    """Every kind of charge that a rule speaks of, in the order of the files."""
    return store.kinds()
