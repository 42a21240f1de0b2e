"""Seals personal values so that a stolen database tells nothing: AES-SIV, bound to their row, under numbered keys.

A sealed value is `<key version>:<base64url of nonce and cipher text>`. It opens only in the context it was made for
(table, column, row), so a value copied to another row or column is refused. `blind` is how a sealed value is found.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.storage import at_work

NONCE_BYTES = 16
BLOCK = 32
"""Sealed texts are filled up to whole blocks of this many bytes: the length of a name says who it may be."""
_FIRST_LINE = re.compile(rb"ben-ve sealed (0|[1-9][0-9]{0,3})\n")
FROM_SECRET = 0
"""The version of the key made from SECRET_KEY, for an installation that sets no PORTAL_KEYS (and until it rotates)."""


class NotReadable(Exception):
    """A sealed value does not open: altered, moved from another row or column, or not a sealed value."""


class KeyMissing(NotReadable):
    """The value is sealed with a key that is no longer (or not yet) in PORTAL_KEYS."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"sealed with key {version}, which is not in PORTAL_KEYS: put it back and run flask keys rotate"
        )
        self.version = version


class Vault:
    """Seals and opens with one installation's keys."""

    def __init__(self, secret: str, keys: Sequence[tuple[int, bytes]] = ()) -> None:
        """`keys` are (version, 64 bytes), newest first; the key made from `secret` is always there, as the oldest."""
        self._masters = {**dict(keys), FROM_SECRET: secret.encode()}
        self.versions = tuple(self._masters)
        self.newest = self.versions[0]
        self._ciphers = {version: AESSIV(self.key("seal", version, 64)) for version in self.versions}
        self._indexes = {version: self.key("blind index", version, 32) for version in self.versions}

    def key(self, purpose: str, version: int, length: int = 32) -> bytes:
        """A key of its own for a purpose, made from the master key of this version; raises KeyMissing."""
        master = self._masters.get(version)
        if master is None:
            raise KeyMissing(version)
        return HKDF(SHA512(), length, salt=None, info=b"ben-ve " + purpose.encode()).derive(master)

    def seal(self, context: str, text: str) -> str:
        """Seal a text with the newest key for `table|column|row-ref`. The same text never gives the same seal twice."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        filled = text.encode() + b"\x80"
        filled += bytes(-len(filled) % BLOCK)
        closed = self._ciphers[self.newest].encrypt(filled, _bound(self.newest, context, nonce))
        return _written(self.newest, nonce + closed)

    def unseal(self, context: str, sealed: str) -> str:
        """The text; raises NotReadable when altered or out of place, KeyMissing when its key is not there."""
        version, raw = _parts(sealed)
        if version not in self._ciphers:
            raise KeyMissing(version)
        nonce, closed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        try:
            filled = self._ciphers[version].decrypt(closed, _bound(version, context, nonce))
            return filled.rstrip(b"\0").removesuffix(b"\x80").decode()
        except (InvalidTag, ValueError):
            raise NotReadable("a sealed value was altered or moved") from None

    def seal_bytes(self, context: str, content: bytes) -> bytes:
        """Seal a whole file (not empty, at most some megabytes): a line with the key version, then nonce and cipher text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return (
            _first_line(self.newest)
            + nonce
            + self._ciphers[self.newest].encrypt(content, _bound(self.newest, context, nonce))
        )

    def unseal_bytes(self, context: str, sealed: bytes) -> bytes:
        """The file as it was; raises NotReadable and KeyMissing as `unseal` does."""
        version = bytes_key_version(sealed)
        if version not in self._ciphers:
            raise KeyMissing(version)
        start = len(_first_line(version))
        nonce, closed = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return self._ciphers[version].decrypt(closed, _bound(version, context, nonce))
        except (InvalidTag, ValueError):
            raise NotReadable("a sealed file was altered or moved") from None

    def reseal(self, context: str, sealed: str) -> str:
        """The same text under the newest key; unchanged when it already is."""
        if key_version(sealed) == self.newest:
            return sealed
        return self.seal(context, self.unseal(context, sealed))

    def blind(self, purpose: str, text: str) -> str:
        """What stands in the index column for a (normalised) text: 64 hex digits, under the newest key."""
        return self._blind(self._indexes[self.newest], purpose, text)

    def blinds(self, purpose: str, text: str) -> tuple[str, ...]:
        """What may stand in the index column, newest key first: look up with IN, until `flask keys rotate` is done."""
        return tuple(self._blind(key, purpose, text) for key in self._indexes.values())

    @staticmethod
    def _blind(key: bytes, purpose: str, text: str) -> str:
        return hmac.digest(key, purpose.encode() + b"\0" + text.encode(), "sha256").hex()


def vault() -> Vault:
    """The vault of the installation at work."""
    settings = at_work.settings()
    return _vault(settings.secret_key, settings.keys)


def context(table: str, column: str, ref: str) -> str:
    """The place a sealed value belongs to; the row's ref is one that never changes."""
    return f"{table}|{column}|{ref}"


def seal(context: str, text: str) -> str:
    """Seal with the vault at work; see Vault.seal."""
    return vault().seal(context, text)


def unseal(context: str, sealed: str) -> str:
    """Open with the vault at work; see Vault.unseal."""
    return vault().unseal(context, sealed)


def reseal(context: str, sealed: str) -> str:
    """Bring under the newest key of the vault at work; see Vault.reseal."""
    return vault().reseal(context, sealed)


def blind(purpose: str, text: str) -> str:
    """The index value to store; see Vault.blind."""
    return vault().blind(purpose, text)


def blinds(purpose: str, text: str) -> tuple[str, ...]:
    """The index values to look for; see Vault.blinds."""
    return vault().blinds(purpose, text)


def key_version(sealed: str) -> int:
    """The version of the key that a value is sealed with; raises NotReadable."""
    return _parts(sealed)[0]


def bytes_key_version(sealed: bytes) -> int:
    """The version of the key that a file is sealed with (its first bytes are enough); raises NotReadable."""
    match = _FIRST_LINE.match(sealed)
    if match is None:
        raise NotReadable("this is not a sealed file")
    return int(match[1])


@lru_cache(maxsize=8)
def _vault(secret: str, keys: tuple[tuple[int, bytes], ...]) -> Vault:
    return Vault(secret, keys)


def _bound(version: int, context: str, nonce: bytes) -> list[bytes]:
    """What the seal vouches for beside the text: key version, place, and the nonce last (RFC 5297, section 3)."""
    table, column, ref = [*context.split("|", 2), "", ""][:3]
    if not (table and column and ref):
        raise ValueError(f"a context is table|column|row-ref, not {context!r}")
    return [str(version).encode(), table.encode(), column.encode(), ref.encode(), nonce]


def _first_line(version: int) -> bytes:
    return b"ben-ve sealed %d\n" % version


def _written(version: int, raw: bytes) -> str:
    return f"{version}:{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


def _parts(sealed: str) -> tuple[int, bytes]:
    """The key version and the bytes; there is one way to write them, and any other is refused."""
    version, _, encoded = sealed.partition(":")
    try:
        raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
        if len(raw) >= NONCE_BYTES * 2 and _written(int(version), raw) == sealed:
            return int(version), raw
    except ValueError:
        pass  # told below, without the value
    raise NotReadable("this is not a sealed value")
