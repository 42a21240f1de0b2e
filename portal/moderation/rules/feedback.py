"""What a visitor may tell this site without an account, how they come back for the answer, and how long it is kept.

Whoever tells something gets a code of CODE_LENGTH signs, made with the installation's key from what they said, the day and the
network they said it from: sent twice it is one report with one code, and nobody else comes to that code. Kept is a keyed digest of
the code; who lost it cannot be told the answer, and nobody can be found by it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

ABOUT = ("scam", "firm", "job", "page", "account", "other")
"""A trick; a firm or a broker; a vacancy or an order; a mistake on a page of this site; one's account, which was suspended;
something else."""
MENDED, PASSED_ON, NOT_OURS, NO_CAUSE = "mended", "passed_on", "not_ours", "no_cause"
OUTCOMES = (MENDED, PASSED_ON, NOT_OURS, NO_CAUSE)
"""Something here was changed; it was passed on to who decides; others decide that, and the answer says who; nothing was wrong."""
SHORTEST, LONGEST = 10, 2_000
KEPT = timedelta(days=180)
"""How long a report and its answer are kept after the answer."""
CODE_LENGTH, GROUP = 12, 4
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 and O, 1, I and L, U: read out on the phone and typed from a paper. 30^12 codes are 58 bits."""
_PAGE = re.compile(r"/[a-z]{2}(/[A-Za-z0-9_-]{1,80}){0,6}")


def code_of(seed: str) -> str:
    """The code that this seed, which nobody can guess, makes."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    signs = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[place])
    return "".join(signs)


def shown(code: str) -> str:
    """A code as people write it down: `7KQF-2M9D-XW3B`."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code that was typed, with or without dashes, in any case; None where it is none."""
    code = re.sub(r"[\s\-–—.]", "", typed).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(_SIGNS) else None


def read_page(typed: str) -> str:
    """The path of the page that was typed or copied with its whole address, without what is asked there; "" where it is none."""
    path = re.sub(r"^https?://[^/]*", "", typed.strip()).partition("?")[0].partition("#")[0].rstrip("/")
    return path if _PAGE.fullmatch(path) else ""


def is_text(text: str) -> bool:
    """Whether what is told, or its answer, is neither empty words nor a book."""
    return SHORTEST <= len(text) <= LONGEST
