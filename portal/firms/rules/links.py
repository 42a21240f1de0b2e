"""What two firms of the register have literally in common: an address, a phone number, the full name of a person.

It says that the register writes the same, and no more: two people may have one name, and many firms may share a building.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from portal.shared.text import nfc

Kind = Literal["address", "person", "phone"]
KINDS: tuple[Kind, ...] = ("address", "person", "phone")
Role = Literal["office", "branch", "representative", "authorised", "phone"]

_SHORTEST_ADDRESS = 3
"""Words. “Hà Nội” alone says nothing of where a firm is."""
_SHORTEST_NAME = 2
_SHORTEST_PHONE = 8
_PHONES = re.compile(r"[;,/|]| - | hoặc ")
_APART = re.compile(r"[^\w]+")
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")


@dataclass(frozen=True)
class Said:
    """One thing the register says of a firm, as it writes it, and what it is there."""

    kind: Kind
    role: Role
    text: str


@dataclass(frozen=True)
class Shared:
    """What the register writes the same way of two firms: `text` as it stands with the firm asked about, `other` with the other."""

    kind: Kind
    role: Role
    text: str
    other_role: Role
    other: str


def keys_of(said: Said) -> tuple[str, ...]:
    """What two texts are compared by: case, signs, spaces and the writing of tone marks aside, every letter and mark counts.

    Nothing where the text is too short to mean one place, one person or one number.
    """
    if said.kind == "phone":
        return tuple(dict.fromkeys(key for part in _PHONES.split(said.text) if (key := _phone(part))))
    words = [_syllable(word) for word in _APART.split(nfc(said.text).casefold()) if word]
    least = _SHORTEST_ADDRESS if said.kind == "address" else _SHORTEST_NAME
    return (" ".join(words),) if len(words) >= least else ()


def _syllable(word: str) -> str:
    """The syllable with its tone at the end: `hoà` and `hòa` are one, `hoa` and `hóa` are others."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(char for char in apart if char not in _TONES) + "".join(char for char in apart if char in _TONES)


def _phone(text: str) -> str:
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    if text.strip().startswith("+84") or (digits.startswith("84") and len(digits) > 10):
        digits = "0" + digits[2:]
    return digits if len(digits) >= _SHORTEST_PHONE else ""


class Common:
    """What the firms of one register say, ready to be asked which of them say the same. Firms are ids."""

    def __init__(self, firms: Mapping[int, Iterable[Said]]) -> None:
        self._by_key: dict[tuple[Kind, str], list[tuple[int, Said]]] = defaultdict(list)
        self._of: dict[int, list[tuple[tuple[Kind, str], Said]]] = {}
        for firm, everything in firms.items():
            own = [((said.kind, key), said) for said in everything for key in keys_of(said)]
            self._of[firm] = own
            for key, said in own:
                self._by_key[key].append((firm, said))

    def shared_with(self, firm: int) -> dict[int, list[Shared]]:
        """The other firms that have something in common with this one, those with the most kinds of it first."""
        found: dict[int, list[Shared]] = defaultdict(list)
        for other, shared in self._each(firm):
            if not any((s.kind, s.text) == (shared.kind, shared.text) for s in found[other]):
                found[other].append(shared)
        for together in found.values():
            together.sort(key=lambda shared: KINDS.index(shared.kind))
        return dict(sorted(found.items(), key=lambda pair: (-len({s.kind for s in pair[1]}), pair[0])))

    def _each(self, firm: int) -> Iterator[tuple[int, Shared]]:
        for key, said in self._of.get(firm, ()):
            for other, theirs in self._by_key[key]:
                if other != firm:
                    yield other, Shared(said.kind, said.role, said.text, theirs.role, theirs.text)
