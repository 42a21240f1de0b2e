"""check-content wants one reason in both languages for each pair of related skills, and none for a pair that is none."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from portal.content import service as content
from portal.content.check_rules import check
from portal.content.item import Item

Rows = dict[str, Any]
Change = Callable[[Rows], object]
KINDS = ("skill", "skill_relation", "occupation", "certificate", "source", "document", "ministry")
BOTH = {"vi": "cùng gọt kim loại", "en": "both cut metal"}


def told(kind: str, id: str, change: Change) -> list[tuple[str, str, str]]:
    """(item, path, what is wrong) of everything the check says after this change."""
    whole: dict[str, dict[str, Item]] = {k: {item.id: item for item in content.all_of(k)} for k in KINDS}
    data = copy.deepcopy(dict(whole[kind][id].data))
    change(data)
    whole[kind][id] = replace(whole[kind][id], data=data)
    return [(f"{f.item.kind} {f.item.id}", f.path, str(f.message)) for f in check(whole)]


def found(kind: str, id: str, change: Change) -> list[tuple[str, str]]:
    return [(item, path) for item, path, _ in told(kind, id, change)]


def reason(data: Rows, other: str, text: object) -> None:
    data["related"][other] = text


def test_the_pairs_as_they_are_are_explained() -> None:
    assert found("skill", "mai", lambda data: None) == []


@pytest.mark.parametrize(
    ("kind", "change", "where"),
    [
        ("skill_relation", lambda d: d["related"].pop("danh-bong"), ("skill mai", "related.danh-bong")),
        ("skill_relation", lambda d: d.pop("related"), ("skill mai", "related.danh-bong")),
        ("skill_relation", lambda d: reason(d, "danh-bong", "cùng mài"), ("skill mai", "related.danh-bong")),
        ("skill_relation", lambda d: reason(d, "danh-bong", {"vi": "cùng mài"}), ("skill mai", "related.danh-bong")),
        ("skill_relation", lambda d: reason(d, "danh-bong", {**BOTH, "en": " "}), ("skill mai", "related.danh-bong")),
        ("skill_relation", lambda d: reason(d, "tien-co", BOTH), ("skill_relation mai", "related.tien-co")),
        ("skill", lambda d: d["related"].update({"tien-co": 90}), ("skill mai", "related.tien-co")),
        ("skill", lambda d: d["related"].pop("danh-bong"), ("skill_relation mai", "related.danh-bong")),
    ],
)
def test_a_pair_without_a_reason_and_a_reason_without_a_pair_are_found(
    kind: str, change: Change, where: tuple[str, str]
) -> None:
    assert where in found(kind, "mai", change)


def test_a_pair_is_written_once() -> None:
    """mai names danh-bong already."""
    wrong = told("skill", "danh-bong", lambda d: d.update(related={"mai": 128}))
    assert [(item, path) for item, path, text in wrong if "Ghi mỗi cặp một lần" in text] == [
        ("skill danh-bong", "related.mai")
    ]


def test_no_reason_is_used_twice_and_each_is_one_clause() -> None:
    """A sentence that suits two pairs says nothing of either."""
    reasons = [text for row in content.all_of("skill_relation") for text in row.data["related"].values()]
    assert len(reasons) > 700
    for locale in ("vi", "en"):
        said = Counter(text[locale] for text in reasons)
        assert {text for text, times in said.items() if times > 1} == set()
        assert [text for text in said if len(text) > 100 or text.endswith(".")] == []
