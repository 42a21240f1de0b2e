"""Small vacancies and profiles for tests, with traits as keyword arguments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts

GOLD = Path(__file__).parent.parent / "data" / "gold" / "matching"


def vacancy(**traits: Any) -> VacancyFacts:
    """A vacancy for a moulding technician in Bắc Ninh."""
    base = VacancyFacts(
        ref="v1",
        title="Kỹ thuật viên ép nhựa",
        employer="Công ty TNHH Nhựa Minh Hoạ",
        sector="Nhựa",
        province="Bắc Ninh",
        description="Chỉnh máy ép, thay khuôn, phân tích lỗi, ghi báo cáo ca.",
        skills_required=("chỉnh điều kiện ép", "thay khuôn"),
        skills_preferred=("5S",),
        languages=(LanguageAsk("ja", "N4", "JLPT", required=True),),
        wage_min=12_000_000,
        wage_max=18_000_000,
        experience_years=2,
        start_by=date(2027, 2, 15),
        deadline=date(2027, 1, 31),
    )
    return replace(base, **traits)


def profile(**traits: Any) -> ProfileFacts:
    """Somebody who moulded plastics in Japan for three years."""
    base = ProfileFacts(
        ref="p1",
        headline="Ép nhựa Nhật 3 năm",
        summary="Em đứng máy ép ở Gunma, biết thay khuôn.",
        skills=(SkillClaim("đứng máy ép nhựa", 3),),
        languages=(LanguageClaim("ja", "N4", "JLPT"),),
        experience=(Stint("Công nhân ép nhựa", "JP", "Nhựa", 3, "Đứng máy, kiểm ngoại quan"),),
        certificates=("JLPT N4",),
        provinces=("Bắc Ninh",),
        relocate=False,
        expected_wage=14_000_000,
        available_from=date(2027, 2, 1),
    )
    return replace(base, **traits)
