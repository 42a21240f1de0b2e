"""What drafts, reviews and lists of the desk have in common: who may read, what a revision says, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.accounts.rules.actor import Actor
from portal.audit import service as audit
from portal.content import check_rules
from portal.content.editing import wording
from portal.content.editing.rules.shapes import Data, Shape, always_there, lacking, shapes
from portal.content.editing.rules.typed import misread, tidied, unsafe
from portal.content.editions import library, per_edition, with_edit
from portal.content.item import FORMERLY, Item
from portal.content.models import Revision
from portal.content.rules import WITHHELD, is_figure, walk
from portal.content.store import Library
from portal.shared.messages import Message

READ, EDIT, REVIEW_ACTION = "content.read", "content.edit", "content.review"
NOT_HERE = frozenset(
    {
        "skill", "occupation", "skill_relation", "certificate", "language", "language_test", "province", "former_province",
        "region", "redirect", "fee_rule_version", "search_synonym", "search_stop_word",
    }
)  # fmt: skip
"""Kinds that are edited in the files: the matcher and the search keep what they made of them on disk."""
Problem = tuple[str, Message]
"""The path of a field ("": all of it) and what is wrong there."""


@dataclass(frozen=True)
class Said:
    """What a reviewer said about a field, and when."""

    path: str
    text: str
    at: datetime


@dataclass(frozen=True)
class View:
    """A revision as the desk shows it. `live` is the item as it is shown to everybody, `base` as it was when this was begun."""

    ref: str
    kind: str
    item: str
    title: str
    state: str
    data: Data | None
    base: Data | None
    live: Data | None
    before: Data | None
    why: str
    edits: int
    mine: bool
    changed_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    publish_at: datetime | None
    expire_at: datetime | None
    remarks: tuple[Said, ...] = field(default=())
    problems: tuple[Problem, ...] = field(default=())
    others: int = 0
    """How many others have the same item open."""
    may_edit: bool = False
    may_approve: bool = False
    may_restore: bool = False

    @property
    def moved_on(self) -> bool:
        """Whether somebody else's edit of the item was published since this was begun."""
        return self.state in ("draft", "changes", "review") and self.live != self.base


def kinds() -> tuple[str, ...]:
    """The kinds that are edited here."""
    found = library().kinds
    return tuple(kind for kind in found if kind not in NOT_HERE and not kind.startswith("matching_"))


@per_edition
def _always(kind: str) -> frozenset[tuple[str, str]]:
    """What every item of this kind has."""
    return always_there(item.data for item in library().items(kind).values())


@per_edition
def shapes_of(kind: str) -> Mapping[str, Shape]:
    """The fields that items of this kind have."""
    return shapes(item.data for item in library().items(kind).values())


def live_data(kind: str, id: str, books: Library | None = None) -> Data | None:
    """The item as it is shown, or None."""
    item = (books or library()).items(kind).get(id)
    return plain(item.data) if item is not None else None


def stood_before(kind: str, id: str, data: Data | None, books: Library | None = None) -> Data | None:
    """What the item is shown as now, or what it replaces where it is renamed; None where it is new."""
    live = live_data(kind, id, books)
    formers = (data or {}).get(FORMERLY, ()) if live is None else ()
    return live or next((found for old in formers if (found := live_data(kind, old, books)) is not None), None)


def plain(data: Any) -> Any:
    """A copy in lists and dicts, as JSON gives it back."""
    return json.loads(json.dumps(dict(data), ensure_ascii=False))


def title_of(kind: str, id: str, data: Data | None) -> str:
    """What the item is called in Vietnamese, else its id."""
    for key in ("title", "name", "label", "asked"):
        said = (data or {}).get(key)
        if isinstance(said, Mapping) and said.get("vi"):
            return str(said["vi"])
        if isinstance(said, str) and said:
            return said
    return id


def problems_of(
    kind: str, id: str, data: Data | None, books: Library | None = None, *, whole: bool = False
) -> list[Problem]:
    """What must be mended before this may be published. `whole` also looks at other items, which break where this one is taken
    off, is renamed, or begins to withhold a number."""
    known = books or library()
    if data is None:
        return _broken(kind, id, known)
    said = tidied(data)
    found = [(path, wording.MISREAD[wanted]) for path, wanted in misread(data, shapes_of(kind))]
    found += [(path, wording.UNSAFE[what]) for path, what in unsafe(said)]
    found += [(path, wording.LACKING) for path in lacking(said, _always(kind))]
    after = with_edit(known, kind, id, said)
    try:
        findings = check_rules.check_item(after.items(kind)[id], _kinds(after))
        found += [(finding.path, finding.message) for finding in findings]
        withholds = any(is_figure(node) and node["state"] == WITHHELD for _, node in walk(said))
        return found or (_broken(kind, id, known, said) if whole and (withholds or said.get(FORMERLY)) else [])
    except (
        TypeError,
        ValueError,
        KeyError,
        AttributeError,
    ):  # a rule cannot read what was typed: the field says it above
        return found or [("", wording.UNREADABLE)]


def _broken(kind: str, id: str, known: Library, data: Data | None = None) -> list[Problem]:
    """What would be wrong elsewhere: items that name this one."""
    after = check_rules.check(_kinds(with_edit(known, kind, id, data)))
    before = (
        {(each.item.kind, each.item.id, each.path) for each in check_rules.check(_kinds(known))} if after else set()
    )
    return [
        (f"{each.item.kind}/{each.item.id} {each.path}".strip(), each.message)
        for each in after
        if (each.item.kind, each.item.id, each.path) not in before
    ]


def _kinds(books: Library) -> dict[str, Mapping[str, Item]]:
    return {kind: books.items(kind) for kind in books.kinds}


def log(actor: Actor, deed: str, row: Revision) -> None:
    """One line of the log: who did what to which item."""
    audit.record(
        f"content.{deed}", actor=actor.ref, role=actor.role, object_kind="content", object_ref=row.ref,
        facts={"kind": row.kind, "item": row.item},
    )  # fmt: skip
