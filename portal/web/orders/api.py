"""Recruitment orders as JSON."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.firms import answers, orders, service
from portal.firms.orders import OrderDetail, PricedLine
from portal.shared.messages import message
from portal.shared.problems import BadInput, Problem
from portal.web.orders import list_page, openapi
from portal.web.shell.blueprints import api_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.problems import bad_input, problem
from portal.web.shell.wording import say

blueprint = api_blueprint("orders", __name__)
PATHS: dict[str, Any] = openapi.PATHS
SCHEMAS: dict[str, Any] = openapi.SCHEMAS
MOST_ITEMS = 100


@blueprint.get("/orders")
@guard(PUBLIC)
def page_of_orders() -> ResponseReturnValue:
    """A page of the published orders."""
    wanted = list_page.asked()
    problems = [problem for problem in wanted.problems if problem.field != "sort"]
    page, size = (
        _whole(name, usual, most, problems) for name, usual, most in (("page", 1, 10_000), ("size", 20, MOST_ITEMS))
    )
    if (sort := request.args.get("sort", "ref")) not in orders.SORTS:
        problems.append(Problem("sort", message("“%(text)s” không có trong danh sách", text=sort[:40])))
    if problems:
        return bad_input(BadInput(problems))
    found = list_page.found(wanted.sorted(sort), page, size)
    origin = service.provenance()
    told = {
        "items": [answers.order_json(card) for card in found.orders], "page": page, "size": size, "total": found.total,
        "states": dict(found.states), "data_as_of": origin.as_of.isoformat() if origin else None,
    }  # fmt: skip
    return jsonify(told)


@blueprint.get("/orders/<ref>")
@guard(PUBLIC)
def order(ref: str) -> ResponseReturnValue:
    """One published order with its fee sheet judged."""
    try:
        return jsonify(_detail(orders.get_order(ref)))
    except orders.OrderWithheld:
        return problem(410, _("Đơn hàng này không còn được đăng: có khoản thu vượt trần hoặc bị cấm thu."))
    except orders.OrderTakenBack as gone:
        return problem(
            410, _("Đơn hàng này từng hiện do nhập nhầm, đã rút lại ngày %(day)s.", day=gone.day.isoformat())
        )
    except orders.NoSuchOrder:
        return problem(404, _("Không có đơn hàng nào mang mã này."))


def _detail(found: OrderDetail) -> dict[str, Any]:
    return answers.order_json(found.card) | {
        "firm_status": found.firm.status,
        "green": found.green,
        "judged_on": found.sheet.day.isoformat(),
        "lines": [_line(line) for line in found.sheet.lines],
    }


def _line(line: PricedLine) -> dict[str, Any]:
    judged = line.judged
    return {
        "kind": line.line.kind,
        "amount": format(line.line.amount, "f"),
        "currency": line.line.currency,
        "verdict": line.verdict,
        "rule_id": judged.rule_id if judged else None,
        "article": judged.article if judged else None,
        "reason": say(judged.reason) if judged else " ".join(say(text) for text in line.missing),
    }


def _whole(name: str, usual: int, most: int, problems: list[Problem]) -> int:
    text = request.args.get(name, str(usual))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= number <= most:
        problems.append(Problem(name, message("Hãy cho một số từ 1 đến %(most)s", most=most)))
    return number
