"""The desk's pages of imports: both kinds, newest first, each cell in words, fifty lines a page; and an order taken back."""

from __future__ import annotations

import re

import pytest

from portal.cli.illustrative.firms import rows
from portal.firms import orders, service
from portal.storage.db import db
from tests.firms.order_files import file_of, row
from tests.firms.registers import csv_bytes, own_rows
from tests.web.organisations.conftest import Square


@pytest.fixture
def desk(square: Square) -> Square:
    """A register brought in, then 60 orders, 60 changed ones with a new one among them, and that taken back."""
    made = [row(ref=f"ĐH-{place:04d}", approval_no=f"A-{place}") for place in range(60)]
    with square.app.app_context():
        service.load_illustrative(rows(40), [])
        db.session.commit()
        orders.import_orders("thang-10.csv", file_of(*made))
        later = [one | {"wage_amount": "950", "closes_on": "2031-12-31"} for one in made]
        later[0] |= {"closes_on": "2026-11-01", "employer": "Nhà máy <b>Khác</b>"}
        later[1] |= {"other_fees": "brokerage=1000000 VND"}
        plan = orders.import_orders("thang-11.csv", file_of(*later, row(ref="ĐH-MỚI", approval_no="")))
        service.undo_import(plan.number)
    return square


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.replace("&nbsp;", " ")).replace("\u00a0", " ").split())


def test_the_list_tells_each_import_and_what_became_of_it(desk: Square) -> None:
    html = desk.get("editor", "/vi/desk/imports")
    text = text_of(html)
    assert text.index("Lần nhập số 3") < text.index("Lần nhập số 2") < text.index("Lần nhập số 1")
    assert "Đổi tình trạng 2 · Nội dung đổi 60 · Mới 1 · Không được hiện vì giá 1" in text
    assert "Rút lại lần nhập trước" in text
    assert "Đã rút lại" in text
    assert len(set(re.findall(r"[0-9a-f]{64}", html))) == 2, "the digest of each file"
    assert "Import number 3: List of orders" in text_of(desk.get("reviewer", "/en/desk/imports"))


def test_one_import_is_told_in_words_fifty_lines_a_page(desk: Square) -> None:
    html = desk.get("admin", "/vi/desk/imports/2?part=changed")
    text = text_of(html)
    assert html.count('<section class="card') == 50
    assert "1–50 trong 60" in text
    assert "Lương một tháng 900 950 Ngày đóng 31/12/2032 01/11/2026" in text
    assert "Nhà máy &lt;b&gt;Khác&lt;/b&gt;" in html
    assert "Các khoản khác Khám sức khỏe, visa, vé máy bay 2.300.000 đ Tiền môi giới 1.000.000 đ" in text
    assert "Được hiện trên trang có không" in text
    assert desk.get("admin", "/vi/desk/imports/2?part=changed&page=2").count('<section class="card') == 10
    text = text_of(desk.get("admin", "/vi/desk/imports/2"))
    assert "Đã đăng ký → thành Đã đóng" in text
    assert "dòng lệnh của máy chủ" in text
    assert "Tiền môi giới 1.000.000 đ: Bị cấm thu" in text_of(desk.get("admin", "/vi/desk/imports/2?part=withheld"))
    assert "Số văn bản chấp thuận" not in text_of(desk.get("admin", "/vi/desk/imports/2?part=new")), "it has none"


@pytest.mark.parametrize(
    "address",
    ["/vi/desk/imports/999", "/vi/desk/imports/99999999999", "/vi/desk/imports?page=9", "/vi/desk/imports/2?page=9"],
)
def test_what_there_is_not_is_not_found(desk: Square, address: str) -> None:
    desk.get("editor", address, status=404)


def test_a_part_that_is_none_shows_all(desk: Square) -> None:
    assert "1–50 trong 64" in text_of(desk.get("editor", "/vi/desk/imports/2?part=x"))


@pytest.mark.parametrize("role", ["moderator", "officer", "returnee", "firm"])
def test_nobody_else_reads_them(desk: Square, role: str) -> None:
    desk.get(role, "/vi/desk/imports", status=403)
    desk.get(role, "/vi/desk/imports/2", status=403)


def test_firms_of_the_register_stand_with_their_names(square: Square) -> None:
    with square.app.app_context():
        service.import_register("thang-10.csv", csv_bytes(own_rows()))
    text = text_of(square.get("editor", "/vi/desk/imports/1?part=new"))
    assert f"{own_rows()[0]['licence_no']} – {own_rows()[0]['name_vi']}" in text


def test_an_order_that_was_told_by_mistake_says_so_at_its_address(desk: Square) -> None:
    desk.get("editor", "/vi/orders/dh-moi", status=410)
    assert "từng hiện do nhập nhầm" in desk.get("returnee", "/vi/orders/dh-moi", status=410)
    assert desk.browser("returnee").get("/api/v1/orders/dh-moi").status_code == 410
