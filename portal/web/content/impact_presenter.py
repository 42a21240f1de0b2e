"""The impact list: for each legal text what rests on it, and first what stands on a text that no longer holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.content import service as content
from portal.web.content.document_presenter import STATUSES, named
from portal.web.content.resting import Rest, Resting, group_resting
from portal.web.shell.wording import pick


@dataclass(frozen=True)
class Impact:
    """One legal text with all that would have to be looked at if it changed."""

    id: str
    name: str
    title: str
    status: str
    tone: str
    total: int
    groups: tuple[Resting, ...]
    look: tuple[Rest, ...]


@dataclass(frozen=True)
class ImpactList:
    """Texts with content that must be looked at now, and every text that anything rests on, most first."""

    look: tuple[Impact, ...]
    all: tuple[Impact, ...]
    none: int


def present_impact(today: date) -> ImpactList:
    """The whole list in the reader's language."""
    impacts = []
    for item in content.all_of("document"):
        groups = group_resting(item.id, today)
        rests = [rest for group in groups for rest in group.items]
        status, tone = STATUSES[item.data["status"]]
        look = tuple(rest for rest in rests if rest.look)
        title = pick(item.data["title"])
        impacts.append(Impact(item.id, named(item.id), title, str(status), tone, len(rests), groups, look))
    resting = sorted((impact for impact in impacts if impact.total), key=lambda impact: -impact.total)
    return ImpactList(tuple(impact for impact in resting if impact.look), tuple(resting), len(impacts) - len(resting))
