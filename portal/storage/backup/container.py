"""The file of a backup: one line that says what it is, then sealed chunks that cannot be cut, swapped, altered or read.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, CRYPTO 2015), as age and Tink use it: every file has a key of its own, made by HKDF from the
installation's key and a random salt; chunk n is sealed by AES-256-GCM under the nonce `n | last`, where `last` is 1 for
the last chunk only, and the first line is vouched for with each of them.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.storage.encryption import Vault

FORMAT = 1
CHUNK = 64 * 1024
TAG = 16
SALT = 32
PURPOSE = "backup"
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_ANY = re.compile(rb"ben-ve backup ([0-9]{1,4}) ")
_LINE = re.compile(rb"ben-ve backup 1 (0|[1-9][0-9]{0,3}) ([0-9T:Z-]{20}) ([A-Za-z0-9_-]{43})\n")
LONGEST_LINE = 128


class NotABackup(Exception):
    """The file is no backup, or of a format that this edition does not know. The message says which."""


class Damaged(Exception):
    """The file was altered, cut off or put together from parts, or other keys made it."""


@dataclass(frozen=True)
class Heading:
    """What anybody can read of a backup: which key opens it, and from which moment it is (whole seconds, UTC)."""

    key: int
    made: datetime
    salt: bytes

    @classmethod
    def fresh(cls, keys: Vault, made: datetime) -> Heading:
        """The heading of a new file, under the newest key."""
        return cls(keys.newest, made.astimezone(UTC).replace(microsecond=0), secrets.token_bytes(SALT))

    @property
    def line(self) -> bytes:
        salt = base64.urlsafe_b64encode(self.salt).decode().rstrip("=")
        return f"ben-ve backup {FORMAT} {self.key} {self.made.strftime(_MOMENT)} {salt}\n".encode()

    def cipher(self, keys: Vault) -> AESGCM:
        """The cipher of this file; raises KeyMissing."""
        master = keys.key(PURPOSE, self.key)
        return AESGCM(HKDF(SHA512(), 32, salt=self.salt, info=b"ben-ve backup file").derive(master))


def read_heading(file: IO[bytes]) -> Heading:
    """The first line; the file stands behind it afterwards. Raises NotABackup."""
    line = file.readline(LONGEST_LINE)
    kind = _ANY.match(line)
    if kind is None:
        raise NotABackup("this is not a backup of this site")
    if int(kind[1]) != FORMAT:
        raise NotABackup(f"this backup has format {int(kind[1])}; this edition reads format {FORMAT} only")
    match = _LINE.fullmatch(line)
    if match is None:
        raise NotABackup("the first line of this backup cannot be read")
    try:
        made = datetime.strptime(match[2].decode(), _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise NotABackup("the first line of this backup cannot be read") from None
    found = Heading(int(match[1]), made, base64.urlsafe_b64decode(match[3] + b"="))
    if found.line != line:
        raise NotABackup("the first line of this backup cannot be read")
    return found


class Sealing:
    """Seals what is written into chunks; `close` writes the last one, without which nothing opens."""

    def __init__(self, file: IO[bytes], heading: Heading, keys: Vault) -> None:
        self._file, self._line, self._cipher = file, heading.line, heading.cipher(keys)
        self._waiting = bytearray()
        self._count = 0
        file.write(heading.line)

    def write(self, content: bytes) -> None:
        self._waiting += content
        while len(self._waiting) > CHUNK:  # one chunk is always kept back: it may be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._count, last=last), content, self._line))
        self._count += 1


def opened(file: IO[bytes], heading: Heading, keys: Vault) -> Iterator[bytes]:
    """What was sealed, chunk by chunk, each once it is proven. Raises KeyMissing, and Damaged at the first doubt."""
    cipher, count = heading.cipher(keys), 0
    sealed = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            content = cipher.decrypt(_nonce(count, last=not following), sealed, heading.line)
        except (InvalidTag, ValueError):
            place = "the first part does not open: it was altered, or other keys made it" if not count else (
                f"part {count + 1} does not open: the file was altered or cut off"
            )  # fmt: skip
            raise Damaged(place) from None
        yield content
        if not following:
            return
        sealed, count = following, count + 1


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\1" if last else b"\0")
