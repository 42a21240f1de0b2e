"""The edit form of an item, made from what items of its kind hold: one field for each value, groups for lists and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.content.editing.rules.shapes import FIXED, LIST, LONG, TEXT, YES_NO, Shape, is_leaf, key_of, pattern_of
from portal.content.editing.rules.typed import written
from portal.content.item import FORMERLY
from portal.shared.locales import LOCALES
from portal.shared.messages import Message
from portal.web.editing.words import label_of

BODY = "body"
LINES_OF_BODY, LINES_OF_TEXT = 24, 3


@dataclass(frozen=True)
class Field:
    """One value: the name of its input is its path. `lang`: the language of the text, of which the other stands beside it."""

    path: str
    label: Message | str
    kind: str
    value: str
    choices: tuple[str, ...] = ()
    lang: str = ""
    lines: int = 1
    errors: tuple[Message, ...] = ()

    @property
    def ident(self) -> str:
        return ident_of(self.path)


@dataclass(frozen=True)
class Group:
    """Fields that belong together. `remove`, `add`: the paths that the buttons name; `more`: fields that the item does not have.

    `begins`: path and label of each list that other items have in this place and this one has not.
    """

    path: str
    label: Message | str
    parts: tuple[Field | Group, ...]
    more: tuple[Field, ...] = ()
    remove: str = ""
    add: str = ""
    place: int = 0
    errors: tuple[Message, ...] = field(default=())
    begins: tuple[tuple[str, Message | str], ...] = ()

    @property
    def ident(self) -> str:
        return ident_of(self.path or "form")

    @property
    def bilingual(self) -> bool:
        return bool(self.parts) and all(isinstance(part, Field) and part.lang for part in self.parts)


def ident_of(path: str) -> str:
    """The id of the input or group with this path."""
    return "f-" + (re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "form")


def edits_of(text: str) -> int:
    """Which saving a form was made from; -1, which none is, for what no form of ours sends."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def form_of(data: Mapping[str, Any], shapes: Mapping[str, Shape], errors: Mapping[str, tuple[Message, ...]]) -> Group:
    """The whole form of this data."""
    return _group(data, "", shapes, errors)


def names_of(group: Group) -> Iterator[str]:
    """The names of every input of the form."""
    for part in (*group.parts, *group.more):
        if isinstance(part, Group):
            yield from names_of(part)
        elif part.kind != FIXED:
            yield part.path


def _group(node: Mapping[str, Any], path: str, shapes: Mapping[str, Shape], errors: Any, **given: Any) -> Group:
    parts: list[Field | Group] = []
    for key, value in node.items():
        place = f"{path}.{key}" if path else key
        if place in ("id", FORMERLY):
            continue
        if isinstance(value, Mapping):
            parts.append(_group(value, place, shapes, errors))
        elif is_leaf(value):
            parts.append(_field(place, value, shapes, errors))
        elif all(isinstance(entry, Mapping) for entry in value):
            parts.append(_list(value, place, shapes, errors))
        else:
            parts.append(Field(place, label_of(place), FIXED, str(value)))
    more, begins = tuple(_missing(node, path, shapes, errors)), tuple(_absent_lists(node, path, shapes))
    return Group(path, label_of(path), tuple(parts), more, errors=errors.get(path, ()), begins=begins, **given)


def _list(rows: list[Any], path: str, shapes: Mapping[str, Shape], errors: Any) -> Group:
    entries = tuple(
        _group(row, f"{path}[{place}]", shapes, errors, remove=f"{path}[{place}]", place=place + 1)
        for place, row in enumerate(rows)
    )
    return Group(path, label_of(path), entries, add=path, errors=errors.get(path, ()))


def _field(path: str, value: Any, shapes: Mapping[str, Shape], errors: Any) -> Field:
    shape = shapes.get(pattern_of(path), Shape(LIST if isinstance(value, list) else TEXT))
    if isinstance(value, bool):
        shape = Shape(YES_NO)
    if shape.kind == FIXED or value is None:
        return Field(path, label_of(path), FIXED, str(value))
    lang = key_of(path) if key_of(path) in LOCALES else ""
    label = label_of(path.rsplit(".", 1)[0]) if lang and "." in path else label_of(path)
    if lang and any(shapes.get(pattern_of(path)[: -len(lang)] + other, shape).kind == LONG for other in LOCALES):
        shape = Shape(LONG)
    return Field(
        path, label, shape.kind, written(value), shape.choices, lang, _lines(path, shape, written(value)), errors.get(path, ())
    )  # fmt: skip


def _lines(path: str, shape: Shape, value: str) -> int:
    if path.split(".")[0] == BODY:
        return LINES_OF_BODY
    if shape.kind == LIST:
        return max(2, value.count("\n") + 2)
    return max(LINES_OF_TEXT, len(value) // 60 + 1) if shape.kind == LONG else 1


def _missing(node: Mapping[str, Any], path: str, shapes: Mapping[str, Shape], errors: Any) -> Iterator[Field]:
    """Fields that other items have in this place and this one has not; texts in both languages."""
    before = f"{pattern_of(path)}." if path else ""
    for pattern in shapes:
        rest = pattern.removeprefix(before)
        if not pattern.startswith(before) or "[]" in rest:
            continue
        names = rest.split(".")
        simple = len(names) == 1 or (len(names) == 2 and names[1] in LOCALES)
        if simple and names[0] not in node and names[0] != FORMERLY and shapes[pattern].kind != FIXED:
            place = f"{path}.{rest}" if path else rest
            yield _field(place, [] if shapes[pattern].kind == LIST else "", shapes, errors)


def _absent_lists(
    node: Mapping[str, Any], path: str, shapes: Mapping[str, Shape]
) -> Iterator[tuple[str, Message | str]]:
    before = f"{pattern_of(path)}." if path else ""
    firsts = (pattern.removeprefix(before).split(".") for pattern in shapes if pattern.startswith(before))
    names = dict.fromkeys(parts[0].removesuffix("[]") for parts in firsts if len(parts) > 1 and parts[0].endswith("[]"))
    for name in names:
        if name not in node:
            place = f"{path}.{name}" if path else name
            yield place, label_of(place)
