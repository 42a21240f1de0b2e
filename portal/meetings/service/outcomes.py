"""What became of questions and applications, as counts in fixed cells: they outlive every meeting and tell of no person.

A meeting is counted in the cell in which it began (month, province of the job, sector). A person who declines or does not
answer is counted nowhere, so that no count can tell an employer which of the two it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from portal.jobs.models import Vacancy
from portal.jobs.sector_words import SECTORS
from portal.meetings import ends_store
from portal.meetings.models import Meeting
from portal.meetings.rules.cells import alone, middle, told
from portal.meetings.rules.follow_up import ANSWERS, MONTHS
from portal.meetings.rules.steps import TOOK, Deed, Stage
from portal.shared.clock import VIETNAM
from portal.shared.text import words

ASKED, APPLIED, ANSWERED, HIRED, REFUSED = "asked", "applied", "answered", "hired", "refused"
LONGEST_WAIT = 15
"""The last bucket of days to a first answer holds everything longer."""
OTHER = "other"
SHOWN = (ANSWERED, "interview", "offered", HIRED)


@dataclass(frozen=True)
class Row:
    """One cell as it may be told: how many began, were answered, invited, offered, hired; None where it is too few to say."""

    key: str
    begun: int | None
    answered: int | None
    interview: int | None
    offered: int | None
    hired: int | None


@dataclass(frozen=True)
class Public:
    """Everything that may be told, of whole months that are over. `days`: median to the first answer, `LONGEST_WAIT` for
    that or longer. `later`: by months after, the answers that may be told."""

    total: Row
    months: Sequence[Row]
    provinces: Sequence[Row]
    sectors: Sequence[Row]
    days: int | None
    later: Mapping[int, Mapping[str, int | None]]


def begin(row: Meeting, what: str, moment: datetime) -> None:
    """Count a meeting that begins, and fix its cell."""
    row.cell = "|".join(cell_of(row.vacancy, moment))
    note(row, what)


def note(row: Meeting, what: str, by: int = 1) -> None:
    """Count something that happened in this meeting (`by` -1: it did not). Nothing for one from before there were cells."""
    if row.cell:
        month, province, sector = row.cell.split("|")
        ends_store.count((month, province, sector), what, by)


def note_answer(row: Meeting, days: int) -> None:
    """Count the first answer, and after how many days it came."""
    note(row, ANSWERED)
    note(row, f"day{min(max(days, 0), LONGEST_WAIT)}")


def note_step(row: Meeting, deed: Deed, before: Stage, after: Stage, *, first: bool) -> None:
    """Count what a step changed: an interview and an offer once each, hired and not hired as they stand."""
    if deed in (Deed.INTERVIEW, Deed.OFFER) and first:
        note(row, deed.value)
    for what, there in ((HIRED, TOOK), (REFUSED, (Stage.REFUSED,))):
        if (before in there) != (after in there):
            note(row, what, 1 if after in there else -1)


def cell_of(vacancy: Vacancy, moment: datetime) -> tuple[str, str, str]:
    """Month, province (an id of the content) and sector (a code of the taxonomy); what is in no list is `other`."""
    here = moment.astimezone(VIETNAM)
    sector = _sectors().get(" ".join(words(vacancy.sector or "")), OTHER)
    return f"{here.year:04d}-{here.month:02d}", vacancy.province_id or OTHER, sector


def public(now: datetime) -> Public:
    """What everybody may read at this moment."""
    here = now.astimezone(VIETNAM)
    this_month = f"{here.year:04d}-{here.month:02d}"
    rows = [row for row in ends_store.counts() if row[0] < this_month]
    whole: Counter[str] = Counter()
    for *_cell, what, count in rows:
        whole[what] += count
    return Public(
        total=Row("", alone(_begun(whole)), *(alone(whole[what]) for what in SHOWN)),
        months=sorted(_by(rows, 0), key=lambda row: row.key, reverse=True),
        provinces=_by(rows, 1),
        sectors=_by(rows, 2),
        days=middle({day: whole[f"day{day}"] for day in range(LONGEST_WAIT + 1)}),
        later={months: told({answer: whole[f"{answer}{months}"] for answer in ANSWERS}) for months in MONTHS},
    )


def _by(rows: Sequence[tuple[str, str, str, str, int]], part: int) -> list[Row]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row[:3][part], Counter())[row[3]] += row[4]
    columns = {what: told({key: found[what] for key, found in counts.items()}) for what in SHOWN}
    begun = told({key: _begun(found) for key, found in counts.items()})
    return [
        Row(key, begun[key], *(columns[what][key] if begun[key] is not None else None for what in SHOWN))
        for key in sorted(counts, key=lambda key: (-(begun[key] or 0), key))
    ]


def _begun(found: Counter[str]) -> int:
    return found[ASKED] + found[APPLIED]


@lru_cache(maxsize=1)
def _sectors() -> dict[str, str]:
    names = {" ".join(words(name.msgid)): code for code, name in SECTORS.items()}
    return names | {code: code for code in SECTORS}
