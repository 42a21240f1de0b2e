"""What a matcher must know of the world, taken from the content once: taxonomy, languages, levels, places, weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.content import service as content
from portal.jobs.matching.dictionary import Certificate, Dictionary, Occupation, Phrase, Skill, phrases_of
from portal.jobs.matching.languages import Levels
from portal.jobs.matching.text_evidence import Terms
from portal.shared.locales import Text
from portal.shared.text import fold


@dataclass(frozen=True)
class Knowledge:
    """Everything a reading needs. `spoken` maps language codes to the spoken one,
    `countries` ISO codes to the language of a stay there, `country_names` names as written to ISO codes."""

    dictionary: Dictionary
    levels: Levels
    spoken: dict[str, str]
    countries: dict[str, str]
    country_names: dict[str, str]
    terms: Terms
    province_names: dict[str, str]
    language_names: dict[str, str]
    near_because: Mapping[tuple[str, str], Text]
    """Two related skills, either first, and why they are near."""

    def language_of(self, code: str) -> str:
        """The spoken language of a code or a name: zh-Hant → zh, "tiếng Nhật" → ja; an unknown one stays itself, folded."""
        return self.spoken.get(fold(code).strip(), fold(code).strip())


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge of this installation's content."""
    spoken = _spoken()
    return Knowledge(
        dictionary=Dictionary(_skills(), _occupations(), _phrases(), _certificates()),
        levels=Levels(_data("language_test"), _data("matching_level")),
        spoken=spoken,
        countries={c: row["id"] for row in _data("matching_language") for c in row["stays"]},
        country_names={n: c for row in _data("matching_language") for c, ns in row["stays"].items() for n in ns},
        terms=_terms(),
        province_names={row["id"]: row["name"]["vi"] for row in _data("province")},
        language_names={row["id"]: row["name"]["vi"] for row in _data("language")},
        near_because=_near_because(),
    )


def _data(kind: str) -> list[dict[str, Any]]:
    return [dict(item.data) for item in content.all_of(kind)]


def _terms() -> Terms:
    row = content.get("matching_term", "1").data
    return Terms(int(row["documents"]), {str(term): int(n) for term, n in row["counts"].items()})


def _skills() -> Iterator[Skill]:
    for row in _data("skill"):
        yield Skill(
            row["id"], row["name"], row["sector"], row["rarity"], row.get("related", {}),
            of_a_language=bool(row.get("of_a_language")),
        )  # fmt: skip


def _near_because() -> dict[tuple[str, str], Text]:
    said = [(row["id"], other, why) for row in _data("skill_relation") for other, why in row["related"].items()]
    return {pair: why for one, other, why in said for pair in ((one, other), (other, one))}


def _occupations() -> Iterator[Occupation]:
    for row in _data("occupation"):
        yield Occupation(
            row["id"], row["name"], row["sector"], tuple(row["skills"]), row.get("related", {}),
            of_any_trade=bool(row.get("of_any_trade")), cores=tuple(row.get("cores", ())),
        )  # fmt: skip


def _certificates() -> Iterator[Certificate]:
    for row in _data("certificate"):
        yield Certificate(row["id"], row["attests"])


def _phrases() -> Iterator[Phrase]:
    for row in _data("certificate"):
        named = [word for words in row["synonyms"].values() for word in words]
        yield from phrases_of("certificate", row["id"], [row["name"]["vi"], row["name"]["en"], *named])
    for row in _data("skill"):
        yield from phrases_of("skill", row["id"], [row["name"]["vi"], row["name"]["en"], *row["synonyms"]])
    for row in _data("occupation"):
        yield from phrases_of("occupation", row["id"], [row["name"]["vi"], row["name"]["en"], *row["synonyms"]])
    for row in _data("matching_language"):
        yield from phrases_of(
            "language", row["id"], [name for name in row["names"] if len(name) > 3 or not name.isascii()]
        )
    for row in _data("province"):
        yield from phrases_of("province", row["id"], [row["name"]["vi"]])
    for row in _data("former_province"):
        yield from phrases_of("province", row["province"], [row["name"]["vi"]])
    for row in _data("matching_place"):
        yield from phrases_of("province", row["province"], [name for name in row["names"] if " " in name])


def _spoken() -> dict[str, str]:
    spoken = {fold(row["id"]): row["spoken_as"] for row in _data("language")}
    for row in _data("matching_language"):
        spoken.setdefault(fold(row["id"]), row["id"])
        for name in row["names"]:
            spoken.setdefault(fold(name), row["id"])
    return spoken
