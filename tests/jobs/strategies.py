"""Invented people and vacancies for properties: words of the taxonomy, words of nobody, levels, places, dates."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from portal.jobs.facts import LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts

WORDS = (
    "hàn TIG", "hàn thiếc", "thợ hàn", "đứng máy ép nhựa", "thay khuôn", "PLC sơ sơ", "chưa biết CNC", "tiện CNC", "5S",
    "chăm sóc người già", "lái xe nâng", "tổ trưởng", "용접", "溶接", "Schweißer", "may công nghiệp", "Excel", "phiên dịch",
    "tiếng Nhật N3", "sửa bo mạch", "việc gì cũng làm", "quản lý chuyền", "từng làm ở Hàn Quốc", "nau an",
)  # fmt: skip
LEVELS = ("N5", "N4", "N3", "N2", "N1")
PLACES = ("Bắc Ninh", "Hà Nội", "TP.HCM", "Bắc Giang", "Atlantis")
phrases = st.sampled_from(WORDS)
texts = st.lists(phrases, max_size=3).map(", ".join)
skills = st.builds(SkillClaim, phrases, st.sampled_from([None, 0.5, 1, 2, 3, 7]))
claims = st.builds(
    LanguageClaim, st.sampled_from(["ja", "ko", "zh", "xx"]), st.sampled_from([*LEVELS, "giao tiếp", "?"])
)
stints = st.builds(
    Stint, phrases, st.sampled_from(["JP", "KR", "VN", ""]), texts, st.sampled_from([0, 0.5, 1, 2, 3, 6]), texts
)


def tuples(of: st.SearchStrategy[object], most: int = 4) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


people = st.builds(
    ProfileFacts,
    ref=st.just("p1"), headline=texts, summary=texts, skills=tuples(skills), languages=tuples(claims, 2),
    experience=tuples(stints, 3), certificates=tuples(phrases, 2), provinces=tuples(st.sampled_from(PLACES), 2),
    relocate=st.booleans(), expected_wage=st.sampled_from([None, 8_000_000, 12_000_000, 15_000_000, 30_000_000]),
    available_from=st.sampled_from([None, date(2027, 1, 1), date(2027, 4, 1)]),
)  # fmt: skip
jobs = st.builds(
    VacancyFacts,
    ref=st.just("v1"), title=phrases, sector=texts, province=st.sampled_from(PLACES), description=texts,
    skills_required=tuples(phrases), skills_preferred=tuples(phrases),
    languages=tuples(st.builds(LanguageAsk, st.sampled_from(["ja", "ko"]), st.sampled_from(LEVELS), required=st.booleans()), 2),
    wage_max=st.sampled_from([None, 10_000_000, 14_000_000]), experience_years=st.sampled_from([None, 0, 1, 3]),
    start_by=st.sampled_from([None, date(2027, 2, 1)]),
)  # fmt: skip
