"""The description of /api/v1 (OpenAPI 3.1), put together from what each web room says of its own paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify

from portal.web.shell.blueprints import API_PREFIX
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import PROBLEM_SCHEMA

Fragment = Mapping[str, Any]
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def describe(paths: list[Fragment], schemas: list[Fragment]) -> dict[str, Any]:
    """The whole document; every operation also says that its errors are problem+json."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Bến Về",
            "version": "1",
            "description": "Dữ liệu mở về đi làm việc ở nước ngoài theo hợp đồng. Chỉ đọc, không cần khóa, không lưu gì. "
            "Một địa chỉ gửi được 1.000 lượt mỗi phút; quá nữa thì trả lời 429 kèm Retry-After.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": API_PREFIX}],
        "paths": {},
        "components": {"schemas": {"Problem": PROBLEM_SCHEMA}},
    }
    for part in schemas:
        document["components"]["schemas"].update(part)
    for part in paths:
        for path, item in part.items():
            document["paths"][path] = {method: _with_errors(operation) for method, operation in item.items()}
    return document


def _with_errors(operation: Fragment) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _PROBLEM}}
    default = {"description": "RFC 9457 problem details", "content": content}
    return {**operation, "responses": {**operation["responses"], "default": default}}


def serve(app: Flask, document: dict[str, Any]) -> None:
    """Answer the document at /api/v1/openapi.json."""

    @app.get(f"{API_PREFIX}/openapi.json", endpoint="openapi")
    @guard(PUBLIC)
    def _openapi() -> Response:
        return jsonify(document)
