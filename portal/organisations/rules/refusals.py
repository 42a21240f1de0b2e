"""Every way in which an act on an organisation is refused, by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why nothing was done."""

    NO_SUCH = "no_such"
    """There is none, or it is none of the actor's business: the two look the same."""
    NOT_ALLOWED = "not_allowed"
    ALREADY_MEMBER = "already_member"
    LOCKED = "locked"
    INCOMPLETE = "incomplete"
    CHANGED = "changed"
    """Somebody else was faster: what the actor saw is no longer so."""
    NOT_POSSIBLE = "not_possible"
    TAX_CODE_TAKEN = "tax_code_taken"
    TOO_MANY_FILES = "too_many_files"
    FILE_GONE = "file_gone"
    TOO_MANY_INVITED = "too_many_invited"
    NO_INVITATION = "no_invitation"


@dataclass(frozen=True)
class Refused:
    """The answer to an act that was not done."""

    why: Refusal
