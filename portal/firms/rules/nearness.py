"""Which names of the register are near enough to a typed name to be compared with it word by word?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from portal.firms.rules.distance import pieces
from portal.firms.rules.letter_pairs import LetterPairs
from portal.firms.rules.likeness import forms_agree
from portal.firms.rules.names import Name

_MOST_COMPARED = 40


@dataclass(frozen=True, eq=False)
class Named:
    """One name of one firm. `forms` is its own legal form, else that of the firm's Vietnamese name."""

    firm_id: int
    name: Name
    forms: frozenset[str]
    kind: str

    def may_be(self, typed: Name) -> bool:
        """Whether the legal form typed, if any, is this name's. Said in Vietnamese, it asks for the Vietnamese name.

        A short name that is no Vietnamese words can be nobody else's, so it may have the form in front: “CTCP SAVIHA”.
        """
        foreign = self.kind in ("en", "short") and not self.name.vietnamese_form
        brand = self.kind == "short" and self.name.brand
        if typed.vietnamese_form and foreign and not brand:
            return False
        return forms_agree(typed, self.forms)


class Names:
    """All names of the register, arranged by their words and their letters."""

    def __init__(self) -> None:
        self._named: list[Named] = []
        self._trade_only: list[Named] = []
        self._pairs = LetterPairs()
        self._by_word_and_trade: dict[tuple[str, str], list[Named]] = defaultdict(list)
        self.by_key: dict[str, list[Named]] = defaultdict(list)
        self.by_own: dict[str, list[Named]] = defaultdict(list)
        self.by_bag: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        self.by_joined: dict[str, list[Named]] = defaultdict(list)
        self.words_with_digits: set[str] = set()

    def add(self, named: Named) -> None:
        """Keep a name of a firm."""
        name = named.name
        self.by_key[name.key].append(named)
        self.by_own[name.own_key].append(named)
        self.by_bag[name.bag].append(named)
        self.by_joined[name.key.replace(" ", "")].append(named)
        self.words_with_digits |= {w.folded for w in name.core if any(char.isdigit() for char in w.folded)}
        if name.trade_only:
            self._trade_only.append(named)
        for own_word in {word.folded for word in name.own}:
            self._by_word_and_trade[own_word, name.trade_key].append(named)
        self._pairs.add(pieces(name.own_key))
        self._named.append(named)

    def near(self, typed: Name) -> Sequence[Named]:
        """Names of the same words, those that share most letter pairs, and those of this trade with one own word the same."""
        near = self.by_bag.get(typed.bag, []) + self._alike_in_letters(typed)
        if typed.trade_only:
            # Trade words alone are nobody's own name, but for a firm called by nothing else.
            return [
                n
                for n in near
                if n.name.bag == typed.bag
                or (n.name.trade_only and (typed.forms or len(typed.core) > len(n.name.core)))
            ]
        for own_word in dict.fromkeys(word.folded for word in typed.own):
            near += self._by_word_and_trade.get((own_word, typed.trade_key), [])[:_MOST_COMPARED]
        near += self._trade_only[:_MOST_COMPARED] if len(typed.own) < 2 else self._begun_with(typed)
        return list(dict.fromkeys(near))

    def _begun_with(self, typed: Name) -> list[Named]:
        """Firms called by trade words alone whose whole name this one begins with: a place or a word was put after it."""
        names = [n for n in self._trade_only if n.forms == typed.forms and typed.key.startswith(f"{n.name.key} ")]
        return names[:_MOST_COMPARED]

    def _alike_in_letters(self, typed: Name) -> list[Named]:
        """The names with the largest share of letter pairs in common, at most 40; of equal ones those added first."""
        return [self._named[place] for place in self._pairs.nearest(pieces(typed.own_key), _MOST_COMPARED)]
