"""What the jobs room holds of a person: the profile, what was agreed to, what was found for them, what they decided."""

from __future__ import annotations

from dataclasses import asdict

from portal.accounts.rules.names import email
from portal.jobs.alerts import store as alerts
from portal.storage.held import Held, Row, Subject, declare, declare_told

_KEY = "a number inside the database"
_SAYS_NOTHING = "a random ref that says nothing of the person"
_ENDS = "a secret that ends letters: whoever has it needs no password"

declare(
    Held(
        "profile",
        "account",
        (
            "ref",
            "headline",
            "summary",
            "skills",
            "languages",
            "experience",
            "certificates",
            "education",
            "provinces",
            "relocate",
            "expected_wage",
            "available_from",
            "active",
            "consented",
            "hidden_employers",
            "programme",
            "home_on",
            "not_mine",
            "changed_at",
        ),
        leaves_out={
            "id": _KEY,
            "account": "the account's ref, which is told",
            "illustrative": "marks a person invented for the demo",
        },
    ),
    Held(
        "consent",
        "account",
        ("purpose", "matter", "given", "text", "locale", "at"),
        leaves_out={"id": _KEY, "account": "the account's ref, which is told"},
    ),
    Held(
        "match_alert",
        "profile_id",
        ("vacancy_id", "score", "weights", "noted", "found_at"),
        "profile",
        leaves_out={"id": _KEY, "profile_id": "leads to the profile, which is told"},
    ),
    Held(
        "alert_reader",
        "account",
        ("locale", "fits", "told_on"),
        leaves_out={
            "id": _KEY,
            "ref": _SAYS_NOTHING,
            "account": "the account's ref, which is told",
            "email_sealed": "only for who has no account; told to whoever has that address",
            "email_index": "a keyed hash for look-up, which cannot be read back",
            "token_sealed": _ENDS,
            "token_hash": _ENDS,
        },
    ),
    Held(
        "saved_search",
        "reader_id",
        ("said_sealed", "paused", "since_at", "created_at", "confirmed_at"),
        "alert_reader",
        leaves_out={
            "id": _KEY,
            "ref": _SAYS_NOTHING,
            "reader_id": "leads to the row above",
            "since_seq": "a place in a log",
        },
    ),
    Held(
        "alert_news",
        "reader_id",
        ("vacancy_id", "noted_at", "told_on"),
        "alert_reader",
        leaves_out={"reader_id": "leads to the row above", "search_id": "leads to a saved search, which is told"},
    ),
    Held(
        "home_reminder",
        "reader_id",
        ("stage", "home_on", "sent_on"),
        "alert_reader",
        leaves_out={"reader_id": "leads to the row above"},
    ),
    Held(
        "vacancy_decision",
        "decided_by",
        ("version", "decision", "reason", "decided_at"),
        rest="about an employer's vacancy",
        stays="a staff decision about a vacancy",
    ),
)


def searches_by_address(subject: Subject) -> list[Row]:
    """The searches that are kept for this e-mail address without an account."""
    reader = alerts.by_address(email(subject.email)) if subject.email else None
    if reader is None:
        return []
    return [
        {"said_sealed": asdict(alerts.said_of(row)), "created_at": row.created_at, "confirmed_at": row.confirmed_at}
        for row in alerts.searches_of(reader)
    ]


declare_told("alert_reader", searches_by_address)
