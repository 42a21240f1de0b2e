"""Which passwords are good enough: long, not on the list of common ones, not the person's own name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from enum import StrEnum

from portal.shared.text import compact, fold

SHORTEST = 10
LONGEST = 256
_LEET = str.maketrans("013457@$!", "oieastasi")
_TAIL = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_WALKS = (
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "0987654321",
    "abcdefghijklmnopqrstuvwxyz",
)
_PHONE = re.compile(r"(?:\+?84|0)[35789]\d{8}")
_DATE = re.compile(r"(?:(?:0?[1-9]|[12]\d|3[01])\D?(?:0?[1-9]|1[0-2])\D?(?:19|20)\d\d\D?){1,2}")


class PasswordFault(StrEnum):
    """Why a new password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    LIKE_NAME = "like_name"


def normal(password: str) -> str:
    """The password as it is hashed: NFC, so that every keyboard's way of typing `ệ` is the same. Spaces stay."""
    return unicodedata.normalize("NFC", password)


def acceptable_length(password: str) -> bool:
    """Whether it is worth hashing at all. A longer one can belong to nobody."""
    return len(password) <= LONGEST * 4 and len(normal(password)) <= LONGEST


def find_fault(password: str, names: Iterable[str], common: Container[str]) -> PasswordFault | None:
    """What is wrong with a new password, or None. `names` are the login and the full name; `common` holds folded words."""
    if len(password) > LONGEST * 4:
        return PasswordFault.TOO_LONG
    password = normal(password)
    if len(password) > LONGEST:
        return PasswordFault.TOO_LONG
    if len(password.strip()) < SHORTEST:
        return PasswordFault.TOO_SHORT
    if _is_name(password, names):
        return PasswordFault.LIKE_NAME
    if _is_pattern(password) or any(shape in common for shape in shapes(password)):
        return PasswordFault.COMMON
    return None


def shapes(password: str) -> Iterator[str]:
    """The forms in which a password is looked up: folded, without signs, without what stands before and after the word."""
    folded = fold(password)
    yield folded
    yield compact(folded)
    bare = _TAIL.sub("", folded)
    yield compact(bare)
    yield compact(_TAIL.sub("", fold(password).translate(_LEET)))
    yield compact(bare.translate(_LEET))
    yield _unit(compact(folded))
    yield _unit(compact(bare))


def _is_name(password: str, names: Iterable[str]) -> bool:
    """The login name, its part before @, or the full name in any order; alone, twice, or with digits and signs around."""
    said = compact(password)
    bare = compact(_TAIL.sub("", fold(password)))
    for name in names:
        parts = [name, name.partition("@")[0], "".join(reversed(name.split()))]
        own = {compact(part) for part in parts} - {""}
        if said in own or bare in {word for word in own if len(word) >= 4} or _unit(said) in own:
            return True
    return False


def _is_pattern(password: str) -> bool:
    """One sign repeated, a walk over the keyboard, a date or a phone number: nothing that must be guessed."""
    said = compact(password)
    said = said if len(said) * 2 >= len(password) else password  # mostly signs: judge them too
    if len(set(said)) <= 2 or _DATE.fullmatch(password.strip()) or _PHONE.fullmatch(re.sub(r"[\s.-]", "", password)):
        return True
    return any(_unit(said) in walk * 3 or said[::-1] in walk * 3 for walk in _WALKS)


def _unit(text: str) -> str:
    """The shortest piece whose repetition makes the text: `matkhaumatkhau` → `matkhau`; the text itself where none."""
    place = (text + text).find(text, 1)
    return text[:place] if 0 < place < len(text) else text
