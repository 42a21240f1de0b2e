"""A verified firm types its orders: priced before anything is kept, never green by its own word, at once over when suspended."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.firms import orders, service
from portal.storage.db import db
from tests.organisations.samples import FIRM
from tests.web.organisations.conftest import Square

FORM = {
    "ref": "ĐH-MỚI/1", "market": "JP", "occupation": "Hàn kết cấu", "employer": "Nhà máy Thử", "positions": "5",
    "wage": "190.000 yên", "contract_months": "3 năm", "approval_no": "99/QLLĐ-MH", "approved_on": "15/01/2026",
    "opens_on": "01/02/2026", "closes_on": "31/12/2032", "kind_1": "training", "fee_1": "5.800.000 đ",
}  # fmt: skip


@pytest.fixture
def town(square: Square) -> Square:
    """Firm 9001 has a verified account."""
    with square.app.app_context():
        service.load_illustrative(rows(10), illustrative_orders(10))
        db.session.commit()
        square.firm_ref = square.town.verified("firm", replace(FIRM, licence_no="9001 LĐTBXH-GP"))  # type: ignore[attr-defined]
    return square


def light(town: Square, ref: str = "ĐH-MỚI/1") -> tuple[str, bool]:
    with town.app.app_context():
        check = service.check_firm("9001", ref)
        return check.order, check.green


def publish(town: Square, **changed: str) -> tuple[int, str]:
    answer = town.post("firm", "/vi/my-orders/new", **{**FORM, "way": "publish", **changed})
    return answer.status_code, answer.text


def test_an_order_is_shown_but_not_green_until_an_editor_confirms(town: Square) -> None:
    assert publish(town)[0] == 303
    html = town.get("firm", "/vi/my-orders")
    assert "chờ biên tập viên đối chiếu" in html
    assert "verdict is-warn" in town.get("firm", "/vi/orders/dh-moi-1")
    assert light(town) == ("not_registered", False)
    assert light(town, "99/QLLĐ-MH") == ("not_registered", False)
    queue = town.get("editor", "/vi/orders-to-confirm")
    assert "99/QLLĐ-MH" in queue
    to = "/vi/orders-to-confirm/dh-moi-1"
    assert town.post("editor", to, verdict="true", approval_no="98/KHÁC").status_code == 404
    assert light(town) == ("not_registered", False)
    assert town.post("editor", to, verdict="true", approval_no="99/QLLĐ-MH").status_code == 303
    assert light(town) == ("registered", True)
    assert "verdict is-good" in town.get("firm", "/en/orders/dh-moi-1")
    assert publish(town, approval_no="100/QLLĐ-MH")[0] == 303, "another number is another claim"
    assert light(town) == ("not_registered", False)
    assert town.post("editor", to, verdict="false", approval_no="100/QLLĐ-MH").status_code == 303
    assert "chưa có số văn bản chấp thuận" in town.get("firm", "/vi/my-orders")


def test_without_an_approval_it_waits_for_registration(town: Square) -> None:
    assert publish(town, approval_no="", approved_on="")[0] == 303
    assert "chờ đăng ký" in town.get("firm", "/vi/orders/dh-moi-1")
    assert light(town) == ("not_registered", False)
    assert "99/QLLĐ-MH" not in town.get("editor", "/vi/orders-to-confirm")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind_1": "brokerage", "fee_1": "1.000.000 đ"}, "Luật 69/2020/QH14 Điều 7"),
        ({"service": "9.000.000 yên"}, "Vượt trần"),
    ],
)
def test_what_is_above_or_forbidden_is_not_published_and_says_why(
    town: Square, changed: dict[str, str], why: str
) -> None:
    status, html = publish(town, **changed)
    assert status == 422
    assert "Không đăng được" in html
    assert why in html
    assert 'value="Hàn kết cấu"' in html, "what was typed is kept"
    assert next(iter(value for name, value in changed.items() if name != "kind_1")) in html
    with town.app.app_context(), pytest.raises(orders.NoSuchOrder):
        orders.get_order("dh-moi-1")
    assert "ĐH-MỚI/1" not in town.get("firm", "/vi/my-orders")


def test_the_price_is_checked_before_without_keeping_anything(town: Square) -> None:
    answer = town.post("firm", "/vi/my-orders/new", **FORM, way="check")
    assert answer.status_code == 200
    assert "Đăng được đơn hàng này" in answer.text
    assert "5.800.000\u00a0đ" in answer.text
    assert "ĐH-MỚI/1" not in town.get("firm", "/vi/my-orders")
    assert town.post("firm", "/en/my-orders/new", **FORM, way="check").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ref": ""}, "ref"),
        ({"ref": "ĐH-00-0001"}, "ref"),
        ({"ref": "ĐH-00-0003"}, "ref"),
        ({"ref": "ĐH/00/0003"}, "ref"),
        ({"wage": "190.000"}, "wage"),
        ({"fee_1": "năm triệu"}, "fee_1"),
        ({"market": ""}, "market"),
        ({"approved_on": "31/02/2026"}, "approved_on"),
        ({"positions": "nhiều"}, "positions"),
    ],
)
def test_a_form_with_errors_keeps_what_was_typed(town: Square, changed: dict[str, str], field: str) -> None:
    status, html = publish(town, **changed)
    assert status == 422
    assert f'id="{field}-error"' in html or f'href="#{field}"' in html
    assert 'value="Nhà máy Thử"' in html


def test_every_mistake_is_told_at_once(town: Square) -> None:
    status, html = publish(town, ref="", fee_1="năm triệu", market="", wage="x")
    assert status == 422
    assert all(f'href="#{field}"' in html for field in ("ref", "fee_1", "market", "wage"))


def test_mistakes_are_told_once_in_the_order_of_the_form_in_its_own_words(town: Square) -> None:
    _status, html = publish(town, service="x", approved_on="31/02/2026", market="", ref="", closes_on="mai")
    told = re.findall(r'<li><a href="#(\w+)">([^<]+)</a></li>', html)
    assert [field for field, _text in told] == ["ref", "market", "approved_on", "closes_on", "service"]
    assert told[1][1] == "Chưa chọn nước đến."
    assert "15/01/2026" in told[2][1]
    assert 'value="31/02/2026"' in html


def test_others_may_not_and_a_suspension_acts_at_once(town: Square) -> None:
    assert town.browser("employer").get("/vi/my-orders").status_code == 403
    assert town.browser("firm").get("/vi/orders-to-confirm").status_code == 403
    assert town.browser("moderator").get("/vi/orders-to-confirm").status_code == 403
    publish(town)
    with town.app.app_context():
        town.town.decide(town.firm_ref, "suspend:fraud")  # type: ignore[attr-defined]
        state = town.town.standing("firm")[0]
    assert state == "suspended"
    assert town.browser("firm").get("/vi/my-orders").status_code == 404
    assert publish(town, ref="ĐH-MỚI/2")[0] == 404


def test_an_unverified_firm_types_no_order(square: Square) -> None:
    with square.app.app_context():
        square.town.waiting("firm", FIRM)
    assert square.browser("firm").get("/vi/my-orders").status_code == 404
    assert square.post("firm", "/vi/my-orders/new", **FORM, way="publish").status_code == 404


def test_a_firm_that_the_register_does_not_name_is_told_so(square: Square) -> None:
    with square.app.app_context():
        square.town.verified("firm", FIRM)
    assert "không có trong danh sách công ty đã nhập" in square.get("firm", "/vi/my-orders")
    assert square.post("firm", "/vi/my-orders/new", **FORM, way="publish").status_code == 404


def test_a_correction_is_public_only_when_an_editor_took_it(town: Square) -> None:
    path, public = "/vi/my-firm/corrections", "/vi/firms/9001-ldtbxh-gp/corrections"
    wrong = town.post("firm", path, field="phone", after="", why="")
    assert (wrong.status_code, wrong.text.count('class="error"')) == (422, 2)
    assert town.post("firm", path, field="licence_no", after="1", why="x").status_code == 422
    assert town.post("firm", path, field="phone", after="024 \u202e1", why="x").status_code == 422
    for after in ("024 1234 567", "024 9999 999"):
        assert town.post("firm", path, field="phone", after=after, why="Số cũ đã cắt").status_code == 303
    assert "024 1234 567" not in town.get("firm", public)
    refs = re.findall(r'action="/vi/corrections/([^"]+)"', town.get("editor", "/vi/corrections"))
    assert len(refs) == 2
    assert town.post("editor", f"/vi/corrections/{refs[0]}", verdict="accept", answer=" ").status_code == 422
    for ref, verdict in zip(refs, ("accept", "refuse"), strict=True):
        to = f"/vi/corrections/{ref}"
        assert town.post("firm", to, verdict=verdict, answer="Đã gọi tổng đài").status_code == 403
        assert town.post("editor", to, verdict=verdict, answer="Đã gọi tổng đài").status_code == 303
        assert town.post("editor", to, verdict="accept", answer="Lần hai").status_code == 404
    html = town.get("firm", public)
    assert "024 0000 0001" in html, "what the register says stays beside it"
    assert "024 1234 567" in html
    assert "024 9999 999" not in html
    assert "Không nhận" in town.get("firm", path)
    town.get("editor", "/en/firms/9001-ldtbxh-gp/corrections")
    with town.app.app_context():
        town.town.decide(town.firm_ref, "suspend:fraud")  # type: ignore[attr-defined]
    assert town.browser("firm").get(path).status_code == 404
    assert town.post("firm", path, field="phone", after="024 5", why="x").status_code == 404
