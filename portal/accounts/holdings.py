"""What the accounts room holds of a person, column by column."""

from __future__ import annotations

from portal.storage.held import Held, declare

_KEY, _LINK = "a number inside the database", "leads to the account, which is told"
_INDEX, _SECRET = (
    "a keyed hash for look-up, which cannot be read back",
    "the hash of a secret: handed out it would be none",
)
_COUNT = "a counter that says which sessions still hold"

declare(
    Held(
        "account",
        "ref",
        (
            "ref",
            "kind",
            "state",
            "locale",
            "name_sealed",
            "email_sealed",
            "phone_sealed",
            "pending_email_sealed",
            "created_at",
            "confirmed_at",
            "password_changed_at",
            "last_signed_in_at",
            "suspended_at",
            "suspended_for",
        ),
        leaves_out={
            "id": _KEY,
            "email_index": _INDEX,
            "phone_index": _INDEX,
            "password_hash": _SECRET,
            "rights_version": _COUNT,
            "credentials_version": _COUNT,
            "codes_version": _COUNT,
            "deleted_at": "set only once the account is gone",
        },
        stays="a random ref and dates, so that the log adds up; name, addresses and password are removed",
    ),
    Held(
        "account_role",
        "account_id",
        ("role", "granted_at", "ended_at"),
        "account",
        leaves_out={
            "id": _KEY,
            "account_id": _LINK,
            "granted_by": "the ref of somebody else, or their own",
            "ended_by": "the ref of somebody else, or their own",
        },
        stays="roles that a random ref had, so that the log adds up",
    ),
    Held(
        "account_role",
        "granted_by",
        rest="another's role, which a staff member gave; the log tells it",
        stays="another's role",
    ),
    Held(
        "account_role",
        "ended_by",
        rest="another's role, which a staff member ended; the log tells it",
        stays="another's role",
    ),
    Held(
        "login_session",
        "account_id",
        ("stage", "agent", "network", "created_at", "last_seen_at", "expires_at", "revoked_at"),
        "account",
        leaves_out={
            "id": _KEY,
            "ref": "a random ref that says nothing of the person",
            "cookie_hash": _SECRET,
            "account_id": _LINK,
            "rights_version": _COUNT,
        },
    ),
    Held(
        "one_use_link",
        "account_id",
        ("purpose", "created_at", "expires_at", "used_at"),
        "account",
        leaves_out={"id": _KEY, "token_hash": _SECRET, "account_id": _LINK},
    ),
    Held(
        "recovery_code",
        "account_id",
        ("created_at", "used_at"),
        "account",
        leaves_out={"id": _KEY, "account_id": _LINK, "code_hash": _SECRET},
    ),
    Held(
        "phone_code",
        "account_id",
        ("created_at", "expires_at", "tries", "used_at"),
        "account",
        leaves_out={"id": _KEY, "account_id": _LINK, "code_hash": _SECRET},
    ),
    Held(
        "totp",
        "account_id",
        ("confirmed_at",),
        "account",
        leaves_out={
            "account_id": _LINK,
            "ref": _LINK,
            "secret_sealed": "the secret of the second step: handed out it would be none",
            "last_step": _COUNT,
        },
    ),
)
