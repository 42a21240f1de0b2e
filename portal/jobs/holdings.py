"""What the jobs room holds of a person: the profile, what was agreed to, what was found for them, what they decided."""

from __future__ import annotations

from portal.storage.held import Held, declare

_KEY = "a number inside the database"

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
        ("vacancy_id", "score", "weights", "found_at"),
        "profile",
        leaves_out={"id": _KEY, "profile_id": "leads to the profile, which is told"},
    ),
    Held(
        "vacancy_decision",
        "decided_by",
        ("version", "decision", "reason", "decided_at"),
        rest="about an employer's vacancy",
        stays="a staff decision about a vacancy",
    ),
)
