"""Every world in which an offer can be judged: one reading of it, one guess about each rule that may or may not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import product

from portal.fees.rules import formulas
from portal.fees.rules.formulas import Ceiling
from portal.fees.rules.money import by_currency, in_unit, total, unit_of
from portal.fees.rules.readings import OneReading, covers, readings
from portal.fees.rules.standing import Standing, standing
from portal.fees.rules.terms import Amount, Clause, FeeRule, Offer

Dated = tuple[FeeRule, Clause]


class Answer(Enum):
    """What one world says of the sum."""

    OK = "ok"
    OVER = "over"
    FREE = "free"
    OPEN = "open"
    NO_RULE = "no_rule"


@dataclass(frozen=True)
class World:
    """One reading, the doubtful clauses guessed to hold, the governing clause and its ceiling, and what follows."""

    reading: OneReading
    guessed: frozenset[int]
    answer: Answer
    governing: int | None
    ceiling: Ceiling | None
    height: Fraction | None
    """The ceiling in the unit of comparison; None where there is none or it is not known."""


@dataclass(frozen=True)
class Worlds:
    """The clauses of one kind (`live`: those in force or unverified on the day) set against an offer and its amounts."""

    amounts: list[Amount]
    offer: Offer
    dated: list[Dated]
    live: list[int]
    standings: list[Standing]

    def all(self) -> list[World]:
        """Every world, reading by reading. RateNeeded, WageNeeded."""
        return [
            world
            for reading in readings(self.offer, [self.dated[i][1] for i in self.live])
            for world in self._of(reading)
        ]

    def _of(self, reading: OneReading) -> Iterator[World]:
        covering = [i for i in self.live if covers(self.dated[i][1].scope, self.offer, reading)]
        doubtful = [i for i in covering if self._is_doubtful(i)]
        for guess in product((False, True), repeat=len(doubtful)):
            guessed = frozenset(i for i, holds in zip(doubtful, guess, strict=True) if holds)
            yield self._world(reading, guessed, [i for i in covering if i in guessed or i not in doubtful])

    def _is_doubtful(self, i: int) -> bool:
        return self.standings[i] is Standing.UNVERIFIED or self.dated[i][1].conditional

    def _world(self, reading: OneReading, guessed: frozenset[int], holding: list[int]) -> World:
        replaced = frozenset[str]().union(*(self.dated[i][0].stands_for for i in holding))
        holding = [i for i in holding if self.dated[i][0].id not in replaced]
        zero = [i for i in holding if self.dated[i][1].formula.type == formulas.ZERO]
        if zero:  # nothing is lower, so neither wage nor rate is needed
            i = min(zero, key=self._naming_order)
            nothing = formulas.ceiling(self.dated[i][1].formula, None, self.offer.months)
            return World(reading, guessed, Answer.OVER, i, nothing, Fraction(0))
        priced = [i for i in holding if self.dated[i][1].formula.type != formulas.MARKET_PRICE]
        if not priced:
            answer = Answer.FREE if holding else Answer.NO_RULE
            return World(reading, guessed, answer, holding[0] if holding else None, None, None)
        return self._compared(reading, guessed, priced)

    def _compared(self, reading: OneReading, guessed: frozenset[int], priced: list[int]) -> World:
        offer = self.offer
        ceilings = {i: formulas.ceiling(self.dated[i][1].formula, offer.wage, offer.months) for i in priced}
        limits = [a for c in ceilings.values() for a in (c.surely_within, c.surely_above) if a is not None]
        unit = unit_of([*self.amounts, *limits])
        charged = total(self.amounts, unit, offer.rates)

        def high(i: int) -> Fraction | None:
            above = ceilings[i].surely_above
            return None if above is None else in_unit(above, unit, offer.rates)

        heights = {i: h for i in priced if (h := high(i)) is not None}
        lows = [
            in_unit(c.surely_within, unit, offer.rates) if c.surely_within else Fraction(0) for c in ceilings.values()
        ]
        governing = min(heights or priced, key=lambda i: (heights.get(i, Fraction(0)), *self._naming_order(i)))
        height = heights.get(governing)
        over = height is not None and charged > height
        answer = Answer.OVER if over else Answer.OK if charged <= min(lows) else Answer.OPEN
        return World(reading, guessed, answer, governing, ceilings[governing], height)

    def _naming_order(self, i: int) -> tuple[int, int]:
        return self.dated[i][0].rank, i


def worlds_of(amounts: list[Amount], offer: Offer, dated: list[Dated]) -> tuple[list[World], list[Standing]]:
    """The worlds for the sum of these amounts, and how each clause stands on the day of signing. RateNeeded, WageNeeded."""
    standings = [standing(rule, clause, offer.signed_on) for rule, clause in dated]
    live = [i for i, state in enumerate(standings) if state is not Standing.NOT_IN_FORCE]
    return Worlds(by_currency(amounts), offer, dated, live, standings).all(), standings
