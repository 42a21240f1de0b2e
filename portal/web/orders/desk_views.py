"""A firm's account types its orders; an editor confirms their approvals."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.content import service as content
from portal.firms import own_orders, typed_orders
from portal.firms.wording import ORDER_LINES, ORDER_STATES, TONES
from portal.organisations.rules.refusals import Refused
from portal.shared.problems import BadInput, Problem
from portal.web.orders import presenters
from portal.web.orders.blueprint import blueprint
from portal.web.shell.forms import errors_of, listed, read_form
from portal.web.shell.guards import guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor

T = TypeVar("T")
UNPROCESSABLE = 422
_NOTHING = dict.fromkeys(typed_orders.FIELDS, "")
_WORDS = {"tones": TONES, "order_states": ORDER_STATES, "order_lines": ORDER_LINES}


@blueprint.get("/my-orders")
@guard("order.enter")
def mine() -> ResponseReturnValue:
    """The orders that my firm typed, and where each stands."""
    desk = _got(own_orders.my_orders(current_actor()))
    done = "done" in request.args
    return render_template("orders/mine.html", desk=desk, done=done, price_tag=presenters.price_tag, **_WORDS)


@blueprint.get("/my-orders/new")
@guard("order.enter")
def new() -> ResponseReturnValue:
    """The form of an order."""
    _got(own_orders.my_orders(current_actor()))
    return _form(_NOTHING, {}, None)


@blueprint.post("/my-orders/new")
@guard("order.enter")
def enter() -> ResponseReturnValue:
    """What was typed, judged; kept and published where the firm asks for it and no line is above or forbidden."""
    form = read_form(typed_orders.FIELDS | {"way"})
    publish = form.pop("way") == "publish"
    cells, problems = typed_orders.cells_of(form)
    of_row: list[Problem] = []
    try:
        found = _got(own_orders.enter(current_actor(), cells, publish=publish and not problems))
    except BadInput as error:
        of_row = typed_orders.by_field(error)
    if problems or of_row:
        return _again(form, errors_of(typed_orders.all_mistakes(problems, of_row)))
    if found.kept is not None:
        return see_other(url_for("orders.mine", done="kept"))
    page = _form(form, {}, found)
    return make_response(page, UNPROCESSABLE if publish else 200)


@blueprint.get("/orders-to-confirm")
@guard("order.confirm")
def to_confirm() -> ResponseReturnValue:
    """The approvals that wait for an editor."""
    cards = _got(own_orders.unconfirmed(current_actor()))
    return render_template("orders/to_confirm.html", cards=cards, done=request.args.get("done", ""), **_WORDS)


@blueprint.post("/orders-to-confirm/<ref>")
@guard("order.confirm")
def confirm(ref: str) -> ResponseReturnValue:
    """An approval, found true or not."""
    form = read_form(frozenset({"approval_no", "verdict"}))
    if form["verdict"] not in ("true", "false"):
        abort(UNPROCESSABLE)
    true = form["verdict"] == "true"
    done = _got(own_orders.confirm(current_actor(), ref, form["approval_no"], true=true))
    if not done:
        abort(404)
    return see_other(url_for("orders.to_confirm", done="confirmed" if true else "declined"))


def _got(answer: T | Refused) -> T:
    """What the page needs; absent and foreign look the same."""
    if isinstance(answer, Refused):
        abort(404)
    return answer


def _again(form: dict[str, str], errors: dict[str, str]) -> Response:
    return make_response(_form(form, errors, None), UNPROCESSABLE)


def _form(form: dict[str, str], errors: dict[str, str], priced: own_orders.Priced | None) -> str:
    more: dict[str, Any] = {}
    if priced is not None:
        more = {"sheet": priced.sheet, "lines": presenters.lines_of(priced.sheet.lines)}
    programmes = [
        (item.id, f"{item.data['market']} – {presenters.programme_name(item.id)}")
        for item in content.all_of("programme")
    ]
    markets = [(item.id, presenters.market_name(item.id)) for item in content.all_of("market")]
    return render_template(
        "orders/form.html",
        form=form,
        errors=errors,
        mistakes=listed(errors),
        markets=[("", _("Chọn nước đến")), *markets],
        programmes=[("", _("Không ghi chương trình")), *programmes],
        kinds=presenters.kind_choices(),
        rows=range(1, typed_orders.OTHER_ROWS + 1),
        **{"sheet": None, "lines": [], **more},
    )
