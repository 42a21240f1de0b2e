"""How the editors' desk says what is wrong and what a field is."""

from __future__ import annotations

from portal.content.editing.rules.shapes import DAY, NUMBER, WHOLE
from portal.content.editing.rules.typed import ADDRESS, MARKUP
from portal.shared.messages import Message, message

MISREAD = {
    DAY: message("Viết ngày như 2026-07-01 (hoặc 2026-07, 2026); chưa biết thì viết unknown."),
    NUMBER: message("Viết một con số, phần lẻ sau dấu chấm, không có chữ: 3600 hoặc 1.5."),
    WHOLE: message("Viết một số nguyên, chỉ có chữ số."),
}
UNSAFE = {
    MARKUP: message("Bỏ thẻ HTML (phần trong dấu < >): chép lại chữ thường, hoặc dùng Markdown ở ô nội dung."),
    ADDRESS: message("Viết địa chỉ trang bắt đầu bằng https:// (hoặc / nếu là trang của Bến Về)."),
}
LACKING = message("Mọi mục cùng loại đều có ô này, và trang cần nó. Hãy điền.")
NOT_DRAWN = message("Trang công khai không dựng được từ bản này. Xem lại các ô vừa xóa hoặc đổi loại.")
WHY = message("Hãy viết vì sao phải sửa, ít nhất mười chữ cái: người xem trang sẽ đọc câu này.")
NOTHING_CHANGED = message("Bản nháp giống hệt bản đang hiện. Hãy sửa trước khi gửi.")
UNREADABLE = message("Có ô trống hoặc viết chưa đúng nên chưa kiểm tra được. Hãy điền đủ rồi lưu lại.")
OPEN_DRAFT = message("Bạn đang có một bản nháp của mục này. Gửi duyệt hoặc bỏ nó trước.")
NEVER_OFF = message("Mục loại này không gỡ được vì mục khác dựa vào. Hãy ghi là đã hết hiệu lực.")
TIMES = message("Giờ hiện phải từ bây giờ trở đi và không quá 400 ngày nữa; giờ ẩn phải sau giờ hiện.")
MOMENT = message("Viết ngày giờ như 2026-12-01 08:00, giờ Việt Nam; để trống là ngay bây giờ.")
REMARK = message("Hãy viết điều cần sửa.")
NEW_ID = message("Mã chỉ gồm chữ không dấu, chữ số và dấu gạch ngang, và chưa mục nào dùng.")
NEVER_RENAMED = message("Mục loại này không có trang riêng, hoặc mục khác dựa vào mã của nó, nên không đổi được mã.")
ANOTHER_AHEAD = message("Mục này đã có một bản hẹn giờ hiện. Chờ bản đó hiện, hoặc hủy hẹn nó trước.")
THERE_ALREADY = message("Đã có mục này, hoặc một người khác vừa đề nghị. Xem ở danh sách của loại này.")
MEANT = message("Ghi từ mà các bài trên trang dùng cho điều này.")
MEANT_IN_VAIN = message("Tìm bằng từ này cũng không thấy gì. Ghi từ khác, hoặc viết bài còn thiếu.")


def dead_link(address: str) -> Message:
    """A link that leads to no page of this site."""
    return message("Liên kết “%(address)s” không dẫn tới trang nào. Sửa địa chỉ, hoặc bỏ liên kết.", address=address)
