"""Until when a person's request about their data must be answered and done: Law 91/2025, Decree 356/2025 Article 5.

In force since 1 January 2026, when Decree 13/2023 and its 72 hours ended (Decree 356/2025 Article 42.2); for deleting the 72
hours are kept as this site's own promise. Sources differ on whether days or working days are meant for carrying out a
request: calendar days are counted, which end sooner. The longer terms for data held by processors or third parties are not
used: this site hands data to none. Where no length of an extension was read, none is granted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from portal.shared.working_days import after_days, after_working_days, day_of, end_of

IN_FORCE = date(2026, 1, 1)
ARTICLE = "Nghị định 356/2025/NĐ-CP, Điều 5"
ANSWER_WITHIN = 2
"""Working days until a request is answered. Decree 356/2025 Article 5; confidence high."""
OURS_TO_DELETE = timedelta(hours=72)
"""This site's own promise, far inside the law's 20 days."""
NEAR = timedelta(days=1)
"""How long before a deadline the work list says that it is near."""


@dataclass(frozen=True)
class Term:
    """How many calendar days carrying out takes, by how many it may be extended once (0: not), and how sure the reading is."""

    days: int
    more: int
    confidence: str
    verify: str = ""


_TEN = Term(10, 0, "high", "days or working days differs by source; the length of the one extension was not read")
_FIFTEEN = Term(15, 15, "high")
_TWENTY = Term(20, 0, "high", "the length of the one extension was not read (confidence medium)")
TERMS: Mapping[str, Term] = MappingProxyType(
    {
        "access": _TEN,
        "rectify": _TEN,
        "provide": _TEN,
        "withdraw": _FIFTEEN,
        "restrict": _FIFTEEN,
        "object": _FIFTEEN,
        "delete": _TWENTY,
    }
)
KINDS = tuple(TERMS)
OPEN, ANSWERED, DONE, REFUSED = "received", "answered", "done", "refused"
STATES = (OPEN, ANSWERED, DONE, REFUSED)
EXTENSIONS = ("many_requests", "hard_to_find", "asked_back")
"""Why a term is extended, as codes that the person is told in words."""
REFUSALS = ("not_yours", "law_keeps", "not_held", "already_done")
"""Why a request is refused, likewise."""


@dataclass(frozen=True)
class Clock:
    """The deadlines of one request: what is done before them is in time. `late`: one of them passed with nothing done."""

    answer_by: datetime
    done_by: datetime
    law_by: datetime
    late: bool
    near: bool


def answer_by(received: datetime, holidays: Collection[date]) -> datetime:
    """Before when the person must have an answer: the end of the second working day after the one it came on."""
    return end_of(after_working_days(day_of(received), ANSWER_WITHIN, holidays))


def law_by(kind: str, received: datetime, *, extended: bool) -> datetime:
    """Before when the law wants it done. KeyError for an unknown kind."""
    term = TERMS[kind]
    return end_of(after_days(day_of(received), term.days + (term.more if extended else 0)))


def done_by(kind: str, received: datetime, *, extended: bool) -> datetime:
    """Before when this site does it: the law's term, or its own promise where that is shorter."""
    law = law_by(kind, received, extended=extended)
    return min(law, received + OURS_TO_DELETE) if kind == "delete" else law


def may_extend(kind: str, state: str, received: datetime, now: datetime, *, extended: bool) -> bool:
    """Whether the term may be extended now: once, before it is over, and only where the law's text gives a length."""
    waits = state in (OPEN, ANSWERED) and not extended
    return waits and TERMS[kind].more > 0 and now < done_by(kind, received, extended=False)


def clock(
    kind: str, state: str, received: datetime, now: datetime, holidays: Collection[date], *, extended: bool
) -> Clock:
    """How a request stands at this moment."""
    answer, done = answer_by(received, holidays), done_by(kind, received, extended=extended)
    waiting = {OPEN: [answer, done], ANSWERED: [done]}.get(state, [])
    late = any(now >= deadline for deadline in waiting)
    near = not late and any(now >= deadline - NEAR for deadline in waiting)
    return Clock(answer, done, law_by(kind, received, extended=extended), late, near)
