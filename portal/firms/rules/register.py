"""Which firm does this text mean? The names and numbers of the whole register, arranged to be asked in milliseconds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from portal.firms.rules.characters import Trick, tricks, undisguised, words_with
from portal.firms.rules.distance import distance, pieces
from portal.firms.rules.licences import LICENCE, TAX_CODE, is_label, licence_key, number_part, tax_key, unlabelled
from portal.firms.rules.likeness import (
    Difference,
    differences,
    forms_agree,
    is_part_of,
    likeness,
    own_agrees,
    slips,
)
from portal.firms.rules.names import Name, parse

LONGEST_QUERY = 400
ALIKE = 0.65
MOST_SIMILAR = 5
_MOST_COMPARED = 40
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


@dataclass(frozen=True)
class _Named:
    """One name of one firm. `forms` is its own legal form, else that of the firm's Vietnamese name."""

    firm_id: int
    name: Name
    forms: frozenset[str]
    kind: str

    def may_be(self, typed: Name) -> bool:
        """Whether the legal form typed, if any, is this name's. Said in Vietnamese, it asks for the Vietnamese name."""
        if typed.vietnamese_form and self.kind in ("en", "short") and not self.name.vietnamese_form:
            return False
        return forms_agree(typed, self.forms)


class Register:
    """The names and numbers of all listed firms."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._licences: dict[tuple[str, ...], int] = {}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._taxes: dict[str, list[int]] = defaultdict(list)
        self._named: list[_Named] = []
        self._by_key: dict[str, list[_Named]] = defaultdict(list)
        self._by_own: dict[str, list[_Named]] = defaultdict(list)
        self._by_bag: dict[tuple[str, ...], list[_Named]] = defaultdict(list)
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._trade_only: list[_Named] = []
        self._called: dict[int, str] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        self._licences[licence_key(entry.licence_no)] = entry.id
        self._numbers[number_part(entry.licence_no)].append(entry.id)
        if entry.tax_code and (tax := tax_key(entry.tax_code)):
            self._taxes[tax].append(entry.id)
        self._called[entry.id] = entry.names[0][1]
        main = parse(entry.names[0][1])
        for kind, text in entry.names:
            name = parse(text)
            if not name.core:
                continue
            named = _Named(entry.id, name, name.forms or main.forms, kind)
            self._by_key[name.key].append(named)
            self._by_own[name.own_key].append(named)
            self._by_bag[name.bag].append(named)
            if name.trade_only:
                self._trade_only.append(named)
            found = pieces(name.own_key)
            for piece in found:
                self._by_piece[piece].append(len(self._named))
            self._named.append(named)
            self._sizes.append(len(found))

    def find(self, query: str) -> Finding:
        """The firm a person means by a name, a licence number, a tax code, or a name with its number beside it."""
        if len(query) > LONGEST_QUERY:
            return NOT_FOUND
        text = " ".join(query.split())
        number = unlabelled(text)
        if (finding := self._by_number(number)) is not None:
            return finding
        if (inside := LICENCE.search(text) or TAX_CODE.search(text)) is not None:
            if inside.group() == number:
                return NOT_FOUND
            return self._name_with_number(text, inside.group())
        return self.by_name(text)

    def _by_number(self, text: str) -> Finding | None:
        """By licence number, number part or tax code; None where the text is no number."""
        key = licence_key(text)
        if not key:
            return None
        firm_id = self._licences.get(key) or self._licences.get((*key[:-1], key[-1] + "gp"))
        if firm_id is not None:
            return Finding("found", firm_id)
        digits = re.sub(r"[\s.\-–]", "", text)
        if not (digits.isascii() and digits.isdigit()):
            return None
        return self._one_of(self._taxes.get(digits) or (self._numbers.get(text) if text.isdigit() else None) or [])

    def _one_of(self, ids: Sequence[int]) -> Finding:
        unique = list(dict.fromkeys(ids))
        if len(unique) == 1:
            return Finding("found", unique[0])
        similar = tuple(Similar(firm_id, self._called[firm_id]) for firm_id in unique)
        return Finding("ambiguous", similar=similar) if unique else NOT_FOUND

    def _name_with_number(self, text: str, number: str) -> Finding:
        """A name and a number together must be those of one firm: either alone is easily copied."""
        before, _, after = text.partition(number)
        words = before.split()
        while words and is_label(words[-1]):
            words.pop()
        words += [word for word in after.split() if not is_label(word)]
        by_number, by_name = self._by_number(number), self.by_name(" ".join(words))
        holder = by_number.firm_id if by_number else None
        could_be = {by_name.firm_id, *(s.firm_id for s in by_name.similar if by_name.outcome == "ambiguous")}
        if not words or (holder is not None and holder in could_be):
            return by_number or NOT_FOUND
        ids = [firm_id for firm_id in (holder, by_name.firm_id) if firm_id is not None]
        similar = [Similar(i, self._called[i], (Difference("number", number),)) for i in ids]
        similar += [s for s in by_name.similar if s.firm_id not in ids]
        return Finding("look_alike", similar=tuple(similar)) if similar else NOT_FOUND

    def by_name(self, text: str) -> Finding:
        """By name alone."""
        if not (typed := parse(text)).core:
            return NOT_FOUND
        disguise = tricks(text)
        if not disguise & {"foreign", "invisible"} and (finding := self._fitting(typed)):
            return finding
        if disguise:
            return self._disguised(text, disguise)
        if (inside := _BRACKETS.match(text)) is not None:
            outer, inner = self.by_name(inside.group(1)), self.by_name(inside.group(2))
            if outer.outcome == "found" and outer.firm_id in (inner.firm_id, *(s.firm_id for s in inner.similar)):
                return outer if inner.outcome != "look_alike" else inner
        return self._slipped(typed) or self._alike(typed)

    def _fitting(self, typed: Name) -> Finding | None:
        """The firms whose name this is, or of whose name it is an unfinished part."""
        agreeing = {n.firm_id for n in self._by_own.get(typed.own_key, ()) if own_agrees(typed, n.name)}
        fitting = [n for n in self._by_key.get(typed.key, ()) if n.may_be(typed) and n.firm_id in agreeing]
        whole = [n for n in fitting if typed.forms and n.forms == typed.forms] or fitting
        parts = [
            n
            for n in self._by_own.get(typed.own_key, ())
            if not typed.forms and n.name.key != typed.key and is_part_of(typed, n.name) and own_agrees(typed, n.name)
        ]
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
            finding = self._fitting(typed) or self._slipped(typed) or self._alike(typed)
            similar = list(finding.similar)
            if finding.firm_id is not None:
                similar = [Similar(finding.firm_id, self._called[finding.firm_id])]
            if similar:
                told = (Similar(s.firm_id, s.name, (*marks, *s.differences)) for s in similar[:MOST_SIMILAR])
                return Finding("look_alike", similar=tuple(told))
        return NOT_FOUND

    def _slipped(self, typed: Name) -> Finding | None:
        """The one firm of whose name this is a slip of the finger, unless another firm is as near or almost."""
        near = self._near(typed)
        meant = {n.firm_id: count for n in near if n.may_be(typed) and (count := slips(typed, n.name)) is not None}
        if len(meant) != 1:
            return None
        firm_id, count = next(iter(meant.items()))
        joined = typed.key.replace(" ", "")
        for other in near:
            if other.firm_id != firm_id and distance(joined, other.name.key.replace(" ", ""), count + 1) <= count + 1:
                return None
        return Finding("found", firm_id, typo=True)

    def _alike(self, typed: Name) -> Finding:
        scored: dict[int, tuple[float, _Named]] = {}
        for named in self._near(typed):
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

    def _not_full(self, typed: Name, named: _Named) -> Difference:
        return Difference("not_full", typed.text, self._called[named.firm_id])

    def _near(self, typed: Name) -> list[_Named]:
        """The names that share most letter pairs with the typed one, nearest first."""
        asked = pieces(typed.own_key)
        shared: Counter[int] = Counter()
        for piece in asked:
            shared.update(self._by_piece.get(piece, ()))
        size, sizes = len(asked), self._sizes
        ranked = nsmallest(
            _MOST_COMPARED, shared, key=lambda place: (-2 * shared[place] / (size + sizes[place]), place)
        )
        near = self._by_bag.get(typed.bag, []) + [self._named[place] for place in ranked]
        if typed.trade_only:
            # Trade words alone are nobody's own name, but for a firm called by nothing else.
            return [
                n
                for n in near
                if n.name.bag == typed.bag
                or (n.name.trade_only and (typed.forms or len(typed.core) > len(n.name.core)))
            ]
        return near + self._trade_only[:_MOST_COMPARED] if len(typed.own) < 2 else near
