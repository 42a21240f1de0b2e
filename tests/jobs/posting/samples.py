"""The form of a vacancy that may be published, and how one gets so far."""

from __future__ import annotations

from portal.jobs.posting import typed

FORM: dict[str, str] = {
    **dict.fromkeys(typed.FIELDS, ""),
    "title": "Thợ vận hành máy tiện CNC",
    "sector": "Cơ khí chính xác",
    "province": "24",
    "description": "Đứng máy tiện CNC hai trục, đo kiểm, ghi phiếu theo ca. Có xe đưa đón.",
    "skills_required": "đứng máy tiện CNC\nđọc bản vẽ cơ khí",
    "skills_preferred": "5S",
    "language_1": "ja",
    "level_1": "N4",
    "need_1": "nice",
    "wage_min": "11 triệu",
    "wage_max": "15.000.000",
    "experience_years": "1,5",
    "positions": "6",
}
