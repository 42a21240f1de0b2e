"""The dictionary that a text is read with: phrases that stand for a skill, an occupation, a language or a province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from portal.jobs.matching.tokens import Token, tokenise
from portal.shared.text import nfc

Kind = Literal["skill", "occupation", "language", "province", "certificate"]
KINDS: tuple[Kind, ...] = ("skill", "occupation", "language", "province")
"""What any text is read for; certificates are read only where papers are listed (`papers.py`)."""


@dataclass(frozen=True)
class Phrase:
    """One way to say a thing. `lower`: only in lower case (hàn = weld, Hàn = Korea); `not_after`, `not_before`: folded
    neighbours beside which it means something else; `yields_to`: skills that, named anywhere in the same document, show
    that this general word means them (thợ hàn beside hàn thiếc)."""

    kind: Kind
    id: str
    tokens: tuple[Token, ...]
    lower: bool = False
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    yields_to: frozenset[str] = frozenset()
    pauses: bool = False
    """The phrase itself has a comma in it; others do not reach over one ("dịch, báo cáo" translates no reports)."""


@dataclass(frozen=True)
class Skill:
    """A skill of the taxonomy. `rarity` is in hundredths (50 common to all trades … 200 rare); `related` in 1/256."""

    id: str
    label: Mapping[str, str]
    sector: str
    rarity: int = 100
    related: Mapping[str, int] = field(default_factory=dict)
    of_a_language: bool = False
    """It is done in one language (interpreting, teaching it): whoever does it in another does not do this one."""


@dataclass(frozen=True)
class Occupation:
    """An occupation; `skills` are those it makes likely, `related` occupations with closeness in 1/256. `of_any_trade`:
    a rank or a role that every trade has (team leader, production worker): beside a trade it says less."""

    id: str
    label: Mapping[str, str]
    sector: str
    skills: tuple[str, ...] = ()
    related: Mapping[str, int] = field(default_factory=dict)
    of_any_trade: bool = False
    cores: tuple[str, ...] = ()
    """Skills that, named in a title, mean this occupation; the first of `skills` where none is listed."""


@dataclass(frozen=True)
class Certificate:
    """A paper; `attests` are the skills it speaks for, in 1/256, the one that it is about first."""

    id: str
    attests: Mapping[str, int]


class Dictionary:
    """Phrases by their first word, and the skills, occupations and papers they stand for. Related pairs hold both ways."""

    def __init__(
        self,
        skills: Iterable[Skill],
        occupations: Iterable[Occupation],
        phrases: Iterable[Phrase],
        certificates: Iterable[Certificate] = (),
    ) -> None:
        self.skills = {skill.id: skill for skill in skills}
        self.certificates = {certificate.id: certificate for certificate in certificates}
        self.occupations = {occupation.id: occupation for occupation in occupations}
        self._related = _both_ways(self.skills.values())
        self._neighbours: dict[str, list[tuple[str, int]]] = {id: [(id, 256)] for id in self.skills}
        for (one, other), strength in self._related.items():
            self._neighbours[one].append((other, strength))
        self._close = _both_ways(self.occupations.values())
        self._by_core: dict[str, list[str]] = defaultdict(list)
        for occupation in self.occupations.values():
            for core in occupation.cores or occupation.skills[:1]:
                self._by_core[core].append(occupation.id)
        self._by_first: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if phrase.tokens:
                self._by_first[phrase.kind, phrase.tokens[0].folded].append(phrase)
        for found in self._by_first.values():
            found.sort(key=lambda p: (-len(p.tokens), p.kind, p.id))

    def starting_with(self, kind: Kind, folded: str) -> list[Phrase]:
        """The phrases of a kind that begin with this folded word, longest first."""
        return self._by_first.get((kind, folded), [])

    def by_core(self, skill: str) -> list[str]:
        """The occupations whose core is this skill."""
        return self._by_core.get(skill, [])

    def of_a_language(self, occupation: str) -> bool:
        """The core of this occupation is done in one language."""
        return any(self.skills[skill].of_a_language for skill in self.occupations[occupation].skills[:1])

    def similarity(self, one: str, other: str) -> int:
        """How far skill `other` stands in for `one`: 256 the same, 76..179 related, 0 not."""
        return 256 if one == other else self._related.get((one, other), 0)

    def neighbours(self, skill: str) -> list[tuple[str, int]]:
        """The skills that stand in for this one, itself first, with their similarity in 1/256."""
        return self._neighbours[skill]

    def related(self, one: str, other: str) -> int:
        """How near two occupations are said to be, in 1/256; 0 where nothing is said."""
        return self._close.get((one, other), 0)

    def closeness(self, one: str, other: str) -> int:
        """How near two occupations are: 256 the same, 76..179 related, 51 of one sector, 0 apart."""
        if one == other:
            return 256
        if close := self._close.get((one, other)):
            return close
        same = self.occupations[one].sector == self.occupations[other].sector
        return SAME_SECTOR if same else 0


SAME_SECTOR = 51


def _both_ways(things: Iterable[Skill | Occupation]) -> dict[tuple[str, str], int]:
    pairs: dict[tuple[str, str], int] = {}
    for thing in things:
        for other, strength in thing.related.items():
            for pair in ((thing.id, other), (other, thing.id)):
                pairs[pair] = max(strength, pairs.get(pair, 0))
    return pairs


def phrases_of(kind: Kind, id: str, ways: Iterable[str | Mapping[str, Any]]) -> list[Phrase]:
    """The phrases of one thing; a way to say it is a text, or a mapping `text`, `lower`, `not_after`, `not_before`, `yields_to`."""
    found: dict[tuple[str, ...], Phrase] = {}
    for way in ways:
        entry: Mapping[str, Any] = {"text": way} if isinstance(way, str) else way
        tokens = tokenise(nfc(str(entry["text"])))
        phrase = Phrase(
            kind,
            id,
            tokens,
            lower=bool(entry.get("lower")),
            not_after=frozenset(entry.get("not_after", ())),
            not_before=frozenset(entry.get("not_before", ())),
            yields_to=frozenset(entry.get("yields_to", ())),
            pauses="," in str(entry["text"]),
        )
        found.setdefault(tuple(t.exact for t in tokens), phrase)
    return list(found.values())
