"""How the random values are made that open something, and the hashes by which they are known again."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from portal.accounts.rules.sessions import is_trusted
from portal.storage.encryption import blind, blinds

RECOVERY_CODES = 10
DEVICE_ACCOUNTS = 4
"""How many accounts one browser may be trusted for: a family shares a phone."""
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I L O 0 1, which a printed page confuses
_CODE_LETTERS = 16  # 31**16 is more than 79 bits: guessing the hash of one is hopeless
_DEVICE = re.compile(r"[A-Za-z0-9_-]{22}(?:~[0-9]{1,11}\.[0-9a-f]{32})*")


def new_ref() -> str:
    """An opaque reference of 128 random bits."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """The value of a cookie or a one-use link: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. It is random enough that a plain hash cannot be reversed."""
    return sha256(token.encode()).hexdigest()


def new_secret() -> str:
    """A TOTP secret of 160 bits in base32, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def new_codes() -> list[str]:
    """A printed sheet of recovery codes: `ABCD-EFGH-JKMN-PQRS`."""
    return [_dashed("".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))) for _ in range(RECOVERY_CODES)]


def new_phone_code() -> str:
    """The six digits of a message to a phone."""
    return f"{secrets.randbelow(10**6):06d}"


def phone_code_hash(account_ref: str, code: str) -> str:
    """What is stored of a code sent to a phone: keyed, because six digits are soon guessed from a plain hash."""
    return blind("phone code", f"{account_ref}|{code}")


def code_hash(account_ref: str, code: str) -> str:
    """What is stored of a recovery code; typed with or without dashes and in any case."""
    letters = re.sub(r"[^A-Z0-9]", "", code[:64].upper())
    return sha256(f"{account_ref}|{letters}".encode()).hexdigest()


@dataclass(frozen=True)
class Device:
    """A trusted-device cookie: a random browser id, and for each account the second of its last sign-in with a proof."""

    id: str
    proofs: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return "~".join([self.id, *(f"{issued}.{mac}" for issued, mac in self.proofs)])


def read_device(cookie: str) -> Device | None:
    """The device in this cookie, or None where it is none."""
    if not _DEVICE.fullmatch(cookie[:400]) or len(cookie) > 400:
        return None
    device, *proofs = cookie.split("~")
    pairs = [proof.split(".") for proof in proofs[:DEVICE_ACCOUNTS]]
    return Device(device, tuple((int(issued), mac) for issued, mac in pairs))


def trusts(device: Device | None, account_ref: str, version: int, now: datetime) -> bool:
    """Whether the account signed in from this browser lately, and its trust was not ended since."""
    if device is None:
        return False
    for issued, mac in device.proofs:
        good = any(hmac.compare_digest(mac, proof) for proof in _proofs(device.id, issued, account_ref, version))
        if good and is_trusted(datetime.fromtimestamp(issued, UTC), now):
            return True
    return False


def trusting(device: Device | None, account_ref: str, version: int, now: datetime) -> Device:
    """The device, now trusted for this account too; the account that signed in longest ago makes room."""
    device = device or Device(secrets.token_urlsafe(16))
    kept = [pair for pair in device.proofs if pair[1] not in _proofs(device.id, pair[0], account_ref, version)]
    issued = int(now.timestamp())
    proof = blind("trusted device", _said(device.id, issued, account_ref, version))[:32]
    return Device(device.id, ((issued, proof), *kept)[:DEVICE_ACCOUNTS])


def _proofs(device_id: str, issued: int, account_ref: str, version: int) -> Sequence[str]:
    return [proof[:32] for proof in blinds("trusted device", _said(device_id, issued, account_ref, version))]


def _said(device_id: str, issued: int, account_ref: str, version: int) -> str:
    return f"{device_id}|{issued}|{account_ref}|{version}"


def _dashed(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
