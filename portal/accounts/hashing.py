"""How a password is proven: argon2id, at a cost that is the same for names that exist and names that do not."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from portal.accounts.rules.passwords import acceptable_length, normal

# OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_NOBODY = _hasher.hash(secrets.token_urlsafe(32))


def hashed(password: str) -> str:
    """The hash to store for a password that the rules accepted."""
    return _hasher.hash(normal(password))


def proves(password: str, stored: str | None) -> bool:
    """Whether this is the password. Without a stored hash, or with one too long to be anybody's, it costs as much and says no."""
    honest = acceptable_length(password) and stored is not None
    try:
        _hasher.verify(stored if honest and stored else _NOBODY, normal(password) if honest else "")
    except (VerificationError, InvalidHashError):
        return False
    return honest


def find_proven(password: str, stored: Sequence[str | None], tries: int) -> int | None:
    """The place of the first hash that the password proves, after exactly `tries` verifications whatever there is."""
    padded = [*stored[:tries], *[None] * (tries - len(stored))]
    right = [place for place, each in enumerate(padded) if proves(password, each)]
    return right[0] if right else None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made at another cost than today's and should be made anew at the next sign-in."""
    return _hasher.check_needs_rehash(stored)
