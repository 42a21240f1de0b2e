"""Which details and papers an organisation must give before a moderator looks, and what of it is still missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["employer", "firm"]
KINDS: tuple[Kind, ...] = ("employer", "firm")
PAPERS = ("registration", "licence", "authorisation", "other")
"""Registration certificate, licence to send workers abroad, letter that this person acts for the organisation, others."""
REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"employer": ("registration", "authorisation"), "firm": ("registration", "licence", "authorisation")}
)
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_LICENCE, LONGEST_CONTACT = 200, 300, 60, 120
LONGEST_TAX_CODE, LONGEST_PHONE = 40, 40
MOST_FILES = 10


@dataclass(frozen=True)
class Task:
    """One thing to give before the papers can be sent: `details` or a kind of paper."""

    name: str
    done: bool


def tasks(kind: str, papers: Collection[str]) -> tuple[Task, ...]:
    """The list in the order to walk it. Details are always there: without them no organisation is made."""
    return (Task("details", True), *(Task(paper, paper in papers) for paper in REQUIRED[kind]))


def complete(kind: str, papers: Collection[str]) -> bool:
    """Whether everything required is there."""
    return all(task.done for task in tasks(kind, papers))
