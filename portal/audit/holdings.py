"""What the log holds of a person: what they did, and what was done to them. It is never rewritten; it names nobody."""

from __future__ import annotations

from portal.storage.held import Held, declare

_CHAIN = "proves that the log was not changed"
_WHY = "the log holds codes; the random ref leads to nobody once the account is gone"

declare(
    Held(
        "audit_row",
        "actor",
        ("seq", "at", "role", "action", "object_kind", "facts"),
        leaves_out={
            "actor": "the account's ref, which is told",
            "object_ref": "may be the ref of somebody else",
            "key_version": _CHAIN,
            "link": _CHAIN,
            "mac": _CHAIN,
        },
        stays=_WHY,
    ),
    Held(
        "audit_row",
        "object_ref",
        ("seq", "at", "role", "action", "facts"),
        leaves_out={
            "actor": "the ref of who acted; their role is told",
            "object_kind": "the account itself",
            "object_ref": "the account's ref, which is told",
            "key_version": _CHAIN,
            "link": _CHAIN,
            "mac": _CHAIN,
        },
        stays=_WHY,
    ),
)
