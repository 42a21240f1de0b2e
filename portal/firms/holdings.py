"""What the firms room holds of a person: questions to firms, and what they did for a firm or as staff; firms watched by e-mail."""

from __future__ import annotations

from portal.firms import watch_store
from portal.storage.held import Held, Row, Subject, declare, declare_told

_KEY = "a number inside the database"
_FIRMS = "about a firm; the log tells what they did"
_STAYS = "belongs to the firm's page; only a random ref is left in it"

declare(
    Held(
        "firm_enquiry",
        "worker",
        (
            "ref",
            "organisation",
            "order_ref",
            "asked_sealed",
            "name_sealed",
            "phone_sealed",
            "consent",
            "locale",
            "sent_at",
            "state",
            "ended_at",
            "ended_for",
            "answer_sealed",
            "answered_at",
            "reads",
            "reported_at",
            "reported_by",
            "settled_at",
        ),
        leaves_out={
            "id": _KEY,
            "firm_id": "leads to the firm; the organisation is told",
            "worker": "the account's ref, which is told",
            "answered_by": "the ref of who answered for the firm",
            "illustrative": "marks what was invented for the demo",
        },
    ),
    Held(
        "firm_enquiry",
        "answered_by",
        ("answer_sealed", "answered_at"),
        rest="what was asked belongs to who asked",
        stays="the firm's answer, which the worker goes on reading",
    ),
    Held(
        "firm_correction",
        "proposed_by",
        ("field", "before", "after", "why", "proposed_at", "state"),
        rest=_FIRMS,
        stays=_STAYS,
    ),
    Held("firm_correction", "decided_by", ("field", "state", "answer", "decided_at"), rest=_FIRMS, stays=_STAYS),
    Held("firm_record", "entered_by", ("kind", "decided_on", "entered_at"), rest=_FIRMS, stays=_STAYS),
    Held(
        "file_import",
        "actor",
        ("kind", "rows", "imported_at"),
        rest="about the imported file",
        stays="the history of imports",
    ),
)


def watches(subject: Subject) -> list[Row]:
    """The firms and orders that this address watches."""
    found = watch_store.of_address(subject.email) if subject.email else ()
    return [
        {
            "kind": w.kind,
            "target": w.target,
            "locale": w.locale,
            "created_at": w.created_at,
            "confirmed_at": w.confirmed_at,
        }
        for w in found
    ]


declare_told("firm_watch", watches)
