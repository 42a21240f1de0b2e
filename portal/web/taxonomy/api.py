"""The taxonomy as open data: skills, occupations and certificates as JSON, a hundred a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, jsonify

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.jobs.matching import vocabulary
from portal.jobs.matching.vocabulary import Near, OccupationEntry, SkillEntry, Word
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.licence import LICENCE
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.problems import problem
from portal.web.taxonomy.openapi import PATHS, SCHEMAS

__all__ = ["PATHS", "SCHEMAS", "blueprint"]

blueprint = api_blueprint("taxonomy", __name__)
PAGE = 100


@blueprint.get("/taxonomy/skills")
@guard(PUBLIC)
def skills() -> Response:
    """A page of the skills, in the order of the list."""
    return _listed("skill", list(vocabulary.skills().values()), _skill)


@blueprint.get("/taxonomy/skills/<skill_id>")
@guard(PUBLIC)
def skill(skill_id: str) -> Response:
    """One skill, with why each related one is near."""
    entry = vocabulary.skills().get(skill_id)
    if entry is None:
        return problem(404, "Không có kỹ năng nào mang mã này. Danh sách: /api/v1/taxonomy/skills")
    return jsonify({"edition": vocabulary.edition("skill"), "license": LICENCE, **_skill(entry)})


@blueprint.get("/taxonomy/occupations")
@guard(PUBLIC)
def occupations() -> Response:
    """A page of the occupations, in the order of the list."""
    return _listed("occupation", list(vocabulary.occupations().values()), _occupation)


@blueprint.get("/taxonomy/certificates")
@guard(PUBLIC)
def certificates() -> Response:
    """A page of the certificates, with what is known of their recognition."""
    shown = [node for item in content.all_of("certificate") if (node := content.shown(item)) is not None]
    return _listed("certificate", shown, _certificate)


def _listed(kind: str, entries: Sequence[Any], as_json: Callable[[Any], dict[str, Any]]) -> Response:
    pages = Pages(page=asked_page(), size=PAGE, total=len(entries))
    start = (pages.page - 1) * PAGE
    items = [as_json(entry) for entry in entries[start : start + PAGE]]
    sources = content.sources_of(items)
    return jsonify(
        edition=vocabulary.edition(kind),
        license=LICENCE,
        data_as_of=content.last_updated().isoformat(),
        total=pages.total,
        page=pages.page,
        pages=pages.last,
        items=items,
        sources={source.id: {"title": source.title, "address": source.address} for source in sources},
    )


def _skill(entry: SkillEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "sector": entry.sector,
        "rarity": entry.rarity,
        "words": _words(entry.words),
        "related": _related(entry.related),
        "occupations": list(entry.occupations),
        "certificates": list(entry.certificates),
        "isco08": _isco(entry.isco08),
    }


def _occupation(entry: OccupationEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "sector": entry.sector,
        "words": _words(entry.words),
        "skills": list(entry.skills),
        "related": _related(entry.related),
        "isco08": _isco(entry.isco08),
    }


def _certificate(node: dict[str, Any]) -> dict[str, Any]:
    known = node["recognition"]
    keys = ("id", "name", "country", "issuer", "means", "attests", "taken")
    return {
        **{key: node[key] for key in keys if key in node},
        "words": node["synonyms"],
        "recognition": {"status": known.get("status", "unknown"), **known},
    }


def _words(words: Sequence[Word]) -> list[dict[str, str]]:
    return [{"text": word.text, "script": word.script} for word in words]


def _related(near: Sequence[Near]) -> list[dict[str, Any]]:
    said = ((other, {"reason": other.because} if other.because else {}) for other in near)
    return [{"id": other.id, "strength": other.strength, **reason} for other, reason in said]


def _isco(code: str | None) -> dict[str, str] | None:
    """Nobody compared it with the classification, and it says so."""
    return None if code is None else {"code": code, "state": AWAITING}
