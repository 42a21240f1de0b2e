"""Which decisions may be appealed, and who may decide that: never the one who decided first.

Our own rule, so that no single moderator closes an employer's door for good: one appeal for each decision, as long as the
decision stands; answered in words. An appeal changes nothing by itself until it is decided. What was decided of an
organisation is then changed on its own page; a vacancy, which nothing else opens again, is its employer's draft again.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ORGANISATION, VACANCY = "organisation", "vacancy"
KINDS = (ORGANISATION, VACANCY)
STANDS, CHANGED = "stands", "changed"
OUTCOMES = (STANDS, CHANGED)
SHORTEST, LONGEST = 10, 2_000
"""Characters of an appeal and of its answer."""

APPEALABLE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ORGANISATION: MappingProxyType({"suspend": "suspended", "refuse": "refused"}),
        VACANCY: MappingProxyType({"refused": "closed", "stopped": "closed"}),
    }
)
"""By kind: the decision, and the state in which what was decided of stands as long as the decision does."""


def stands(kind: str, decision: str, states: frozenset[str]) -> bool:
    """Whether this decision may be appealed and still stands; `states` are those of what it was about, now."""
    return APPEALABLE.get(kind, {}).get(decision) in states


def is_text(text: str) -> bool:
    """Whether an appeal or an answer is neither empty words nor a book."""
    return SHORTEST <= len(text) <= LONGEST
