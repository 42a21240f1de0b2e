"""What the organisations room holds of a person: where they act, what they were asked to join, what they handed in or decided."""

from __future__ import annotations

from portal.organisations import sealed, store
from portal.storage.held import Held, Row, Subject, declare, declare_told

_KEY, _OF = "a number inside the database", "leads to the organisation"
_OTHERS = "about the organisation and others; the log tells what they did"
_HISTORY = "the organisation's; only a random ref is left in it"

declare(
    Held(
        "organisation_membership",
        "account_ref",
        ("organisation_id", "role", "since", "ended_at"),
        leaves_out={
            "id": _KEY,
            "ref": "a random ref that says nothing of the person",
            "account_ref": "the account's ref, which is told",
            "ended_by": "the ref of somebody else, or their own",
        },
        stays="that a random ref acted for the organisation",
    ),
    Held("organisation_membership", "ended_by", rest=_OTHERS, stays=_HISTORY),
    Held(
        "organisation_invitation",
        "invited_by",
        ("invited_at", "expires_at", "ended_at"),
        rest="the invited address is somebody else's",
        stays=_HISTORY,
    ),
    Held(
        "organisation_evidence",
        "uploaded_by",
        ("ref", "kind", "media_type", "size", "uploaded_at", "deleted_at"),
        leaves_out={
            "id": _KEY,
            "organisation_id": _OF,
            "stored_name": "the random name of the file on the server",
            "uploaded_by": "the account's ref, which is told",
            "deleted_by": "the ref of somebody else, or their own",
        },
        stays="the organisation's papers; the files go when nobody acts for it any more",
    ),
    Held("organisation_evidence", "deleted_by", rest=_OTHERS, stays=_HISTORY),
    Held(
        "organisation_decision",
        "decided_by",
        ("decision", "from_state", "to_state", "decided_at"),
        rest=_OTHERS,
        stays="a staff decision about an organisation",
    ),
)


def acting_for(subject: Subject) -> list[Row]:
    """The organisation that this person acts for now, with whom to ask for there."""
    seat = store.current_membership(subject.ref)
    if seat is None:
        return []
    it = seat.organisation
    told = {"ref": it.ref, "kind": it.kind, "legal_name": it.legal_name, "tax_code": it.tax_code}
    told |= {"licence_no": it.licence_no or "", "address": it.address, "state": it.state}
    return [
        told | {"contact": sealed.contact_of(it), "contact_phone": sealed.phone_of(it), "created_at": it.created_at}
    ]


declare_told("organisation", acting_for)
