"""What the sectors of the taxonomy are called."""

from __future__ import annotations

from collections.abc import Mapping

from portal.shared.messages import Message, message

SECTORS: Mapping[str, Message] = {
    "machining": message("Gia công cơ khí"), "welding": message("Hàn, kết cấu thép"), "electronics": message("Điện, điện tử, bảo trì"),
    "plastics": message("Nhựa, cao su, gỗ, in ấn"), "quality": message("Chất lượng, an toàn, cách làm việc"),
    "food": message("Chế biến thực phẩm"), "agri": message("Nông nghiệp, chăn nuôi"), "fishery": message("Thủy sản, đánh bắt"),
    "construction": message("Xây dựng"), "garment": message("May mặc, da giày"), "care": message("Chăm sóc, y tế"),
    "hospitality": message("Nhà hàng, khách sạn, bán hàng"), "auto": message("Ô tô, xe máy, lái xe"), "ship": message("Đóng tàu, đi biển"),
    "logistics": message("Kho, vận chuyển"), "office": message("Văn phòng, kỹ thuật, ngôn ngữ"),
}  # fmt: skip
