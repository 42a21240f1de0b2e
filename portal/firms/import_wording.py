"""How an import is told to a person: what each part of it is, what each column is called, what its codes mean."""

from __future__ import annotations

from portal.fees.wording import VERDICTS
from portal.firms.import_log import ORDERS, REGISTER
from portal.firms.rules import order_text
from portal.firms.wording import ORDER_STATES, STATUSES
from portal.shared.messages import Message, message

KINDS: dict[str, Message] = {
    REGISTER: message("Danh sách công ty"),
    ORDERS: message("Danh sách đơn hàng"),
}
PARTS: dict[str, Message] = {
    "restated": message("Đổi tình trạng"),
    "gone": message("Không còn"),
    "returned": message("Có lại"),
    "changed": message("Nội dung đổi"),
    "new": message("Mới"),
    "missing": message("Không có trong tệp, giữ nguyên"),
    "withheld": message("Không được hiện vì giá"),
}
COLUMNS: dict[str, Message] = {
    "licence_no": message("Số giấy phép"),
    "licence_issued_on": message("Ngày cấp giấy phép"),
    "name_vi": message("Tên"),
    "name_en": message("Tên tiếng Anh"),
    "short_name": message("Tên viết tắt"),
    "former_names": message("Tên trước đây"),
    "tax_code": message("Mã số thuế"),
    "address": message("Địa chỉ"),
    "province": message("Tỉnh, thành phố"),
    "phone": message("Số điện thoại"),
    "website": message("Trang web"),
    "legal_representative": message("Người đại diện theo pháp luật"),
    "authorised_people": message("Người được giao"),
    "status": message("Tình trạng giấy phép"),
    "status_from": message("Tình trạng từ ngày"),
    "status_to": message("Tình trạng đến ngày"),
    "decision_no": message("Số quyết định"),
    "markets": message("Nước đến"),
    "branches": message("Chi nhánh"),
    "ref": message("Mã đơn hàng"),
    "market": message("Nước đến"),
    "programme": message("Chương trình"),
    "occupation": message("Nghề"),
    "employer": message("Nơi làm"),
    "positions": message("Số người cần"),
    "wage_amount": message("Lương một tháng"),
    "wage_currency": message("Loại tiền của lương"),
    "contract_months": message("Số tháng hợp đồng"),
    "approval_no": message("Số văn bản chấp thuận"),
    "approved_on": message("Ngày chấp thuận"),
    "opens_on": message("Ngày mở"),
    "closes_on": message("Ngày đóng"),
    "service_fee_amount": message("Tiền dịch vụ"),
    "service_fee_currency": message("Loại tiền của tiền dịch vụ"),
    "other_fees": message("Các khoản khác"),
    order_text.PUBLISHED: message("Được hiện trên trang"),
    order_text.SOURCE: message("Ai khai"),
}
DAYS = frozenset({"licence_issued_on", "status_from", "status_to", "approved_on", "opens_on", "closes_on"})
SUMS = frozenset({"wage_amount", "service_fee_amount"})
COUNTRIES = frozenset({"market", "markets"})
CODES: dict[str, dict[str, Message]] = {
    "status": STATUSES,
    order_text.PUBLISHED: {order_text.YES: message("có"), order_text.NO: message("không")},
    order_text.SOURCE: {
        order_text.FIRM: message("công ty tự khai"),
        order_text.FILE: message("danh sách nhập vào"),
    },
}
"""What the codes of a column mean."""
STATES = {REGISTER: STATUSES, ORDERS: ORDER_STATES}
REASONS = VERDICTS
