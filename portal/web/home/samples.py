"""Sample values for the shelf of components; all of them invented and said to be so on the page."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from portal.web.shell.evidence import Evidence, SourceLink
from portal.web.shell.pagination import Pages


def samples() -> dict[str, Any]:
    """What `home/design.html` shows in each component."""
    return {
        "pages": Pages(page=4, size=20, total=183),
        "chart": [("2022", 120), ("2023", 340), ("2024", 290), ("2025", 410)],
        "evidence": [
            Evidence(
                "sourced",
                "2025-10-01",
                (SourceLink("Nguồn minh họa", "vi", "https://example.com/", outside=True),),
                "2026-11-22",
            ),
            Evidence("verified", "unknown", (), "2026-11-22"),
        ],
        "errors": [{"field": "wage", "message": _("Hãy ghi tiền lương một tháng, ví dụ 170.000")}],
        "rows": [
            ("Khoản minh họa A", "1.200.000 đ", "1.000.000 đ", "bad"),
            ("Khoản minh họa B", "800.000 đ", "1.000.000 đ", "good"),
            ("Khoản có tên rất dài để xem bảng xếp chồng và xuống dòng ra sao trên màn hình hẹp", "0 đ", "–", "warn"),
        ],
    }
