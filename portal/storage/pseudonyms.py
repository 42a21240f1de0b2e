"""Another name of the same thing for each reader: without the keys nobody can tell that two of them are one, or make one up.

AES-SIV without a nonce (RFC 5297): the same name for the same reader always gives the same pseudonym, nothing is stored, and
every character of it is checked. After a change of keys old pseudonyms still open until the old key is removed.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from portal.storage.encryption import Vault, vault

PURPOSE = "pseudonym"
BLOCK = 32
"""Names are filled up to whole blocks, so that the length of a pseudonym tells nothing."""


def pseudonym(reader: str, name: str) -> str:
    """What this reader calls the thing of this name: URL-safe, 64 characters for names below 32 bytes."""
    keys = vault()
    filled = name.encode() + b"\x80"
    filled += bytes(-len(filled) % BLOCK)
    closed = _cipher(keys, keys.newest).encrypt(filled, [reader.encode()])
    return base64.urlsafe_b64encode(closed).decode().rstrip("=")


def find_name(reader: str, given: str) -> str | None:
    """The name behind a pseudonym of this reader; None for anything else, another reader's included."""
    try:
        closed = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    if len(closed) <= 16 or base64.urlsafe_b64encode(closed).decode().rstrip("=") != given:
        return None
    keys = vault()
    for version in keys.versions:
        try:
            filled = _cipher(keys, version).decrypt(closed, [reader.encode()])
        except InvalidTag:
            continue
        return filled.rstrip(b"\0").removesuffix(b"\x80").decode()
    return None


def _cipher(keys: Vault, version: int) -> AESSIV:
    return AESSIV(keys.key(PURPOSE, version, 64))
