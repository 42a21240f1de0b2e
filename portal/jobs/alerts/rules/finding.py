"""Which vacancy a saved search finds, and when that is news: the list's own filters, read without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.jobs.facts import Wanted
from portal.shared.text import words


@dataclass(frozen=True)
class Offer:
    """What of a vacancy the filters look at. `best`: the highest wage offered (VND a month)."""

    folded: str
    province_id: str | None
    sector: str | None
    best: int | None


@dataclass(frozen=True)
class Times:
    """When a vacancy was published, last changed, and last said by its employer to be still there."""

    posted_at: datetime
    changed_at: datetime
    confirmed_at: datetime | None


def finds(wanted: Wanted, offer: Offer) -> bool:
    """Whether the list of vacancies, narrowed like this, would show this one."""
    if wanted.province_id and wanted.province_id != offer.province_id:
        return False
    if wanted.sector and wanted.sector != offer.sector:
        return False
    if wanted.wage is not None and (offer.best is None or offer.best < wanted.wage):
        return False
    return all(word in offer.folded for word in words(wanted.text))


def is_news(times: Times, since: datetime) -> bool:
    """Whether a vacancy that changed is news to a search that counts from `since`: published after it, or changed otherwise
    than by its employer saying that the job is still to be had."""
    return times.posted_at >= since or times.changed_at != times.confirmed_at
