"""What this room itself holds of a person: their requests, letters about absence, and what they did about others' as staff."""

from __future__ import annotations

from portal.storage.held import Held, declare

_KEY, _STAFF = "a number inside the database", "what a staff member did; about others"

declare(
    Held(
        "data_request",
        "account",
        (
            "ref",
            "kind",
            "state",
            "asked_sealed",
            "answer_sealed",
            "received_at",
            "answered_at",
            "extended_at",
            "extended_for",
            "ended_at",
            "refused_for",
        ),
        leaves_out={
            "id": _KEY,
            "account": "the account's ref, which is told",
            "handled_by": "the ref of a staff member",
        },
        stays="dates and codes prove that the terms were kept; what was written is removed",
    ),
    Held(
        "data_request",
        "handled_by",
        ("kind", "state", "received_at", "answered_at", "ended_at"),
        rest=_STAFF,
        stays=_STAFF,
    ),
    Held(
        "absence_letter",
        "account",
        ("step", "seen_at", "sent_at"),
        leaves_out={"id": _KEY, "account": "the account's ref, which is told"},
    ),
    Held(
        "erasure",
        "account",
        rest="only once the account is gone",
        stays="a random ref and dates: that everything went in time",
    ),
    Held("breach", "opened_by", ("id", "detected_at", "opened_at"), rest=_STAFF, stays=_STAFF),
    Held("breach_list", "asked_by", ("breach_id", "scope", "asked_at", "taken_at"), rest=_STAFF, stays=_STAFF),
    Held("breach_list", "approved_by", ("breach_id", "scope", "approved_at"), rest=_STAFF, stays=_STAFF),
    Held("breach_list", "scope_ref", rest="whose looks at others an incident is about", stays=_STAFF),
)
