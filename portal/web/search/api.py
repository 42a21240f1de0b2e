"""Search as JSON: the same answers as the page."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, jsonify, request

from portal.search.document import KINDS
from portal.search.engine import MOST_PAGES, Engine, QuerySpec
from portal.search.rules.tokens import clean
from portal.search.rules.understanding import LONGEST_TEXT
from portal.search.service import Result, find
from portal.search.suggestions import MOST, WORD, suggest
from portal.shared.locales import LOCALES, SOURCE
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.web.search.asked import SORTS, asked
from portal.web.search.missed import count_miss
from portal.web.search.presenters import reachable
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.links import link_to
from portal.web.shell.pagination import asked_page
from portal.web.shell.problems import bad_input

PER_PAGE = 20

blueprint = api_blueprint("search", __name__)


@blueprint.get("/search")
@guard(PUBLIC)
def search() -> Response:
    """What was found for `q`; 422 names what cannot be answered."""
    engine: Engine = current_app.extensions["search"]
    try:
        spec = _spec()
    except BadInput as error:
        return bad_input(error)
    answer = find(engine, spec)
    count_miss(spec, answer)
    return jsonify(
        query=spec.text,
        total=answer.total,
        page=spec.page,
        pages=reachable(spec.page, spec.limit, answer.total).last,
        kinds=dict(answer.kinds),
        understood=[{"kind": note.kind, "typed": note.typed, "meant": note.meant} for note in answer.notes],
        named=[{"kind": it.about, "typed": it.typed, "meant": it.show} for it in answer.subjects],
        facets={name: dict(counts) for name, counts in answer.facets.items()},
        degraded=answer.degraded,
        results=[_result(result, spec.locale) for result in answer.results],
    )


def _spec() -> QuerySpec:
    wanted, locale = asked(request.args), request.args.get("locale", SOURCE)
    sort = request.args.get("sort", "")
    query, kind = clean(request.args.get("q", "")), request.args.get("kind", "")
    problems = []
    if not query:
        problems.append(Problem("q", message("Hãy cho biết cần tìm gì.")))
    if len(query) > LONGEST_TEXT:
        problems.append(Problem("q", message("Câu hỏi dài quá %(most)s ký tự.", most=LONGEST_TEXT)))
    if kind and kind not in KINDS:
        problems.append(Problem("kind", message("Loại kết quả là một trong: %(kinds)s.", kinds=KINDS)))
    if locale not in LOCALES:
        problems.append(Problem("locale", message("Ngôn ngữ là một trong: %(locales)s.", locales=LOCALES)))
    if sort and sort not in wanted.sorts:
        problems.append(
            Problem(
                "sort", message("Với loại kết quả này, cách xếp là một trong: %(sorts)s.", sorts=wanted.sorts or ("",))
            )
        )
    if problems:
        raise BadInput(problems)
    return wanted.spec(locale, asked_page(MOST_PAGES), PER_PAGE)


@blueprint.get("/suggest")
@guard(PUBLIC)
def suggestions() -> Response:
    """What may be meant by `q` so far; no text is an error, one without words has no suggestions."""
    locale = request.args.get("locale", SOURCE)
    if locale not in LOCALES:
        return bad_input(BadInput([Problem("locale", message("Ngôn ngữ là một trong: %(locales)s.", locales=LOCALES))]))
    query = clean(request.args.get("q", "")[: LONGEST_TEXT * 2])[:LONGEST_TEXT]
    found = suggest(query, locale)
    return jsonify(query=query, suggestions=[{"phrase": one.phrase, "kind": one.kind} for one in found])


def _result(result: Result, locale: str) -> dict[str, Any]:
    doc = result.doc
    address = link_to(doc.kind, doc.id)
    return {
        "kind": doc.kind,
        "id": doc.id,
        "title": doc.title,
        "passage": "".join(piece.text for piece in result.passage),
        "full": result.full,
        "address": address.replace(f"/{SOURCE}/", f"/{locale}/", 1) if address else None,
    }


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, "required": name == "q"}


PATHS: dict[str, Any] = {
    "/search": {
        "get": {
            "operationId": "search",
            "summary": "Tìm bài viết, công ty, đơn hàng, việc làm và văn bản",
            "parameters": [
                _parameter("q", "Điều cần tìm, có dấu hay không dấu", type="string", maxLength=LONGEST_TEXT),
                _parameter("kind", "Chỉ một loại kết quả", type="string", enum=list(KINDS)),
                _parameter("locale", "Ngôn ngữ của bài viết", type="string", enum=list(LOCALES)),
                _parameter("market", "Chỉ nước này, mã ISO 3166", type="string"),
                _parameter("province", "Chỉ tỉnh, thành này, mã của tỉnh", type="string"),
                _parameter("sector", "Chỉ ngành này, như nhà tuyển dụng viết", type="string"),
                _parameter(
                    "sort", "Cách xếp việc làm và đơn hàng; để trống: đúng nhất trước", type="string", enum=list(SORTS)
                ),
                _parameter("exact", "1: tìm đúng như đã gõ, không sửa từ", type="string", enum=["1"]),
                _parameter("page", "Trang, từ 1 đến 10", type="integer", minimum=1, maximum=MOST_PAGES),
            ],
            "responses": {
                "200": {
                    "description": "Kết quả, đúng nhất trước",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SearchAnswer"}}},
                }
            },
        }
    }
}

PATHS["/suggest"] = {
    "get": {
        "operationId": "suggest",
        "summary": "Gợi ý từ tìm kiếm cho vài chữ đầu, lấy từ tên những gì trang này công bố",
        "parameters": [
            _parameter("q", "Phần đã gõ, có dấu hay không dấu", type="string", maxLength=LONGEST_TEXT),
            _parameter("locale", "Ngôn ngữ của gợi ý", type="string", enum=list(LOCALES)),
        ],
        "responses": {
            "200": {
                "description": "Nhiều nhất 8 gợi ý, hợp nhất trước",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Suggestions"}}},
            }
        },
    }
}

SCHEMAS: dict[str, Any] = {
    "Suggestions": {
        "type": "object",
        "required": ["query", "suggestions"],
        "properties": {
            "query": {"type": "string"},
            "suggestions": {
                "type": "array",
                "maxItems": MOST,
                "items": {
                    "type": "object",
                    "required": ["phrase", "kind"],
                    "properties": {"phrase": {"type": "string"}, "kind": {"enum": [*KINDS, WORD]}},
                },
            },
        },
    },
    "SearchAnswer": {
        "type": "object",
        "required": [
            "query",
            "total",
            "page",
            "pages",
            "kinds",
            "understood",
            "named",
            "facets",
            "degraded",
            "results",
        ],
        "properties": {
            "query": {"type": "string"},
            "total": {"type": "integer", "minimum": 0, "description": "Số kết quả; chỉ xem được 10 trang đầu"},
            "page": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
            "pages": {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
            "kinds": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
            "understood": {"type": "array", "items": {"$ref": "#/components/schemas/SearchNote"}},
            "named": {"type": "array", "items": {"$ref": "#/components/schemas/SearchSubject"}},
            "facets": {
                "type": "object",
                "description": "Số kết quả có mỗi giá trị của market, province, sector",
                "additionalProperties": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
            },
            "degraded": {"type": "boolean", "description": "Chỉ mục đang được dựng lại; kết quả có thể chậm hơn"},
            "results": {"type": "array", "items": {"$ref": "#/components/schemas/SearchResult"}},
        },
    },
    "SearchNote": {
        "type": "object",
        "required": ["kind", "typed", "meant"],
        "properties": {
            "kind": {"enum": ["correction", "synonym", "former_place", "reading"]},
            "typed": {"type": "string"},
            "meant": {"type": "string"},
        },
    },
    "SearchSubject": {
        "type": "object",
        "required": ["kind", "typed", "meant"],
        "properties": {
            "kind": {"enum": ["country", "province", "programme", "occupation"]},
            "typed": {"type": "string"},
            "meant": {"type": "string"},
        },
    },
    "SearchResult": {
        "type": "object",
        "required": ["kind", "id", "title", "passage", "full", "address"],
        "properties": {
            "kind": {"enum": list(KINDS)},
            "id": {"type": "string"},
            "title": {"type": "string"},
            "passage": {"type": "string"},
            "full": {"type": "boolean", "description": "Có đủ mọi điều đã hỏi"},
            "address": {"type": ["string", "null"]},
        },
    },
}
