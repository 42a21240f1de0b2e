"""Which province of today a place name means: the 34 of now by name, and the old ones by where they went."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from portal.content import service as content
from portal.shared.locales import Text
from portal.shared.text import fold, slug


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, str]:
    """Every spelling of a province, old and new, as a slug, with the id of the province of today."""
    known = {slug(item.data["name"]["vi"]): item.data["province"] for item in content.all_of("former_province")}
    for item in content.all_of("province"):
        known |= {slug(item.data["name"]["vi"]): item.id, slug(item.data["name"]["en"]): item.id, item.id: item.id}
    return known


def find_province(text: str | None) -> str | None:
    """The id of the province of today that this name, slug or id means; an old name means where it went; else None."""
    if not text:
        return None
    plain = slug(text)
    for prefix in ("thanh-pho-", "tinh-", "tp-"):
        plain = plain.removeprefix(prefix)
    return _by_name().get(plain)


def knows_province(text: str) -> bool:
    """Whether the text is the name of a province of today or of before July 2025."""
    return find_province(text) is not None


def province_names() -> list[tuple[str, str, Text]]:
    """(id, slug, name) of each province of today, in the order of the alphabet."""
    items = content.all_of("province")
    named = [(item.id, slug(item.data["name"]["vi"]), item.data["name"]) for item in items]
    return sorted(named, key=lambda row: fold(row[2]["vi"]))


def province_name(province_id: str | None) -> Text | None:
    """The name of a province of today."""
    item = content.find("province", province_id) if province_id else None
    return item.data["name"] if item else None


def market_name(code: str) -> Text | None:
    """The name of a market the site has a page for, else None."""
    item = content.find("market", code)
    return item.data["name"] if item else None
