"""A stored vacancy or profile as plain values: what lists and pages show, and what the matcher reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from portal.jobs.facts import CertificateAsk, LanguageAsk, LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.models import Profile, Vacancy
from portal.jobs.rules import CLOSED, OPEN, is_public, may_show_person, over_on
from portal.shared.clock import VIETNAM

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class VacancyCard:
    """A vacancy to be shown. Wages are VND a month."""

    facts: VacancyFacts
    province_id: str | None
    illustrative: bool
    posted_on: date
    changed_at: datetime
    confirmed_on: date | None = None
    lawful_reason: str = ""
    organisation: str | None = None
    waiting_on: date | None = None
    """Since when somebody who applied waits for a first answer."""


def vacancy_facts(row: Vacancy) -> VacancyFacts:
    """What the employer wrote."""
    return VacancyFacts(
        ref=row.ref,
        title=row.title,
        employer=row.employer,
        sector=row.sector or "",
        province=row.province,
        description=row.description,
        skills_required=tuple(row.skills_required),
        skills_preferred=tuple(row.skills_preferred),
        languages=tuple(LanguageAsk(**ask) for ask in row.languages),
        wage_min=row.wage_min,
        wage_max=row.wage_max,
        experience_years=row.experience_years,
        education=row.education,
        positions=row.positions,
        start_by=row.start_by,
        deadline=row.deadline,
        certificates_required=tuple(CertificateAsk(**ask) for ask in row.certificates_required),
        closed=row.state == CLOSED,
    )


def vacancy_card(row: Vacancy) -> VacancyCard:
    """The vacancy as it is shown."""
    return VacancyCard(
        vacancy_facts(row),
        row.province_id,
        row.illustrative,
        row.posted_at.date(),
        row.changed_at,
        confirmed_on(row),
        row.lawful_reason or "",
        row.organisation,
        waiting_on(row),
    )


def vacancy_is_open(row: Vacancy) -> bool:
    """Open, and typed by nobody or by an organisation that is verified at this moment; days are not looked at."""
    return row.state == OPEN and (row.organisation is None or row.organisation_state == "verified")


def vacancy_is_shown(row: Vacancy, day: date) -> bool:
    """Whether everybody may see it on this day."""
    return vacancy_is_open(row) and is_public(row.state, row.deadline, day, confirmed_on(row), waiting_on(row))


def confirmed_on(row: Vacancy) -> date | None:
    """The day in Vietnam on which its employer last said that the job is to be had."""
    return _day(row.confirmed_at)


def waiting_on(row: Vacancy) -> date | None:
    """The day in Vietnam on which the oldest application came that nobody answered."""
    return _day(row.waiting_since)


def vacancy_over_on(row: Vacancy) -> date | None:
    """The first day on which the job is no longer to be had, past or to come (`rules.over_on`)."""
    return over_on(row.state, _day(row.closed_at), row.deadline, confirmed_on(row), waiting_on(row))


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(VIETNAM).date() if moment is not None else None


def profile_facts(row: Profile) -> ProfileFacts:
    """What the person wrote."""
    return ProfileFacts(
        ref=row.ref,
        headline=row.headline,
        summary=row.summary,
        skills=tuple(SkillClaim(**claim) for claim in row.skills),
        languages=tuple(LanguageClaim(**claim) for claim in row.languages),
        experience=tuple(Stint(**stint) for stint in row.experience),
        certificates=tuple(row.certificates),
        education=row.education,
        provinces=tuple(row.provinces),
        relocate=row.relocate,
        expected_wage=row.expected_wage,
        available_from=row.available_from,
        active=row.active,
        consented=row.consented,
        hidden_employers=tuple(row.hidden_employers),
        not_mine=tuple(row.not_mine),
    )


def is_shown(row: Profile) -> bool:
    """Whether the profile may be ranked for employers at all (`rules.may_show_person`)."""
    return may_show_person(row.illustrative, row.account)


def revision(changed_at: datetime) -> int:
    """The moment of a change in whole microseconds: grows with every change."""
    since = changed_at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
