"""What many looked for in vain: an editor proposes what the words mean and another agrees, or the count is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.permissions import decide as allowed
from portal.accounts.service.transaction import act
from portal.content.editing import store, wording
from portal.content.editing.service import drafts
from portal.content.editing.service.common import EDIT, READ
from portal.content.editions import library
from portal.content.reading_rules import READING
from portal.search import misses
from portal.search.misses import Miss
from portal.search.rules.tokens import clean, tokens
from portal.shared.problems import BadInput, Problem
from portal.shared.text import fold

MOST = 50
CLOSE, MOST_CLOSE = 0.6, 3
"""How alike a known phrase must be to be named (share of letters in the same order), and how many are named."""
MANY_ASKED = "Nhiều người tìm “{}” mà không thấy gì."
"""The reason that everybody reads in the history of a reading; of the content, so in Vietnamese."""


@dataclass(frozen=True)
class Vain:
    """A question without results, and known phrases that are written much like it; `proposed`: a meaning waits or is agreed to."""

    miss: Miss
    close: tuple[str, ...]
    proposed: bool = False


@act
def listed(actor: Actor, known: Sequence[str]) -> list[Vain] | None:
    """What is looked for most often in vain; `known` are phrases that the search understands. None: not allowed."""
    if not allowed(actor, READ):
        return None
    phrases = {fold(phrase): phrase for phrase in known}
    there = store.open_items(READING) | set(library().items(READING))
    return [Vain(miss, _close(miss.query, phrases), _id(miss.query) in there) for miss in misses.seen()[:MOST]]


def _close(query: str, phrases: dict[str, str]) -> tuple[str, ...]:
    found = get_close_matches(fold(query), phrases, n=MOST_CLOSE, cutoff=CLOSE)
    return tuple(phrases[name] for name in found)


def propose(
    actor: Actor, query: str, locale: str, meant: str, now: datetime, finds: Callable[[str], bool]
) -> str | None:
    """Send to review that this question be read in these words; the ref of the draft. BadInput (meant).

    `finds` says whether a question has any result. None: not allowed, or nobody asked that often enough.
    """
    if not allowed(actor, EDIT) or not _known(query, locale):
        return None
    if not tokens(clean(meant)):
        raise BadInput([Problem("meant", wording.MEANT)])
    if not finds(meant):
        raise BadInput([Problem("meant", wording.MEANT_IN_VAIN)])
    id = _id(query)
    data = {"id": id, "asked": query, "meant": meant}
    try:
        return drafts.propose(actor, READING, id, data, MANY_ASKED.format(query), now)
    except BadInput as error:
        raise BadInput([Problem("meant", problem.message) for problem in error.problems]) from None


def _id(query: str) -> str:
    """The id of the reading of this question: its words, or where those make no address (Japanese, one letter) a digest."""
    words = "-".join(token.folded for token in tokens(clean(query)))[:60]
    return words if drafts.ID.fullmatch(words) else f"q-{hashlib.sha256(query.encode()).hexdigest()[:16]}"


@act
def let_go(actor: Actor, query: str, locale: str) -> bool:
    """Forget the count: the question comes back when as many ask it again. False: not allowed, or not there."""
    return allowed(actor, EDIT) and misses.forget(query, locale)


@act
def _known(query: str, locale: str) -> bool:
    return any((miss.query, miss.locale) == (query, locale) for miss in misses.seen())
