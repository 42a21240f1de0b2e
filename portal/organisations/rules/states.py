"""In which states an organisation stands, what a decision does to them, and for which reasons it may be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """What others may rely on."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class Review(StrEnum):
    """Where the papers are."""

    OPEN = "open"
    """With the members, not sent yet."""
    WAITING = "waiting"
    """With the moderators."""
    RETURNED = "returned"
    """Sent back for more."""
    REFUSED = "refused"
    DONE = "done"
    """Looked at and found good."""


class Decision(StrEnum):
    """What a moderator decides."""

    VERIFY = "verify"
    ASK = "ask"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


EDITABLE = frozenset({Review.OPEN, Review.RETURNED, Review.REFUSED})
"""While the papers are with the members they may change what is to be verified."""
SHORTEST_REASON, LONGEST_REASON = 10, 1000
"""Characters of a decision's explanation: nobody is judged without a sentence that they can answer to."""

REASONS: Mapping[Decision, tuple[str, ...]] = MappingProxyType(
    {
        Decision.VERIFY: ("papers_match", "confirmed_by_call"),
        Decision.ASK: ("unreadable", "missing_paper", "details_differ", "no_authorisation"),
        Decision.REFUSE: ("not_found", "licence_invalid", "forged", "not_theirs", "duplicate"),
        Decision.SUSPEND: ("licence_invalid", "complaint", "fraud", "asked"),
        Decision.REINSTATE: ("cleared", "licence_restored", "mistake"),
    }
)
ACTIONS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.VERIFY: "organisation.decide",
        Decision.ASK: "organisation.decide",
        Decision.REFUSE: "organisation.decide",
        Decision.SUSPEND: "organisation.suspend",
        Decision.REINSTATE: "organisation.decide",
    }
)
"""The action of the permission table behind each decision."""
CHANGED = "details_changed"
"""The reason of the one change of state that members bring about: a verified organisation changes its details."""


@dataclass(frozen=True)
class Standing:
    """State and review together."""

    state: State
    review: Review

    @property
    def editable(self) -> bool:
        """Whether members may change details and papers now, without anybody else's leave."""
        return self.state is State.UNVERIFIED and self.review in EDITABLE


def possible(standing: Standing) -> tuple[Decision, ...]:
    """The decisions that can be taken now."""
    if standing.state is State.SUSPENDED:
        return (Decision.REINSTATE,)
    if standing.state is State.VERIFIED:
        return (Decision.SUSPEND,)
    if standing.review is Review.WAITING:
        return (Decision.VERIFY, Decision.ASK, Decision.REFUSE, Decision.SUSPEND)
    return (Decision.SUSPEND,)


def after(decision: Decision, standing: Standing, before_suspension: State) -> Standing:
    """Where the organisation stands after a possible decision.

    A suspension keeps the papers where they are; lifting it gives back the state from before.
    """
    match decision:
        case Decision.VERIFY:
            return Standing(State.VERIFIED, Review.DONE)
        case Decision.ASK:
            return Standing(State.UNVERIFIED, Review.RETURNED)
        case Decision.REFUSE:
            return Standing(State.UNVERIFIED, Review.REFUSED)
        case Decision.SUSPEND:
            return Standing(State.SUSPENDED, standing.review)
        case Decision.REINSTATE:
            return Standing(before_suspension, standing.review)
