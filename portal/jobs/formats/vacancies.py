"""A vacancy out of a record; a field the format does not know is left out, whatever it says."""

from __future__ import annotations

from portal.jobs.facts import LanguageAsk, VacancyFacts
from portal.jobs.formats.fields import HIGHEST_WAGE, Record
from portal.shared.messages import message

REQUIRED = ("id", "title")
LISTS = ("skills_required", "skills_preferred")
NUMBERS = ("wage_min", "wage_max", "experience_years", "positions")
KEYS = (
    "id", "title", "employer", "sector", "province", "description", "skills_required", "skills_preferred", "languages",
    "wage_min", "wage_max", "experience_years", "education", "positions", "start_by", "deadline",
)  # fmt: skip


def vacancy_of(record: Record) -> VacancyFacts:
    """The vacancy of this record; what cannot be used is noted in `record.problems`."""
    low, high = (record.whole(name, 0, HIGHEST_WAGE) for name in ("wage_min", "wage_max"))
    if low is not None and high is not None and low > high:
        record.wrong("wage_min", message("cao hơn wage_max"))
    positions = record.whole("positions", 1, 100_000)
    return VacancyFacts(
        ref=record.text("id", required=True),
        title=record.text("title", required=True),
        employer=record.text("employer"),
        sector=record.text("sector"),
        province=record.text("province"),
        description=record.text("description"),
        skills_required=record.texts("skills_required"),
        skills_preferred=record.texts("skills_preferred"),
        languages=tuple(
            LanguageAsk(
                row.text("language", required=True), row.text("level"), row.text("test") or None, row.flag("required")
            )
            for row in record.records("languages")
        ),
        wage_min=low,
        wage_max=high,
        experience_years=record.number("experience_years", 0, 60),
        education=record.text("education") or None,
        positions=1 if positions is None else positions,
        start_by=record.day("start_by"),
        deadline=record.day("deadline"),
    )
