"""Which province a place name means: a province of today, one of before the merger of 1 July 2025, or a city in one."""

from __future__ import annotations

from functools import lru_cache

from portal.content import service as content
from portal.shared.text import words

_BEFORE_OR_AFTER = ("cu", "moi")


def province_id(name: str) -> str | None:
    """The id of the province, or None where the name is not known."""
    key = place_key(name)
    return _ids().get(key) or _ids().get(key.rsplit(" ", 1)[0] if key.endswith(_BEFORE_OR_AFTER) else key)


def place_key(text: str) -> str:
    """A place name as looked up: folded words without “tỉnh”, “thành phố”, “TP” before them."""
    parts = words(text)
    while len(parts) > 1 and (parts[0] in ("tinh", "tp", "tx", "huyen") or parts[:2] == ["thanh", "pho"]):
        parts = parts[2:] if parts[0] == "thanh" else parts[1:]
    return " ".join(parts)


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    """Names of today win over names of before the merger, and those over other names."""
    ids: dict[str, str] = {}
    for item in content.all_of("province"):
        for name in item.data["name"].values():
            ids.setdefault(place_key(name), item.id)
    for item in content.all_of("former_province"):
        ids.setdefault(place_key(item.data["name"]["vi"]), item.data["province"])
    for item in content.all_of("matching_place"):
        for name in item.data["names"]:
            ids.setdefault(place_key(name), item.data["province"])
    return ids
