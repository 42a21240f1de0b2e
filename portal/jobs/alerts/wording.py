"""What is said of saved searches and of letters: mistakes, and each search in words where its owner gave it none."""

from __future__ import annotations

from portal.shared.messages import message

NO_NAME = message("Đặt cho tìm kiếm này một cái tên, để bạn nhận ra nó.")
LONG_NAME = message("Tên dài quá. Hãy rút còn 80 ký tự.")
NOTHING_ASKED = message("Chọn ít nhất một điều kiện: chữ cần tìm, tỉnh, lương hoặc ngành.")
LONG_TEXT = message("Chữ cần tìm dài quá. Hãy rút còn 200 ký tự.")
NO_WORD = message("Chữ cần tìm phải có chữ cái hoặc chữ số.")
NO_PROVINCE = message("Tỉnh này không có trong danh sách. Hãy chọn lại.")
NO_SECTOR = message("Hiện không có việc nào ghi ngành này. Hãy chọn lại.")
NO_WAGE = message("Mức lương này không có trong danh sách. Hãy chọn lại.")
TOO_MANY = message("Bạn đã giữ 20 tìm kiếm. Xóa bớt một tìm kiếm rồi giữ tìm kiếm này.")
NOT_TICKED = message("Đánh dấu vào ô nếu bạn đồng ý nhận thư.")
