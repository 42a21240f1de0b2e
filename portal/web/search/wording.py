"""How kinds of results are called, and questions that show what the search understands."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KIND_NAMES = {
    "page": _l("Bài viết"),
    "firm": _l("Công ty"),
    "order": _l("Đơn hàng"),
    "vacancy": _l("Việc làm"),
    "document": _l("Văn bản"),
}

SUBJECTS = {
    "country": _l("Nước"),
    "province": _l("Tỉnh, thành"),
    "programme": _l("Chương trình"),
    "occupation": _l("Nghề"),
}
"""What a question may name."""

FACET_NAMES = {"market": _l("Nước"), "province": _l("Tỉnh, thành"), "sector": _l("Ngành")}

SORT_NAMES = {"": _l("Đúng nhất"), "newest": _l("Mới nhất"), "wage": _l("Lương cao nhất")}

# Typed as people type them; not translated.
EXAMPLES = ("thợ hàn Nhật Bản", "phi moi gioi", "XKLĐ Đài Loan")
