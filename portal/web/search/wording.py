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

# Typed as people type them; not translated.
EXAMPLES = ("thợ hàn Nhật Bản", "phi moi gioi", "XKLĐ Đài Loan")
