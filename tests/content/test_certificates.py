"""check-content keeps certificates from claiming what no source says; the file as it is says little, and that from sources."""

from __future__ import annotations

from typing import Any

import pytest

from portal.content import certificate_rules
from portal.content import service as content
from portal.content.editions import library
from portal.content.item import Item
from portal.content.reference_rules import dangling

SOURCED = {"status": "recognised", "state": "sourced", "source": ["nskill"]}


def found(**change: Any) -> list[str]:
    row = {**content.get("certificate", "jp-xe-nang").data, **change}
    item = Item("certificate", "jp-xe-nang", row)
    whole = {kind: library().items(kind) for kind in library().kinds}
    return [path for path, _ in (*certificate_rules.claimed(item), *dangling(item, whole))]


def test_a_row_as_it_is_is_right() -> None:
    assert found() == []
    assert found(recognition=SOURCED) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"recognition": {"status": "accepted", "state": "sourced"}}, "recognition.status"),
        ({"recognition": {"status": "recognised", "state": "needs_verification"}}, "recognition.status"),
        ({"recognition": {"status": "unknown", "state": "sourced"}}, "recognition.status"),
        ({"recognition": None}, "recognition.status"),
        ({"attests": {"xe-nang": 257}}, "attests.xe-nang"),
        ({"attests": {"xe-nang": 0}}, "attests.xe-nang"),
        ({"attests": {"nothing": 100}}, "attests"),
        ({"synonyms": {"vi": ["a"], "en": ["a"], "ja": ["a"], "ko": ["a"], "zh": ["a"]}}, "synonyms.de"),
    ],
)
def test_what_is_wrong_is_found(change: dict[str, Any], path: str) -> None:
    assert path in found(**change)


def test_nothing_is_called_recognised_without_a_source() -> None:
    claimed = [i for i in content.all_of("certificate") if i.data["recognition"]["status"] != "unknown"]
    assert {item.id for item in claimed} == {"vn-ky-nang-nghe"}
    assert all(item.data["recognition"]["source"] for item in claimed)
