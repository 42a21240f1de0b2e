"""What /api/v1/taxonomy answers, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from portal.content.certificate_rules import STATUSES
from portal.jobs.matching.vocabulary import SCRIPTS

_TEXT = {"$ref": "#/components/schemas/Text"}
_ID: dict[str, Any] = {"type": "string"}
_IDS: dict[str, Any] = {"type": "array", "items": _ID}
_WHOLE: dict[str, Any] = {"type": "integer"}
_STRENGTH: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 256, "description": "in 1/256"}


def _object(properties: dict[str, Any], *maybe: str, **more: Any) -> dict[str, Any]:
    """An object that has all of these but `maybe`, and nothing else."""
    required = [name for name in properties if name not in maybe]
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False, **more}


_WORDS = {
    "type": "array",
    "items": _object({"text": {"type": "string"}, "script": {"enum": list(SCRIPTS)}}),
    "description": "What people write for it, misspellings too; han is Chinese characters of Japanese or Chinese, latin any "
    "other writing in Latin letters.",
}
_RELATED = {"type": "array", "items": _object({"id": _ID, "strength": _STRENGTH}), "description": "nearest first"}
_REASON = {**_TEXT, "description": "why the two are near, true read from either side"}
_NEAR_SKILLS = {
    "type": "array", "items": _object({"id": _ID, "strength": _STRENGTH, "reason": _REASON}),
    "description": "Skills that stand in for it, nearest first; up to a strength of 128 in part only, never as met.",
}  # fmt: skip
_CODE = _object(
    {"code": {"type": "string"}, "state": {"const": "needs_verification"}},
    description="ISCO-08, written from memory and compared with no source: no fact",
)
_ISCO: dict[str, Any] = {"oneOf": [_CODE, {"type": "null"}]}
_EVIDENCE: dict[str, Any] = {
    "state": {"enum": ["verified", "sourced", "needs_verification", "superseded"]},
    "source": _IDS,
    "effective": {"type": "string"},
    "last_verified": {"type": "string", "format": "date"},
}
_SKILL = {
    "id": _ID, "name": _TEXT, "sector": _ID,
    "rarity": {"type": "integer", "description": "in hundredths: 50 common to all trades, 200 rare"},
    "words": _WORDS, "related": _NEAR_SKILLS, "occupations": {**_IDS, "description": "those that make it likely"},
    "certificates": {**_IDS, "description": "those that speak for it"}, "isco08": _ISCO,
}  # fmt: skip
_OCCUPATION = {
    "id": _ID, "name": _TEXT, "sector": _ID, "words": _WORDS,
    "skills": {**_IDS, "description": "made likely by it, its core first"}, "related": _RELATED, "isco08": _ISCO,
}  # fmt: skip
_CERTIFICATE = {
    "id": _ID, "name": _TEXT,
    "country": {"type": "string", "description": "ISO 3166, or INT"},
    "issuer": _TEXT,
    "means": {**_TEXT, "description": "what it says, as this site reads it"},
    "attests": {"type": "object", "additionalProperties": _STRENGTH, "description": "skills that it speaks for"},
    "taken": _object({"text": _TEXT, **_EVIDENCE}),
    "words": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}},
              "description": "what it is called, by language"},
    "recognition": _object({"status": {"enum": list(STATUSES)}, "note": _TEXT, **_EVIDENCE}, "note",
                           description="in Viet Nam; unknown where no source was read"),
}  # fmt: skip
_SOURCES = {
    "type": "object",
    "additionalProperties": _object({"title": {"type": "string"}, "address": {"type": ["string", "null"]}}),
}


_EDITION = {"type": "string", "description": "another one means that something in this list changed"}
_LICENCE = _object({"name": {"type": "string"}, "url": {"type": "string"}})


def _list_of(name: str) -> dict[str, Any]:
    return _object({
        "edition": _EDITION,
        "license": _LICENCE,
        "data_as_of": {"type": "string", "format": "date"},
        "total": _WHOLE, "page": _WHOLE, "pages": _WHOLE,
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        "sources": _SOURCES,
    })  # fmt: skip


SCHEMAS: dict[str, Any] = {
    "Skill": _object(_SKILL),
    "SkillList": _list_of("Skill"),
    "SkillPage": _object({"edition": _EDITION, "license": _LICENCE, **_SKILL}),
    "Occupation": _object(_OCCUPATION),
    "OccupationList": _list_of("Occupation"),
    "Certificate": _object(_CERTIFICATE, "taken"),
    "CertificateList": _list_of("Certificate"),
}


def _get(operation: str, summary: str, schema: str) -> dict[str, Any]:
    page = {
        "name": "page", "in": "query", "required": False, "description": "Page, from 1; a hundred items each",
        "schema": {"type": "integer", "minimum": 1},
    }  # fmt: skip
    answer = _answer(schema, "A page of the list")
    return {"get": {"operationId": operation, "summary": summary, "parameters": [page], "responses": answer}}


def _answer(schema: str, description: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"200": {"description": description, "content": content}}


PATHS: dict[str, Any] = {
    "/taxonomy/skills": _get("listSkills", "Skills with words in six languages and related skills", "SkillList"),
    "/taxonomy/skills/{skill_id}": {
        "get": {
            "operationId": "getSkill",
            "summary": "One skill, and why each related one is near",
            "parameters": [{"name": "skill_id", "in": "path", "required": True, "schema": _ID, "example": "ep-nhua"}],
            "responses": _answer("SkillPage", "The skill"),
        }
    },
    "/taxonomy/occupations": _get("listOccupations", "Occupations with the skills they make likely", "OccupationList"),
    "/taxonomy/certificates": _get(
        "listCertificates", "Certificates, what they speak for, and their recognition in Viet Nam", "CertificateList"
    ),
}
