"""Every way in which an act on accounts is refused, by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why nothing was done."""

    WRONG_CREDENTIALS = "wrong_credentials"
    TOO_MANY = "too_many"
    SUSPENDED = "suspended"
    LINK_UNKNOWN = "link_unknown"
    LINK_USED = "link_used"
    LINK_EXPIRED = "link_expired"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a name
    WRONG_CODE = "wrong_code"
    CODE_USED = "code_used"
    SESSION_OVER = "session_over"
    NOT_ALLOWED = "not_allowed"
    NO_SUCH_ACCOUNT = "no_such_account"
    NO_SUCH_SESSION = "no_such_session"
    HAS_PERSON_ACCOUNT = "has_person_account"
    ALREADY_SO = "already_so"
    LAST_ADMIN = "last_admin"


@dataclass(frozen=True)
class Refused:
    """The answer to an act that was not done. `retry_after` (whole seconds) is set with TOO_MANY only, `reason` (a code) with
    SUSPENDED where it was noted."""

    why: Refusal
    retry_after: int = 0
    reason: str = ""
