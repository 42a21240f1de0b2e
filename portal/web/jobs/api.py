"""Open vacancies as JSON."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from portal.jobs import service
from portal.jobs.cards import VacancyCard
from portal.web.jobs import forms
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.pagination import Pages, asked_page
from portal.web.shell.problems import problem

blueprint = api_blueprint("jobs", __name__)
PAGE = 50


@blueprint.get("/vacancies")
@guard(PUBLIC)
def vacancies() -> ResponseReturnValue:
    """A page of the open vacancies, newest first."""
    provinces = {id for id, _ in service.provinces()}
    wanted = forms.wanted(request.args, provinces, set(service.sectors()))
    page = asked_page()
    cards, total = service.open_vacancies(wanted, page, PAGE)
    pages = Pages(page=page, size=PAGE, total=total)
    return jsonify({"total": total, "page": page, "pages": pages.last, "items": [_json(card) for card in cards]})


@blueprint.get("/vacancies/<ref>")
@guard(PUBLIC)
def vacancy(ref: str) -> ResponseReturnValue:
    """One open vacancy."""
    try:
        return jsonify(_json(service.get_vacancy(ref)))
    except service.NoSuchVacancy:
        return problem(404, "No open vacancy has this reference.")


def _json(card: VacancyCard) -> dict[str, Any]:
    facts = card.facts
    return {
        "ref": facts.ref,
        "title": facts.title,
        "employer": facts.employer,
        "sector": facts.sector or None,
        "province": facts.province,
        "province_id": card.province_id,
        "description": facts.description,
        "skills_required": list(facts.skills_required),
        "skills_preferred": list(facts.skills_preferred),
        "languages": [
            {
                "language": ask.language,
                "test": ask.test,
                "level": ask.level,
                "required": ask.required,
                "strict": ask.strict,
            }
            for ask in facts.languages
        ],
        "certificates_required": [{"name": ask.name, "strict": ask.strict} for ask in facts.certificates_required],
        "wage_min": facts.wage_min,
        "wage_max": facts.wage_max,
        "experience_years": facts.experience_years,
        "education": facts.education,
        "positions": facts.positions,
        "start_by": facts.start_by.isoformat() if facts.start_by else None,
        "deadline": facts.deadline.isoformat() if facts.deadline else None,
        "posted_on": card.posted_on.isoformat(),
        "illustrative": card.illustrative,
    }


_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_MAYBE_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
_WAGE: dict[str, Any] = {"type": ["integer", "null"], "description": "VND a month"}
_STRICT: dict[str, Any] = {
    "type": "boolean",
    "description": "Nobody whose profile does not say that it is there is ranked",
}
_ASK: dict[str, Any] = {
    "type": "object",
    "required": ["language", "test", "level", "required", "strict"],
    "properties": {
        "language": _TEXT, "test": _MAYBE_TEXT, "level": _TEXT, "required": {"type": "boolean"}, "strict": _STRICT,
    },
}  # fmt: skip
_PAPER: dict[str, Any] = {
    "type": "object",
    "required": ["name", "strict"],
    "properties": {"name": _TEXT, "strict": _STRICT},
}
_FIELDS: dict[str, Any] = {
    "ref": _TEXT, "title": _TEXT, "employer": _TEXT, "sector": _MAYBE_TEXT, "province": _TEXT, "province_id": _MAYBE_TEXT,
    "description": _TEXT,
    "skills_required": {"type": "array", "items": _TEXT}, "skills_preferred": {"type": "array", "items": _TEXT},
    "languages": {"type": "array", "items": _ASK}, "certificates_required": {"type": "array", "items": _PAPER},
    "wage_min": _WAGE, "wage_max": _WAGE, "experience_years": {"type": ["number", "null"]}, "education": _MAYBE_TEXT,
    "positions": {"type": "integer"}, "start_by": _MAYBE_DAY, "deadline": _MAYBE_DAY,
    "posted_on": {"type": "string", "format": "date"}, "illustrative": {"type": "boolean"},
}  # fmt: skip
SCHEMAS: dict[str, Any] = {
    "Vacancy": {"type": "object", "required": list(_FIELDS), "properties": _FIELDS},
    "Vacancies": {
        "type": "object",
        "required": ["total", "page", "pages", "items"],
        "properties": {
            "total": {"type": "integer"},
            "page": {"type": "integer"},
            "pages": {"type": "integer"},
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Vacancy"}},
        },
    },
}


def _query(name: str, what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": what, "schema": schema}


def _answer(schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": "The answer", "content": content}}


PATHS: dict[str, Any] = {
    "/vacancies": {
        "get": {
            "operationId": "vacancies",
            "summary": "Open vacancies, newest first, 50 a page",
            "parameters": [
                _query(
                    "q", "Words that title, employer, sector, place or skills must hold; diacritics are optional", _TEXT
                ),
                _query("province", "Id of a province", _TEXT),
                _query("sector", "A sector as a vacancy names it", _TEXT),
                _query("wage", "Least wage, million VND a month", {"type": "integer", "enum": list(forms.WAGES)}),
                _query("page", "Page, from 1", {"type": "integer", "minimum": 1}),
            ],
            "responses": _answer("Vacancies"),
        }
    },
    "/vacancies/{ref}": {
        "get": {
            "operationId": "vacancy",
            "summary": "One open vacancy",
            "parameters": [{"name": "ref", "in": "path", "required": True, "schema": _TEXT}],
            "responses": _answer("Vacancy"),
        }
    },
}
