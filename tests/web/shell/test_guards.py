"""Guards are words of the permission table, and navigation shows what they let through."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.accounts.rules.permissions import ACTIONS
from portal.web.shell.guards import GUARDS, guard, may_open
from portal.web.shell.navigation import account_place, own_places
from tests.web.people import as_role, cookie


@pytest.mark.parametrize("name", ["", "admin", "account", "account.", "publik", "ACCOUNT.READ", "account.read "])
def test_a_guard_that_is_no_word_of_the_table_fails_at_import(name: str) -> None:
    with pytest.raises(ValueError, match="unknown guard"):
        guard(name)


def test_every_action_and_every_word_is_a_guard() -> None:
    for name in (*ACTIONS, *GUARDS):
        assert guard(name)(lambda: None).__guard__ == name  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("anonymous", set()),
        ("second_step", set()),
        ("setup", set()),
        (
            "returnee",
            {"account", "sessions", "log", "my-enquiries", "my-profile", "my-matches", "my-alerts", "my-meetings"},
        ),
        ("employer", {"account", "sessions", "log", "organisation", "my-vacancies", "meetings"}),
        ("firm", {"account", "sessions", "log", "organisation", "my-orders", "my-firm/corrections", "enquiries"}),
        (
            "editor",
            {
                "account",
                "sessions",
                "log",
                "orders-to-confirm",
                "corrections",
                "firm-decisions",
                "imports",
                "content",
                "desk/feedback",
            },
        ),
        ("reviewer", {"account", "sessions", "log", "imports", "content"}),
        ("officer", {"account", "sessions", "log", "desk/data-requests", "desk/breaches"}),
        (
            "moderator",
            {
                "account",
                "sessions",
                "log",
                "queue",
                "persons",
                "reported",
                "desk/meetings",
                "desk/work",
                "desk/feedback",
                "desk/appeals",
                "vacancies-to-review",
            },
        ),
        (
            "admin",
            {
                "account",
                "sessions",
                "log",
                "queue",
                "persons",
                "staff",
                "imports",
                "content",
                "desk/work",
                "desk/feedback",
                "desk/appeals",
                "desk/data-requests",
                "desk/breaches",
            },
        ),
    ],
)
def test_navigation_shows_what_its_reader_may_open(site: Flask, role: str, shown: set[str]) -> None:
    value = cookie(as_role(site, role))
    with site.test_request_context("/vi/", headers={"Cookie": f"benve={value}"}):
        places = {place.address for place in own_places()}
        header = account_place().address
    built = {
        "/vi/account",
        "/vi/account/sessions",
        "/vi/account/log",
        "/vi/my-data",
        "/vi/desk/work",
        "/vi/desk/content",
        "/vi/desk/appeals",
        "/vi/desk/feedback",
        "/vi/staff",
        "/vi/persons",
        "/vi/organisation",
        "/vi/organisations/queue",
        "/vi/my-orders",
        "/vi/my-firm/corrections",
        "/vi/orders-to-confirm",
        "/vi/corrections",
        "/vi/firm-decisions",
        "/vi/desk/imports",
        "/vi/my-enquiries",
        "/vi/my-profile",
        "/vi/my-meetings",
        "/vi/my-matches",
        "/vi/my-alerts",
        "/vi/my-vacancies",
        "/vi/vacancies-to-review",
        "/vi/my-firm/enquiries",
        "/vi/enquiries/reported",
    }
    known = {address.rpartition("/")[2]: address for address in built}
    known["my-firm/corrections"], known["corrections"] = "/vi/my-firm/corrections", "/vi/corrections"
    known["meetings"], known["desk/meetings"] = "/vi/meetings", "/vi/desk/meetings"
    known["desk/data-requests"], known["desk/breaches"] = "/vi/desk/data-requests", "/vi/desk/breaches"
    known["desk/work"], known["desk/appeals"] = "/vi/desk/work", "/vi/desk/appeals"
    known["desk/feedback"] = "/vi/desk/feedback"
    shown = shown | {"my-data"} if shown else shown  # everybody with an account has data
    with site.test_request_context("/vi/"):
        exists = {rule.rule.replace("<any(vi, en):locale>", "vi") for rule in site.url_map.iter_rules()}
    assert places == {known[word] for word in shown} & exists
    assert header == "/vi/account", "the header is the same for everybody"


def test_what_does_not_exist_or_is_a_step_is_not_offered(site: Flask) -> None:
    with site.test_request_context("/vi/"):
        assert may_open("firms.register")
        assert not may_open("desk.account")
        assert not may_open("accounts.second_step")
        assert not may_open("no.such.page")
