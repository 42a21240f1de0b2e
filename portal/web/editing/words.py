"""What kinds, fields, states and mistakes are called on the desk and in the public log."""

from __future__ import annotations

from portal.content.editing.rules.shapes import key_of
from portal.shared.messages import Message, message

KINDS: dict[str, Message] = {
    "agency": message("Cơ quan"),
    "cost_item": message("Khoản chi phí"),
    "document": message("Văn bản pháp luật"),
    "eligibility_target": message("Điều kiện tham gia"),
    "fee_rule": message("Quy định về tiền được thu"),
    "lesson": message("Bài học"),
    "lure_pattern": message("Dấu hiệu dụ dỗ"),
    "market": message("Thị trường"),
    "ministry": message("Bộ"),
    "news_item": message("Tin chính sách"),
    "page": message("Trang giới thiệu"),
    "penalty": message("Mức phạt"),
    "procedure": message("Thủ tục"),
    "programme": message("Chương trình"),
    "rate": message("Tỷ giá"),
    "regional_wage": message("Lương tối thiểu vùng"),
    "report_channel": message("Nơi nhận tin báo"),
    "return_stage": message("Chặng về nước"),
    "right": message("Quyền của người lao động"),
    "scam": message("Mánh lừa"),
    "search_reading": message("Từ được hiểu là"),
    "source": message("Nguồn"),
    "statistic": message("Số liệu"),
    "story": message("Câu chuyện"),
    "support_group": message("Nhóm được hỗ trợ"),
    "support_measure": message("Hỗ trợ"),
    "unlawful_requirement": message("Yêu cầu trái luật"),
    "work_week": message("Tuần làm việc"),
}
KEYS: dict[str, Message] = {
    "amount": message("Số tiền"),
    "amounts": message("Các số tiền"),
    "due": message("Khi nào phải trả"),
    "kind": message("Loại khoản"),
    "channel": message("Đi qua đâu"),
    "concerns": message("Đi kèm cảnh báo"),
    "charges": message("Các khoản thu"),
    "applies_to": message("Áp dụng cho"),
    "asked": message("Từ người ta gõ"),
    "meant": message("Được hiểu là"),
    "at_most": message("Nhiều nhất (tháng lương)"),
    "awaiting": message("Các ô đang chờ xác minh"),
    "body": message("Nội dung (Markdown)"),
    "currency": message("Đơn vị tiền"),
    "documents": message("Văn bản làm căn cứ"),
    "effective": message("Có hiệu lực từ"),
    "effective_to": message("Hiệu lực đến hết"),
    "formula": message("Cách tính"),
    "id": message("Mã"),
    "issued": message("Ngày ban hành"),
    "issuer": message("Nơi ban hành"),
    "items": message("Các mục"),
    "known_from": message("Trang biết từ ngày"),
    "label": message("Nhãn"),
    "last_verified": message("Xem lại lần cuối"),
    "legal": message("Điều luật"),
    "market": message("Thị trường"),
    "markets": message("Các thị trường"),
    "minimum_wage": message("Lương tối thiểu"),
    "months": message("Số tháng"),
    "name": message("Tên"),
    "note": message("Ghi chú"),
    "number": message("Số"),
    "order": message("Thứ tự"),
    "per": message("Tính theo"),
    "period": message("Giai đoạn"),
    "programmes": message("Các chương trình"),
    "review_due": message("Phải xem lại vào"),
    "scope": message("Phạm vi"),
    "source": message("Nguồn"),
    "state": message("Tình trạng xác minh"),
    "status": message("Tình trạng"),
    "summary": message("Tóm tắt"),
    "text": message("Câu chữ"),
    "title": message("Tiêu đề"),
    "topics": message("Chủ đề"),
    "type": message("Loại"),
    "value": message("Giá trị"),
    "worker_may_be_charged": message("Người lao động có thể phải trả"),
    "address": message("Địa chỉ trang"),
    "steps": message("Các bước"),
    "signs": message("Dấu hiệu"),
    "checks": message("Cách kiểm tra"),
    "rank": message("Bậc của quy định"),
}
"""Fields that are in many items. The others are called by their own names, as the open data calls them."""
STATES: dict[str, tuple[Message, str]] = {
    "draft": (message("Đang soạn"), "none"),
    "review": (message("Chờ duyệt"), "warn"),
    "changes": (message("Cần sửa lại"), "warn"),
    "approved": (message("Đã duyệt"), "good"),
    "discarded": (message("Đã bỏ"), "none"),
}
ROLES: dict[str, Message] = {
    "editor": message("biên tập viên"),
    "reviewer": message("người duyệt"),
    "admin": message("quản trị viên"),
}


def label_of(path: str) -> Message | str:
    """What a field is called: a word of ours where there is one, else its own name."""
    key = key_of(path)
    return KEYS.get(key, key)
