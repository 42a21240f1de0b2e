"""Which people an employer may be shown for one of its vacancies, each under a name that only this employer knows."""

from __future__ import annotations

from portal.accounts.rules.actor import Actor
from portal.accounts.service import directory
from portal.jobs import cards
from portal.jobs.matching.people import matcher
from portal.jobs.matching.veto_rules import vetoes
from portal.jobs.models import Profile, Vacancy
from portal.jobs.store import find_profile, find_vacancy
from portal.meetings.person_report_store import reported_by
from portal.meetings.service import common
from portal.organisations.models import Organisation
from portal.shared.clock import today
from portal.storage.pseudonyms import find_name


def own_vacancy(actor: Actor, ref: str) -> tuple[Organisation, Vacancy] | None:
    """The actor's verified organisation and this open vacancy of it; None for any other."""
    organisation = common.acting(actor)
    vacancy = find_vacancy(ref) if organisation is not None else None
    if organisation is None or vacancy is None or vacancy.organisation != organisation.ref:
        return None
    return (organisation, vacancy) if common.is_offered(vacancy) else None


def one(actor: Actor, vacancy_ref: str, alias: str) -> tuple[Organisation, Vacancy, Profile] | None:
    """Somebody whom this vacancy may be shown, and the vacancy. Made up, hidden, resting: one answer, None."""
    own = own_vacancy(actor, vacancy_ref)
    if own is None:
        return None
    organisation, vacancy = own
    name = find_name(organisation.ref, alias)
    profile = find_profile(name) if name else None
    if profile is None or profile.id in reported_by(organisation.ref) or not may_be_asked(profile, vacancy):
        return None
    return organisation, vacancy, profile


def may_be_asked(profile: Profile, vacancy: Vacancy) -> bool:
    """Whether this person may be shown for this vacancy at this moment: their own account, consent, no veto; and what is
    invented meets only what is invented."""
    if profile.account is None or profile.illustrative != vacancy.illustrative:
        return False
    if not profile.consented or not directory.active([profile.account]):
        return False
    reading = matcher().read_profile(cards.profile_facts(profile))
    return not vetoes(reading, matcher().read_vacancy(cards.vacancy_facts(vacancy)), today())
