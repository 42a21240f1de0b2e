"""How a person protects themselves: they tell the moderators of an employer, or hide from one, in one press each.

Both take back what was agreed to at once. To the employer either looks like every other question without an answer, and a
talk that ended (`rules/contact.py`): whoever is under pressure gives nothing away by it.
"""

from __future__ import annotations

from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.jobs.profiles import service as profiles
from portal.meetings import store, wording
from portal.meetings.models import Meeting
from portal.meetings.rules import budgets
from portal.meetings.rules.contact import LIVE, PERSON, WITHDRAWN
from portal.meetings.rules.reports import LONGEST, is_reason
from portal.meetings.service import answering, common, replying
from portal.organisations.service import directory as organisations
from portal.shared.problems import BadInput, Problem


@act
def report(actor: Actor, ref: str, reason: str, text: str, now: datetime) -> bool | None:
    """Tell the moderators, and take everything back. Neither a reason nor words are needed.

    False where that was done before; None where it is not theirs. BadInput (why, report): nothing was done.
    """
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    said = text.replace("\r\n", "\n").strip()
    problems = [] if is_reason(reason) else [Problem("why", wording.REASON)]
    if len(said) > LONGEST:
        problems.append(Problem("report", wording.TOO_LONG))
    if problems:
        raise BadInput(problems)
    told = store.report(row, PERSON, reason, said, now)
    _end(actor, row, now)
    if told:
        if budgets.is_reported_by_many(store.reporters(row.organisation, now - budgets.REPORT_WINDOW)):
            store.raise_alert(row.organisation, "reports", now)
        common.log(actor, "reported", row)
    return told


@act
def hide(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Hide from this employer: they no longer find this person, ask nothing, and every talk and question of theirs ends.

    False where the list of those hidden from is full: what there was between the two ends all the same. None where the
    meeting is not theirs.
    """
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    already = common.around(row).hidden
    hidden = profiles.hide_from(actor, _names(row), now)
    for each in store.of_profile(row.profile):
        if each.organisation == row.organisation:
            _end(actor, each, now)
    if hidden and not already:
        common.log(actor, "hidden_from", row)
    return hidden


@act
def show_again(actor: Actor, ref: str, now: datetime) -> bool | None:
    """Hide from this employer no longer; what ended stays ended. None where the meeting is not theirs."""
    row = common.of_person(actor, ref, now)
    if row is None:
        return None
    already = not common.around(row).hidden
    profiles.show_to(actor, _names(row), now)
    if not already:
        common.log(actor, "shown_again", row)
    return True


def _names(row: Meeting) -> tuple[str, ...]:
    """What this employer is called: in the vacancy, and by the papers."""
    return (row.vacancy.employer, organisations.about([row.organisation])[row.organisation].legal_name)


def _end(actor: Actor, row: Meeting, now: datetime) -> None:
    if store.move(row, LIVE, state=WITHDRAWN, ended_at=now):
        replying.over(row, now)
    answering.end_consents(actor, row, now)
