"""A reference of somebody else's in an address answers as one that does not exist, for another of the same role and for others.

Every address with a reference in it that persons may ask for has its row here; a new one without a row is red.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from portal.accounts.service.sessions import find_session
from portal.organisations.results import Done
from portal.organisations.service import members
from portal.shared.clock import now
from portal.storage.db import db
from tests.organisations.samples import DETAILS, TAX2, png
from tests.web.addresses import ANONYMOUS, EVERY_PAGE, PAGE, Route
from tests.web.organisations.conftest import Square
from tests.web.people import SESSION, cookie, tokens_of

PERSONS = ("returnee", "employer", "firm")
ABSENT = "A" * 22
Refs = Mapping[str, str]


def session_of(square: Square) -> Refs:
    with square.app.app_context():
        found = find_session(cookie(square.browser("employer"), SESSION), now())
        assert found is not None
        return {"ref": found.session_ref}


def paper_of(square: Square) -> Refs:
    assert square.upload("employer", "registration", png()).status_code == 303
    with square.app.app_context():
        mine = square.town.mine().organisation
        return {"ref": mine.evidence[0].ref, "organisation": mine.ref}


def member_of(square: Square) -> Refs:
    with square.app.app_context():
        return {"ref": square.town.mine().organisation.members[0].ref}


def invitation_of(square: Square) -> Refs:
    with square.app.app_context():
        assert members.invite(square.town.actor("employer"), "employer3@demo.example", now()) == Done()
        db.session.commit()
        return {"ref": square.town.mine().invited[0].ref}


def evidence_of(square: Square) -> Refs:
    found = paper_of(square)
    return {"ref": found["organisation"], "paper": found["ref"]}


OWNED: Mapping[str, Callable[[Square], Refs]] = {
    "/account/sessions/<ref>/end": session_of,
    "/organisation/evidence/<ref>/remove": paper_of,
    "/organisation/members/<ref>/remove": member_of,
    "/organisation/invitations/<ref>/take-back": invitation_of,
    "/organisation/offers/<ref>/accept": invitation_of,
    "/organisation/offers/<ref>/decline": invitation_of,
    "/organisations/<ref>/evidence/<paper>": evidence_of,
}
"""Rule → what an employer makes that stands in its address. `employer2` and the rest try it."""

SWAPPED_ELSEWHERE = dict.fromkeys(
    (
        "/my-enquiries/<ref>",
        "/my-enquiries/<ref>/withdraw",
        "/my-enquiries/<ref>/report",
        "/my-firm/enquiries/<ref>",
        "/my-firm/enquiries/<ref>/report",
    ),
    "tests/web/firms/test_enquiries.py::test_another_workers_and_another_firms_are_absent",
) | dict.fromkeys(
    ("/my-profile/jobs/<key>", "/my-profile/<any(jobs, skills, languages, certificates, hidden):step>/<key>/remove"),
    "tests/web/profiles/test_steps.py::test_another_returnees_entries_are_not_there",
)
SWAPPED_ELSEWHERE |= dict.fromkeys(
    ("/my-vacancies/<ref>", "/my-vacancies/<ref>/edit", "/my-vacancies/<ref>/do"),
    "tests/web/posting/test_pages.py::test_another_employers_vacancy_looks_like_none",
)
SWAPPED_ELSEWHERE |= dict.fromkeys(
    (
        "/my-meetings/<ref>",
        "/my-meetings/<ref>/answer",
        "/my-meetings/<ref>/withdraw",
        "/my-meetings/<ref>/report",
        "/my-meetings/<ref>/hide",
        "/my-meetings/<ref>/show-again",
        "/my-meetings/<ref>/write",
        "/my-meetings/<ref>/interview",
        "/my-meetings/<ref>/interview.ics",
        "/my-meetings/<ref>/hired",
        "/my-meetings/<ref>/reason",
        "/my-meetings/<ref>/keep",
        "/my-meetings/<ref>/after",
        "/my-meetings/<ref>/after/stop",
        "/meetings/<ref>/step",
        "/meetings/<ref>/interview",
        "/meetings/<ref>/interview.ics",
        "/meetings/<ref>",
        "/meetings/<ref>/contact",
        "/meetings/<ref>/write",
        "/meetings/<ref>/end",
        "/meetings/<ref>/report",
        "/my-vacancies/<ref>/candidates",
        "/my-vacancies/<ref>/candidates/<alias>",
        "/my-vacancies/<ref>/supply",
    ),
    "tests/web/meetings/test_meetings.py::test_somebody_elses_meeting_is_absent_at_every_address",
)
SWAPPED_ELSEWHERE["/my-vacancies/<ref>/appeal"] = (
    "tests/web/moderation/test_pages.py::test_another_employers_appeal_is_absent"
)
SWAPPED_ELSEWHERE["/my-alerts/<ref>"] = "tests/web/jobs/test_alert_pages.py::test_another_persons_search_is_absent"
SWAPPED_ELSEWHERE |= dict.fromkeys(
    ("/my-data/requests/<ref>",), "tests/web/privacy/test_requests.py::test_another_persons_request_is_absent"
)
EVERYBODYS = {
    "/firms/<ref>/enquiry",
    "/jobs/<ref>/apply",
    "/my-matches/<vacancy_ref>",
    "/my-profile/cv/<any(vi, en, ja, ko, zh, de):language>",
    "/my-profile/cv/<any(vi, en, ja, ko, zh, de):language>/pdf",
    "/my-profile/<any(about, where, when, wage, jobs, skills, languages, certificates, hidden):step>",
}
"""The reference is a firm's in the public register, an open vacancy's, or the name of a step."""


def owned_routes() -> list[Route]:
    """The routes with a reference that a person may pass the guard of, and nobody without an account."""
    return [
        route
        for route in EVERY_PAGE
        if "<" in route.rule.removeprefix(PAGE)
        and all(status in (303, 401) for status in route.expected[ANONYMOUS].values())
        and any(status not in (401, 403) for role in PERSONS for status in route.expected[role].values())
    ]


def test_every_reference_of_a_person_is_swapped_here() -> None:
    assert {route.rule.removeprefix(PAGE) for route in owned_routes()} == (
        set(OWNED) | set(SWAPPED_ELSEWHERE) | EVERYBODYS
    )


def kept(square: Square) -> tuple[object, ...]:
    """What is the employer's: nothing of it may go."""
    with square.app.app_context():
        mine = square.town.mine()
        held = find_session(cookie(square.browser("employer"), SESSION), now())
        return (mine.organisation, mine.invited, held and held.session_ref)


def filled(rule: str, refs: Refs) -> str:
    path = rule
    for name, ref in refs.items():
        path = path.replace(f"<{name}>", ref)
    assert "<" not in path
    return f"/vi{path}"


def asked(client: FlaskClient, method: str, path: str) -> tuple[int, str]:
    """The answer's status, and its text without what names the address itself or is drawn anew."""
    form = tokens_of(client) if method == "POST" else None
    answer = client.open(path, method=method, data=form)
    text = answer.text
    for part in path.split("/"):
        if len(part) >= 20:
            text = text.replace(part, "")
    return answer.status_code, re.sub(r'name="csrf_token" value="[0-9a-f]+"', "", text)


@pytest.mark.parametrize("rule", sorted(OWNED))
def test_somebody_elses_is_absent(square: Square, rule: str) -> None:
    with square.app.app_context():
        square.town.make("employer")
        square.town.verified("employer2", replace(DETAILS, tax_code=TAX2))
    refs = OWNED[rule](square)
    route = next(route for route in EVERY_PAGE if route.rule.removeprefix(PAGE) == rule)
    before = kept(square)
    for method in route.guards:
        for reader in ("employer2", "firm", "returnee"):
            client = square.browser(reader)
            foreign = asked(client, method, filled(rule, refs))
            absent = asked(client, method, filled(rule, dict.fromkeys(refs, ABSENT)))
            assert foreign == absent, (method, reader)
            assert method == "GET" or foreign[0] in (403, 404, 422), (reader, foreign[0])
    assert kept(square) == before
