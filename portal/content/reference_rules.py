"""Whether what a row points to is there: its sources, its market, the text that replaced it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portal.content.item import FORMERLY, Item
from portal.content.rules import walk
from portal.shared.messages import Message, message

Found = Iterator[tuple[str, Message]]

# The kind that a key points to, in every kind of content; where it differs by kind: "kind.key".
_POINTS_TO = {
    "source": "source",
    "document": "document",
    "documents": "document",
    "replaces": "document",
    "replaced_by": "document",
    "replaced_by_ministry": "ministry",
    "amends": "document",
    "amended_by": "document",
    "see_also": "document",
    "programme": "programme",
    "followed_by": "programme",
    "programmes": "programme",
    "province": "province",
    "region": "region",
    "former": "former_province",
    "centre": "former_province",
    "test": "language_test",
    "language": "language",
    "languages": "language",
    "programme.market": "market",
    "skill": "skill",
    "skills": "skill",
    "skill.related": "skill",
    "skill.occupations": "occupation",
    "handled_by": "agency",
    "go_to": "agency",
    "procedures": "procedure",
    "procedure": "procedure",
    "procedure.markets": "market",
    "procedure.fees": "fee_rule",
    "procedure.rule": "fee_rule",
    "support_measure.fees": "fee_rule",
    "return_stage.fees": "fee_rule",
    "unsure_for": "support_group",
    "occupation.skills": "skill",
    "certificate.attests": "skill",
    "occupation.related": "occupation",
}
_EVERY = "*"


def dangling(item: Item, library: Mapping[str, Mapping[str, Item]]) -> Iterator[tuple[str, Message]]:
    """References to something that no content file holds."""
    for path, node in walk(item.data):
        if not isinstance(node, Mapping):
            continue
        for key, value in node.items():
            kind = _POINTS_TO.get(f"{item.kind}.{key}") or _POINTS_TO.get(key)
            for id in _ids(value) if kind else ():
                if id not in library.get(kind or "", {}):
                    yield (
                        f"{path}.{key}" if path else key,
                        message(
                            "Không có %(kind)s “%(id)s”. Sửa mã, hoặc thêm mục này vào content/.", kind=kind, id=id
                        ),
                    )


def taken(item: Item, library: Mapping[str, Mapping[str, Item]]) -> Iterator[tuple[str, Message]]:
    """An id that another item had before: its address leads there."""
    for other in library.get(item.kind, {}).values():
        if item.id in other.data.get(FORMERLY, ()):
            yield "id", message("Địa chỉ này nay dẫn tới mục “%(other)s”. Chọn mã khác.", other=other.id)
    formers = item.data.get(FORMERLY, [])
    if not isinstance(formers, list) or not all(isinstance(former, str) for former in formers):
        yield FORMERLY, message("Ghi danh sách các mã cũ.")


def _ids(value: Any) -> list[str]:
    """The ids in a value: one, a list of them, or a mapping from each to a weight."""
    if isinstance(value, str):
        return [value] if value != _EVERY else []
    if isinstance(value, Mapping):
        value = list(value) if all(isinstance(weight, int) for weight in value.values()) else []
    return [id for id in value if isinstance(id, str) and id != _EVERY] if isinstance(value, list) else []
