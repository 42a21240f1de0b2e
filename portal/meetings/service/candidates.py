"""The people who fit an employer's vacancy, as cards without a name; each time somebody is shown, they can read that they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from portal.accounts.rules.actor import Actor
from portal.accounts.service import directory
from portal.accounts.service.transaction import act
from portal.jobs import cards
from portal.jobs.facts import VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.candidates import Must, Supplies
from portal.jobs.matching.columns.crowd import Crowd
from portal.jobs.matching.engine import engine
from portal.jobs.matching.exposure import NEAR_EQUAL
from portal.jobs.matching.people import matcher
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.matching.shelves import Shelves, on_first_shelf
from portal.jobs.matching.what_if import supply, supply_if_added, supply_if_dropped
from portal.jobs.models import Profile
from portal.meetings import card as telling
from portal.meetings import store, wording
from portal.meetings.models import Meeting
from portal.meetings.person_report_store import reported_by
from portal.meetings.results import Card, Found
from portal.meetings.rules import budgets
from portal.meetings.rules.outline import FEWEST
from portal.meetings.service import common, people
from portal.meetings.service.asking import line_of
from portal.shared.clock import today
from portal.shared.messages import Message
from portal.storage.pseudonyms import pseudonym

MOST = 200
"""People of one vacancy that can be looked through: the best; a list is no register of everybody."""


@act
def candidates(actor: Actor, vacancy_ref: str, page: int, size: int, now: datetime) -> Found | None:
    """A page of the people who fit this open vacancy of the actor's verified organisation; None for any other vacancy.

    Being listed is written down once a day for each vacancy.
    """
    own = people.own_vacancy(actor, vacancy_ref)
    if own is None:
        return None
    organisation, vacancy = own
    told_of = reported_by(organisation.ref)
    ranked = _ranked(cards.vacancy_facts(vacancy), vacancy.illustrative)
    rows = store.profiles_by_ref([found.profile.facts.ref for found in ranked])
    ranked = [found for found in ranked if rows[found.profile.facts.ref].id not in told_of]
    shown = ranked[(page - 1) * size : page * size]
    seen = store.listed_since(organisation.ref, vacancy.ref, datetime.combine(now.date(), time(), now.tzinfo))
    for found in shown:
        row = rows[found.profile.facts.ref]
        if row.id not in seen:
            common.looked(actor, row, "listed", organisation.ref, now, vacancy.ref, None)
    met, crowd = store.of_vacancy(vacancy), engine().crowd()
    told = [_card(found, rows[found.profile.facts.ref], met, organisation.ref, crowd, now) for found in shown]
    return Found(vacancy.ref, vacancy.title, told, len(ranked), len(ranked) == MOST, vacancy.illustrative)


@act
def one(actor: Actor, vacancy_ref: str, alias: str, now: datetime) -> tuple[str, Card] | None:
    """The title of the vacancy and the card of one of them: a look, which the person reads. None where there is none."""
    found = people.one(actor, vacancy_ref, alias)
    if found is None:
        return None
    organisation, vacancy, profile = found
    reading = matcher().read_profile(cards.profile_facts(profile))
    pair = matcher().judge(reading, matcher().read_vacancy(cards.vacancy_facts(vacancy)))
    common.looked(actor, profile, "card", organisation.ref, now, vacancy.ref, None)
    if budgets.collects(store.opened(organisation.ref, now - budgets.CARD_WINDOW)):
        store.raise_alert(organisation.ref, "cards", now)
    met = store.of_vacancy(vacancy)
    return vacancy.title, _card(pair, profile, met, organisation.ref, engine().crowd(), now)


@act
def supplies(actor: Actor, vacancy_ref: str, added: Sequence[Must] = ()) -> tuple[VacancyFacts, Supplies] | None:
    """How many people there are, and would be if each must-have were dropped or these were added; counted by ranking anew."""
    own = people.own_vacancy(actor, vacancy_ref)
    if own is None:
        return None
    facts, weights = cards.vacancy_facts(own[1]), matcher().weights

    def rank(asked: VacancyFacts) -> Shelves:
        ranked = _ranked(asked, own[1].illustrative)
        first = [found for found in ranked if on_first_shelf(found, weights)]
        return Shelves(first, [found for found in ranked if not on_first_shelf(found, weights)], [])

    more = supply_if_added(facts, added, rank, weights)
    dropped = supply_if_dropped(facts, rank, weights)
    return facts, Supplies(supply(facts, rank, weights), dropped, list(zip(added, more, strict=True)))


def outline_of_own(profile: Profile) -> tuple[list[Message], bool]:
    """What a card would say of this profile now, for the person to read; whether it had to be widened."""
    outline, widened = telling.outline_of(matcher().read_profile(cards.profile_facts(profile)), engine().crowd())
    return telling.said(outline), widened


def few(count: int) -> int | None:
    """A count that may be told: None stands for fewer than five."""
    return count if count == 0 or count >= FEWEST else None


def _ranked(facts: VacancyFacts, illustrative: bool) -> list[Assessment]:
    """The best people that may be asked, those with enough of the required skills first."""
    found = engine().candidates(matcher().read_vacancy(facts), MOST, today(), NEAR_EQUAL)
    rows = store.profiles_by_ref([one.profile.facts.ref for one in found])
    active = directory.active([row.account for row in rows.values() if row.account is not None])
    may = {ref for ref, row in rows.items() if row.account in active and row.illustrative == illustrative}
    open_to = [one for one in found if one.profile.facts.ref in may]
    return sorted(open_to, key=lambda one: not on_first_shelf(one, matcher().weights))


def _card(found: Assessment, row: Profile, met: dict[int, Meeting], reader: str, crowd: Crowd, now: datetime) -> Card:
    outline, widened = telling.outline_of(found.profile, crowd)
    had = met.get(row.id)
    return Card(
        alias=pseudonym(reader, row.ref),
        percent=found.score * 100 // MAXIMUM,
        outline=telling.said(outline),
        widened=widened,
        lines=telling.lines_of(found, matcher().weights),
        available=_available(row.available_from),
        enough_skills=on_first_shelf(found, matcher().weights),
        meeting=line_of(had, common.around(had), now) if had is not None else None,
        illustrative=row.illustrative,
    )


def _available(day: date | None) -> Message | None:
    """When they can begin, by month: a day could be known."""
    if day is None:
        return None
    return wording.at_once() if day <= today() else wording.from_month(day)
