"""Lessons, rights, news and stories as their pages show them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.content import service as content
from portal.content import warnings
from portal.content.item import Item
from portal.shared.locales import SOURCE
from portal.web.shell.evidence import Evidence, evidence_of
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import pick

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """A page of this site to go on to."""

    label: str
    address: str


@dataclass(frozen=True)
class Section:
    """A part of a lesson: points to remember and where to do it."""

    title: str
    points: tuple[str, ...]
    see: tuple[Link, ...]


@dataclass(frozen=True)
class Question:
    """One question of the self-check: choices, which of them are right, and why."""

    ask: str
    options: tuple[str, ...]
    right: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Lesson:
    """A short lesson of one version."""

    id: str
    title: str
    summary: str
    version: str
    reviewed: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]


def lesson_of(item: Item) -> Lesson:
    """A lesson for its page or list."""
    data = item.data
    return Lesson(
        item.id,
        pick(data["title"]),
        pick(data["summary"]),
        data["version"],
        data["reviewed"],
        tuple(
            Section(pick(part["title"]), _texts(part["points"]), tuple(link_of(node) for node in part.get("see", ())))
            for part in data["sections"]
        ),
        tuple(_question(node) for node in data["questions"]),
    )


def _question(node: Node) -> Question:
    right = tuple(pick(option["text"]) for option in node["options"] if option.get("right"))
    return Question(
        pick(node["ask"]), tuple(pick(option["text"]) for option in node["options"]), right, pick(node["why"])
    )


def _texts(nodes: Iterable[Any]) -> tuple[str, ...]:
    return tuple(pick(node) for node in nodes)


def link_of(node: Node) -> Link:
    """A link of the content to a page of this site, below the reader's language."""
    return Link(pick(node["label"]), f"/{current_locale()}/{node['page']}")


@dataclass(frozen=True)
class Claim:
    """Something one may ask for or must do, with its legal text; `rule` is the fee rule that says it in full."""

    text: str
    legal: str
    rule: str
    evidence: Evidence | None


@dataclass(frozen=True)
class Stage:
    """A stage of the way with its rights and duties."""

    id: str
    title: str
    may: tuple[Claim, ...]
    must: tuple[Claim, ...]


def stages() -> tuple[Stage, ...]:
    """Rights and duties, stage by stage."""
    return tuple(
        Stage(item.id, pick(item.data["title"]), _claims(item.data["may"]), _claims(item.data["must"]))
        for item in content.all_of("right")
    )


def _claims(nodes: Iterable[Node]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            pick(node["text"]),
            node.get("legal", ""),
            node.get("rule", ""),
            evidence_of(node) if "state" in node else None,
        )
        for node in nodes
    )


@dataclass(frozen=True)
class News:
    """What changed on a day, by which texts, and where to read on."""

    id: str
    day: str
    title: str
    summary: str
    documents: tuple[Link, ...]
    see: Link
    evidence: Evidence


def news() -> tuple[News, ...]:
    """What changed, newest first."""
    found = [_news(item) for item in content.all_of("news_item")]
    return tuple(sorted(found, key=lambda item: item.day, reverse=True))


def _news(item: Item) -> News:
    data = item.data
    texts = (content.get("document", ident) for ident in data["documents"])
    return News(
        item.id,
        data["day"],
        pick(data["title"]),
        pick(data["summary"]),
        tuple(Link(_number(text), f"/{current_locale()}/documents/{text.id}") for text in texts),
        link_of(data["see"]),
        evidence_of(data, dated=False),
    )


def _number(text: Item) -> str:
    number = text.data["number"]
    return number if isinstance(number, str) else number[SOURCE]


@dataclass(frozen=True)
class Story:
    """What one person went through. `illustrative`: the person is invented. `consent` is the day the person agreed."""

    id: str
    title: str
    person: str
    market: Link
    occupation: str
    body: str
    illustrative: bool
    consent: str
    scope: str


def story_of(item: Item) -> Story:
    """A story for its page or list."""
    data = item.data
    market = content.get("market", data["market"])
    return Story(
        item.id,
        pick(data["title"]),
        pick(data["person"]),
        Link(pick(market.data["name"]), f"/{current_locale()}/markets/{market.id.lower()}"),
        pick(data["occupation"]),
        pick(data["body"]),
        bool(data.get("illustrative")),
        data["consent"]["given_on"],
        pick(data["consent"]["scope"]),
    )


@dataclass(frozen=True)
class Entry:
    """One line of a printed sheet: a name, what it says, a number to call, and where it was read."""

    name: str
    text: str
    number: str
    evidence: Evidence


def scams(most: int) -> tuple[Entry, ...]:
    """The most common tricks, each with its first sign."""
    found = warnings.all_shown()[:most]
    return tuple(Entry(pick(i.data["name"]), pick(i.data["signs"][0]), "", evidence_of(i.data)) for i in found)


def channels() -> tuple[Entry, ...]:
    """Whom to tell, with their numbers."""
    return tuple(
        Entry(pick(i.data["name"]), pick(i.data["use"]), i.data.get("number", ""), evidence_of(i.data))
        for i in warnings.channels()
    )
