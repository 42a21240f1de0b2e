"""Which firm does this text mean? The names and numbers of the whole register, arranged to be asked in milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from portal.firms.rules.characters import Trick, mixes_digits, tricks, undisguised, words_with
from portal.firms.rules.distance import distance
from portal.firms.rules.likeness import (
    Difference,
    differences,
    is_part_of,
    likeness,
    own_agrees,
    same_initials,
    slips,
)
from portal.firms.rules.names import Name, parse, readings
from portal.firms.rules.nearness import Named, Names
from portal.firms.rules.numbers import Numbers, is_number_alone, name_beside

LONGEST_QUERY = 400
ALIKE = 0.65
MOST_SIMILAR = 5
_BRACKETS = re.compile(r"^([^()]{2,}) ?\(([^()]{2,})\)$")


@dataclass(frozen=True)
class Entry:
    """A firm as the register names it. `names`: (kind, name), the Vietnamese name first."""

    id: int
    licence_no: str
    tax_code: str | None
    names: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Similar:
    """A firm the query may mean or imitate, by which of its names, and in what the query differs from it."""

    firm_id: int
    name: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Finding:
    """`found` has one firm; `ambiguous` and `look_alike` have those it could be, or imitate; `not_found` has none."""

    outcome: Literal["found", "ambiguous", "look_alike", "not_found"]
    firm_id: int | None = None
    similar: tuple[Similar, ...] = ()
    typo: bool = False


NOT_FOUND = Finding("not_found")


class Register:
    """The names and numbers of all listed firms."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._numbers = Numbers()
        self._names = Names()
        self._called: dict[int, str] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        self._numbers.add(entry.id, entry.licence_no, entry.tax_code)
        self._called[entry.id] = entry.names[0][1]
        main = parse(entry.names[0][1])
        for kind, text in entry.names:
            name = parse(text)
            if name.core:
                self._names.add(Named(entry.id, name, name.forms or main.forms, kind))

    def find(self, query: str) -> Finding:
        """The firm a person means by a name, a licence number, a tax code, or a name with its number beside it."""
        if len(query) > LONGEST_QUERY:
            return NOT_FOUND
        text = " ".join(query.split())
        if (holders := self._numbers.holders(text)) is not None:
            return self._one_of(holders)
        if (number := self._numbers.inside(text)) is not None:
            return NOT_FOUND if is_number_alone(text, number) else self._name_with_number(text, number)
        return self.by_name(text)

    def _one_of(self, ids: Sequence[int]) -> Finding:
        if len(ids) == 1:
            return Finding("found", ids[0])
        similar = tuple(Similar(firm_id, self._called[firm_id]) for firm_id in ids)
        return Finding("ambiguous", similar=similar) if ids else NOT_FOUND

    def _name_with_number(self, text: str, number: str) -> Finding:
        """A name and a number together must be those of one firm: either alone is easily copied."""
        name = name_beside(text, number)
        by_number, by_name = self._one_of(self._numbers.holders(number) or ()), self.by_name(name)
        could_be = {by_name.firm_id, *(s.firm_id for s in by_name.similar if by_name.outcome == "ambiguous")}
        if not name or (by_number.firm_id is not None and by_number.firm_id in could_be):
            return by_number
        ids = [firm_id for firm_id in (by_number.firm_id, by_name.firm_id) if firm_id is not None]
        similar = [Similar(i, self._called[i], (Difference("number", number),)) for i in ids]
        similar += [s for s in by_name.similar if s.firm_id not in ids]
        return Finding("look_alike", similar=tuple(similar)) if similar else NOT_FOUND

    def by_name(self, text: str) -> Finding:
        """By name alone."""
        if not (typed := parse(text)).core:
            return NOT_FOUND
        disguise = tricks(text)
        if {w.folded for w in typed.all_words if mixes_digits(w.shown)} <= self._names.words_with_digits:
            disguise -= {"digits"}  # “3T”, “24h” are what firms of the register are called
        if not disguise & {"foreign", "invisible"} and (finding := self._fitting(typed) or self._opened(text)):
            return finding
        if disguise:
            return self._disguised(text, disguise)
        if (inside := _BRACKETS.match(text)) is not None:
            outer, inner = self.by_name(inside.group(1)), self.by_name(inside.group(2))
            if outer.outcome == "found" and outer.firm_id in (inner.firm_id, *(s.firm_id for s in inner.similar)):
                return outer if inner.outcome != "look_alike" else inner
        return self._respaced(typed) or self._nearly(typed)

    def _opened(self, text: str) -> Finding | None:
        """The firms one of whose names fits when letters that may stand for several phrases are read as one of them."""
        findings = [found for reading in readings(text) if (found := self._fitting(parse(reading)))]
        ids = list(dict.fromkeys(i for f in findings for i in (f.firm_id, *(s.firm_id for s in f.similar)) if i))
        if len(ids) == 1:
            return findings[0]
        return Finding("ambiguous", similar=tuple(Similar(i, self._called[i]) for i in ids)) if ids else None

    def _respaced(self, typed: Name) -> Finding | None:
        """The one firm whose initials were set apart or joined: `K-Way`, `KWay`. Whole syllables joined are a disguise."""
        joined = typed.key.replace(" ", "")
        same = [n for n in self._names.by_joined.get(joined, ()) if n.may_be(typed) and same_initials(typed, n.name)]
        ids = {n.firm_id for n in same}
        return Finding("found", ids.pop()) if len(ids) == 1 else None

    def _fitting(self, typed: Name) -> Finding | None:
        """The firms whose name this is, or of whose name it is an unfinished part."""
        agreeing = {n.firm_id for n in self._names.by_own.get(typed.own_key, ()) if own_agrees(typed, n.name)}
        fitting = [n for n in self._names.by_key.get(typed.key, ()) if n.may_be(typed) and n.firm_id in agreeing]
        whole = [n for n in fitting if typed.forms and n.forms == typed.forms] or fitting
        parts = [
            n
            for n in self._names.by_own.get(typed.own_key, ())
            if not typed.forms and n.name.key != typed.key and is_part_of(typed, n.name) and own_agrees(typed, n.name)
        ]
        if whole and typed.trade:
            parts = []  # with its trade words said, a whole name is not the beginning of another
        ids = list(dict.fromkeys(n.firm_id for n in [*whole, *parts]))
        if not ids:
            return None
        if len(ids) == 1 and whole:
            return Finding("found", ids[0])
        return Finding("ambiguous", similar=tuple(Similar(i, self._called[i]) for i in ids[: 2 * MOST_SIMILAR]))

    def _disguised(self, text: str, disguise: frozenset[Trick]) -> Finding:
        """A name with characters that are there to deceive is never the firm it reads like."""
        marks = tuple(Difference(trick, words_with(text, trick)) for trick in sorted(disguise))
        for reading in undisguised(text):
            typed = parse(reading)
            if not typed.core:
                continue
            finding = self._fitting(typed) or self._nearly(typed)
            similar = list(finding.similar)
            if finding.firm_id is not None:
                similar = [Similar(finding.firm_id, self._called[finding.firm_id])]
            if similar:
                told = (Similar(s.firm_id, s.name, (*marks, *s.differences)) for s in similar[:MOST_SIMILAR])
                return Finding("look_alike", similar=tuple(told))
        typed = parse(text)
        return self._alike(typed, self._names.near(typed)) if disguise == {"digits"} else NOT_FOUND

    def _nearly(self, typed: Name) -> Finding:
        near = self._names.near(typed)
        return self._slipped(typed, near) or self._alike(typed, near)

    def _slipped(self, typed: Name, near: Sequence[Named]) -> Finding | None:
        """The one firm of whose name this is a slip of the finger, unless another firm is as near or almost."""
        meant = {n.firm_id: count for n in near if n.may_be(typed) and (count := slips(typed, n.name)) is not None}
        if len(meant) != 1:
            return None
        firm_id, count = next(iter(meant.items()))
        joined = typed.key.replace(" ", "")
        for other in near:
            if other.firm_id != firm_id and distance(joined, other.name.key.replace(" ", ""), count + 1) <= count + 1:
                return None
        return Finding("found", firm_id, typo=True)

    def _alike(self, typed: Name, near: Sequence[Named]) -> Finding:
        scored: dict[int, tuple[float, Named]] = {}
        for named in near:
            score = likeness(typed, named.name)
            if score >= ALIKE and score > scored.get(named.firm_id, (0.0, named))[0]:
                scored[named.firm_id] = (score, named)
        best = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].firm_id))[:MOST_SIMILAR]
        reach = 0.1 if best and best[0][0] > 0.99 else 0.2  # with the same own name, others are far
        similar = [
            Similar(n.firm_id, n.name.text, differences(typed, n.name, n.forms) or (self._not_full(typed, n),))
            for score, n in best
            if score > best[0][0] - reach
        ]
        return Finding("look_alike", similar=tuple(similar)) if similar else NOT_FOUND

    def _not_full(self, typed: Name, named: Named) -> Difference:
        return Difference("not_full", typed.text, self._called[named.firm_id])
