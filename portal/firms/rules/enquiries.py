"""When a question to a firm may be asked, shown, answered and kept, and what exactly was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

CONSENT = "1"
"""The version of the sentence that is agreed to (wording.CONSENT); change both together."""
LIFE = timedelta(days=90)
"""After so long an enquiry is removed with all it says, answered or not."""
SHORTEST, LONGEST = 10, 1500
"""Characters of a question or an answer."""
WITHDRAWN = "withdrawn"
NO_LICENCE, NO_ORGANISATION, WORKER_GONE, REPORTED = "no_licence", "no_organisation", "worker_gone", "reported"


@dataclass(frozen=True)
class Shown:
    """What the firm sees of an enquiry: the question, and name and phone only where they were ticked."""

    text: str
    name: str | None
    phone: str | None
    order_ref: str | None


@dataclass(frozen=True)
class Around:
    """What an enquiry needs beside its own state: each asked anew whenever it is shown."""

    licence: str
    """The state of the firm's licence on the day."""
    verified: bool
    """Whether the firm's organisation is verified and not suspended."""
    worker: bool
    """Whether the worker's account is active."""


def closed_for(around: Around) -> str | None:
    """Why the firm may see and do nothing now, or None. A licence that is not in force closes what was asked of it."""
    if not around.worker:
        return WORKER_GONE
    if not around.verified:
        return NO_ORGANISATION
    return None if around.licence == "valid" else NO_LICENCE


def consent(*, name: bool, contact: bool) -> str:
    """What was agreed to, as it is kept: the version, and what was ticked."""
    return "+".join([CONSENT, *(["name"] if name else []), *(["contact"] if contact else [])])
