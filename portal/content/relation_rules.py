"""Whether every pair of related skills says once why it is near, in both languages, and no reason is given for a pair that is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.content.item import Item
from portal.shared.locales import LOCALES
from portal.shared.messages import Message, message

SKILL, RELATION = "skill", "skill_relation"
Library = Mapping[str, Mapping[str, Item]]
Found = Iterator[tuple[str, Message]]


def unexplained(item: Item, library: Library) -> Found:
    """Pairs of a skill that are named twice or have no reason; reasons of a row without their pair."""
    if item.kind == SKILL:
        yield from _pairs(item, library)
    elif item.kind == RELATION:
        yield from _reasons(item, library)


def _pairs(skill: Item, library: Library) -> Found:
    given = _related(library, RELATION, skill.id)
    for other in skill.data.get("related") or {}:
        path = f"related.{other}"
        if skill.id in _related(library, SKILL, other) and skill.id < other:
            yield path, message("Cặp này cũng ghi ở “%(other)s”. Ghi mỗi cặp một lần.", other=other)
        if not _in_both(given.get(other)):
            yield (
                path,
                message(
                    "Chưa ghi vì sao gần “%(other)s”, đủ tiếng Việt và tiếng Anh. Ghi ở skill_relations.yaml, mục “%(id)s”; "
                    "không nói được lý do thì bỏ cặp này.",
                    other=other, id=skill.id,
                ),
            )  # fmt: skip


def _reasons(row: Item, library: Library) -> Found:
    pairs = _related(library, SKILL, row.id)
    for other in row.data.get("related") or {}:
        if other not in pairs:
            text = message(
                "Không có cặp “%(id)s” và “%(other)s” trong skills.yaml. Bỏ lý do này.", id=row.id, other=other
            )
            yield f"related.{other}", text


def _related(library: Library, kind: str, id: str) -> Mapping[str, Any]:
    item = library.get(kind, {}).get(id)
    return (item.data.get("related") or {}) if item is not None else {}


def _in_both(reason: object) -> bool:
    return isinstance(reason, Mapping) and all(str(reason.get(locale) or "").strip() for locale in LOCALES)
