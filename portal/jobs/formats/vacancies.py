"""A vacancy out of a record; a field the format does not know is left out, whatever it says."""

from __future__ import annotations

from portal.jobs.facts import CertificateAsk, LanguageAsk, VacancyFacts
from portal.jobs.formats.fields import Record
from portal.shared.messages import message

REQUIRED = ("id", "title")
LISTS = ("skills_required", "skills_preferred")
NUMBERS = ("wage_min", "wage_max", "experience_years", "positions")
KEYS = (
    "id", "title", "employer", "sector", "province", "description", "skills_required", "skills_preferred", "languages",
    "wage_min", "wage_max", "experience_years", "education", "positions", "start_by", "deadline", "certificates_required",
)  # fmt: skip


def vacancy_of(record: Record) -> VacancyFacts:
    """The vacancy of this record; what cannot be used is noted in `record.problems`."""
    low, high = (record.wage(name) for name in ("wage_min", "wage_max"))
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
        languages=tuple(_language(row) for row in record.records("languages")),
        wage_min=low,
        wage_max=high,
        experience_years=record.number("experience_years", 0, 60),
        education=record.text("education") or None,
        positions=1 if positions is None else positions,
        start_by=record.day("start_by"),
        deadline=record.day("deadline"),
        certificates_required=tuple(
            CertificateAsk(row.text("name", required=True), row.flag("strict"))
            for row in record.records("certificates_required", text_as="name")
        ),
        closed=record.flag("closed"),
    )


def _language(row: Record) -> LanguageAsk:
    """A language asked for; a strict one is required too."""
    strict = row.flag("strict")
    language, level, test = row.text("language", required=True), row.text("level"), row.text("test") or None
    return LanguageAsk(language, level, test, required=row.flag("required") or strict, strict=strict)
