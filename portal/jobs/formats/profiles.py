"""A profile out of a record. Name, gender, birth date, ethnicity, photo and whatever else is not listed here are never read."""

from __future__ import annotations

from portal.jobs.facts import LanguageClaim, ProfileFacts, SkillClaim, Stint
from portal.jobs.formats.fields import Record


def profile_of(record: Record) -> ProfileFacts:
    """The profile of this record; what cannot be used is noted in `record.problems`."""
    return ProfileFacts(
        ref=record.text("id", required=True),
        headline=record.text("headline"),
        summary=record.text("summary"),
        skills=tuple(
            SkillClaim(row.text("name", required=True), row.number("years", 0, 60))
            for row in record.records("skills", text_as="name")
        ),
        languages=tuple(
            LanguageClaim(row.text("language", required=True), row.text("level"), row.text("test") or None)
            for row in record.records("languages")
        ),
        experience=tuple(_stint(row) for row in record.records("experience")),
        certificates=record.texts("certificates"),
        education=record.text("education") or None,
        provinces=record.texts("provinces"),
        relocate=record.flag("relocate"),
        expected_wage=record.wage("expected_wage"),
        available_from=record.day("available_from"),
        active=record.flag("active", missing=True),
        consented=record.flag("consented", missing=True),
        hidden_employers=record.texts("hidden_employers"),
        not_mine=record.texts("not_mine"),
    )


def _stint(row: Record) -> Stint:
    return Stint(
        occupation=row.text("occupation"),
        country=row.text("country"),
        sector=row.text("sector"),
        years=row.number("years", 0, 60) or 0,
        duties=row.text("duties"),
    )
