"""How the taxonomy is put before a reader: names of sectors, scripts, countries and states of recognition; rows of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.content import service as content
from portal.jobs.matching import vocabulary
from portal.jobs.matching.vocabulary import HAN, JAPANESE, KOREAN, LATIN, SCRIPTS, VIETNAMESE, SkillEntry
from portal.jobs.sector_words import SECTORS
from portal.web.shell.evidence import evidence_of
from portal.web.shell.wording import pick, say

FOREIGN = (JAPANESE, HAN, KOREAN)
LANG = {VIETNAMESE: "vi", JAPANESE: "ja", HAN: "und-Hani", KOREAN: "ko", LATIN: "und-Latn"}
"""The language of a word for a browser, as far as its script says it."""
OWN_LANGUAGE = {"JP": "ja", "KR": "ko", "TW": "zh", "DE": "de", "VN": "vi"}
FIRST_WORDS = 4
STRONG, SOME = 200, 140
"""From which strength a paper speaks well, or in part, for a skill."""


@dataclass(frozen=True)
class Said:
    """A word with the language it is tagged with."""

    text: str
    lang: str


@dataclass(frozen=True)
class Row:
    """A skill in a list: its name, and a few foreign words for it."""

    id: str
    name: str
    words: tuple[Said, ...]


@dataclass(frozen=True)
class NearRow:
    """A related skill in a list: its row, why it is near, and whether it may count as meeting what is asked."""

    row: Row
    because: str
    may_be_met: bool


@dataclass(frozen=True)
class Paper:
    """A certificate in a list: its name, what it is called where it comes from, its standing in Viet Nam, what it says."""

    id: str
    name: str
    own: Said
    status: str
    means: str


def sector_names() -> dict[str, str]:
    """What the sectors of the taxonomy are called."""
    return {id: say(name) for id, name in SECTORS.items()}


def script_names() -> dict[str, str]:
    """What the words of each script are called."""
    return {
        VIETNAMESE: _("Tiếng Việt"), JAPANESE: _("Tiếng Nhật"), HAN: _("Chữ Hán (Nhật, Đài Loan, Trung Quốc)"),
        KOREAN: _("Tiếng Hàn"), LATIN: _("Tiếng Anh, tiếng Đức, hoặc gõ không dấu"),
    }  # fmt: skip


def language_names() -> dict[str, str]:
    """The languages in which a paper is named."""
    return {
        "vi": _("Tiếng Việt"), "en": _("Tiếng Anh"), "ja": _("Tiếng Nhật"), "ko": _("Tiếng Hàn"), "zh": _("Tiếng Trung"),
        "de": _("Tiếng Đức"),
    }  # fmt: skip


def country_names() -> dict[str, str]:
    """Where papers come from."""
    return {
        "JP": _("Nhật Bản"), "KR": _("Hàn Quốc"), "TW": _("Đài Loan"), "DE": _("Đức"), "US": _("Hoa Kỳ"),
        "INT": _("Nhiều nước"), "VN": _("Việt Nam"),
    }  # fmt: skip


def status_names() -> dict[str, str]:
    """What is known of a paper’s standing in Viet Nam."""
    return {
        "recognised": _("được công nhận"), "comparable": _("so sánh được"), "no_agreement": _("chưa có thỏa thuận"),
        "unknown": _("chưa rõ"),
    }  # fmt: skip


def rows_of(ids: Iterable[str]) -> list[Row]:
    """These skills for a list."""
    return [_row(vocabulary.skills()[id]) for id in ids]


def near_rows(entry: SkillEntry) -> list[NearRow]:
    """The skills near this one, nearest first."""
    return [NearRow(_row(vocabulary.skills()[it.id]), pick(it.because), it.may_be_met) for it in entry.related]


def words_of(entry: SkillEntry) -> list[tuple[str, list[Said]]]:
    """Every word of a skill by its script, under the name of the script."""
    names = script_names()
    found = {script: [Said(w.text, LANG[w.script]) for w in entry.words if w.script == script] for script in SCRIPTS}
    return [(names[script], words) for script, words in found.items() if words]


def paper_of(id: str) -> dict[str, Any]:
    """A certificate for a page: what may be shown of it, with its recognition and where that was read."""
    node = content.shown(content.get("certificate", id)) or {}
    known = node["recognition"]
    taken = node.get("taken")
    return {
        **node,
        "status": known.get("status", "unknown"),
        "status_note": pick(known.get("note")),
        "evidence": evidence_of(known),
        "taken": (pick(taken["text"]), evidence_of(taken)) if taken else None,
        "skills": [(skill, pick(vocabulary.skills()[skill].name), _how_far(far)) for skill, far in node["attests"].items()],
    }  # fmt: skip


def papers_by_country() -> list[tuple[str, list[Paper]]]:
    """Every certificate under the name of the country it comes from."""
    found: dict[str, list[Paper]] = {country: [] for country in country_names()}
    for item in content.all_of("certificate"):
        found[item.data["country"]].append(brief_of(item.id))
    return [(country_names()[country], papers) for country, papers in found.items() if papers]


def brief_of(id: str) -> Paper:
    """A certificate for a list."""
    node = content.shown(content.get("certificate", id)) or {}
    own = OWN_LANGUAGE.get(node["country"], "en")
    status = node["recognition"].get("status", "unknown")
    return Paper(id, pick(node["name"]), Said(node["synonyms"][own][0], own), status, pick(node["means"]))


def _row(entry: SkillEntry) -> Row:
    foreign = [next((w for w in entry.words if w.script == script), None) for script in (*FOREIGN, LATIN)]
    words = tuple(Said(word.text, LANG[word.script]) for word in foreign if word is not None)
    return Row(entry.id, pick(entry.name), words[:FIRST_WORDS])


def _how_far(strength: int) -> str:
    if strength >= STRONG:
        return str(_("nói rõ"))
    return str(_("nói một phần") if strength >= SOME else _("nói chút ít"))
