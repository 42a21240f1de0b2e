"""Which words are too common for a password: the local list, read once."""

from __future__ import annotations

from functools import cache

from portal.config import ROOT

FILE = ROOT / "content" / "common_passwords.txt"


@cache
def common_passwords() -> frozenset[str]:
    """The folded words of the list; lines beginning with # are comments."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
