"""The verdict on the charges of one kind: the answer that every reading of the offer gives, or that it cannot be told.

A world is one reading of the offer together with one guess about every rule that may or may not hold. A verdict stands only
if it is the same in all worlds; so a rule nobody verified matters exactly where it could change the answer, and never more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import product

from portal.fees.rules import formulas
from portal.fees.rules.formulas import Ceiling
from portal.fees.rules.money import by_currency, in_unit, total, unit_of
from portal.fees.rules.readings import NOT_BY_SERVICE_COMPANY, OneReading, covers, readings
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


class Doubt(Enum):
    """What would have to be known for a verdict."""

    NO_RULE = "no_rule"
    UNVERIFIED = "unverified"
    CONDITION = "condition"
    PROGRAMME = "programme"
    OCCUPATION = "occupation"
    REGION = "region"
    AMOUNT = "amount"
    CHANNEL = "channel"


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
class Finding:
    """What holds for the sum of the charges of one kind. `worlds` that agree give `answer`; else it is OPEN with doubts.

    `rule` and `clause` are what decides, or, in doubt, the sourced rule above whose ceiling the sum would surely be too much.
    """

    answer: Answer
    rule: FeeRule | None
    clause: Clause | None
    ceiling: Ceiling | None
    doubts: tuple[Doubt, ...] = ()
    doubtful_rules: tuple[FeeRule, ...] = ()


def judge(amounts: list[Amount], offer: Offer, dated: list[Dated]) -> Finding:
    """Judge the sum of charges against the clauses of their kind. RateNeeded, WageNeeded.

    `amounts` are not all zero; `dated` are the rules of that kind, each with one of its clauses.
    """
    standings = [standing(rule, clause, offer.signed_on) for rule, clause in dated]
    live = [i for i, state in enumerate(standings) if state is not Standing.NOT_IN_FORCE]
    worlds = _Worlds(by_currency(amounts), offer, dated, live, standings).all()
    answers = {world.answer for world in worlds}
    if answers in ({Answer.OK}, {Answer.OVER}, {Answer.FREE}):
        answer = answers.pop()
        world = (
            _mildest(worlds) if answer is Answer.OVER else min(worlds, key=lambda w: (len(w.guessed), w.height or 0))
        )
        if answer is Answer.OK and _past_service_companies(offer, dated, world):
            return _finding(Answer.OPEN, world, dated, (Doubt.CHANNEL,))
        return _finding(answer, world, dated)
    doubts, rules = _doubts(worlds, dated, standings)
    if answers == {Answer.NO_RULE}:
        return Finding(Answer.NO_RULE, None, None, None, (Doubt.NO_RULE,))
    return _in_doubt(worlds, dated, doubts, rules)


@dataclass(frozen=True)
class _Worlds:
    amounts: list[Amount]
    offer: Offer
    dated: list[Dated]
    live: list[int]
    standings: list[Standing]

    def all(self) -> list[World]:
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


def _past_service_companies(offer: Offer, dated: list[Dated], world: World) -> bool:
    """The ceiling is one for service companies, and the stated programme runs without them."""
    clause = dated[world.governing][1] if world.governing is not None else None
    return clause is not None and clause.scope.service_company and offer.programme in NOT_BY_SERVICE_COMPANY


def _mildest(worlds: list[World]) -> World:
    """The world with the highest ceiling: even there the sum is too much. Fewest guesses first."""
    return max(worlds, key=lambda w: (w.height or 0, -len(w.guessed)))


def _in_doubt(
    worlds: list[World], dated: list[Dated], doubts: tuple[Doubt, ...], rules: tuple[FeeRule, ...]
) -> Finding:
    """The ceiling that no sum may exceed in any world, if each world has one; else the one sourced rule that is meant."""
    if all(world.height is not None for world in worlds):
        return _finding(Answer.OPEN, _mildest(worlds), dated, doubts, rules)
    meant = {dated[w.governing][0].id: dated[w.governing] for w in worlds if w.governing is not None}
    rule, clause = meant.popitem()[1] if len(meant) == 1 else (None, None)
    if rule is None or not rule.sourced:
        rule, clause = None, None
    return Finding(Answer.OPEN, rule, clause, None, doubts, rules)


def _finding(
    answer: Answer, world: World, dated: list[Dated], doubts: tuple[Doubt, ...] = (), rules: tuple[FeeRule, ...] = ()
) -> Finding:
    if world.governing is None:
        return Finding(answer, None, None, None, doubts, rules)
    rule, clause = dated[world.governing]
    return Finding(answer, rule, clause, world.ceiling, doubts, rules)


def _doubts(
    worlds: list[World], dated: list[Dated], standings: list[Standing]
) -> tuple[tuple[Doubt, ...], tuple[FeeRule, ...]]:
    """What the answer depends on, and the rules whose holding changes it."""
    found: dict[Doubt, None] = {}
    rules: dict[str, FeeRule] = {}
    by_guess = {(w.reading, w.guessed): w.answer for w in worlds}
    for world in worlds:
        for i in world.guessed:
            if by_guess[world.reading, world.guessed - {i}] != world.answer:
                unverified = standings[i] is Standing.UNVERIFIED
                found[Doubt.UNVERIFIED if unverified else Doubt.CONDITION] = None
                rules[dated[i][0].id] = dated[i][0]
    aspects: Mapping[Doubt, Callable[[OneReading], object]] = {
        Doubt.PROGRAMME: lambda r: r.programme,
        Doubt.OCCUPATION: lambda r: r.occupations,
        Doubt.REGION: lambda r: r.in_region,
    }
    for doubt, aspect in aspects.items():
        if _depends_on(worlds, aspect, by_programme=doubt is Doubt.OCCUPATION):
            found[doubt] = None
    if any(world.answer is Answer.OPEN for world in worlds):
        found[Doubt.AMOUNT] = None
    return tuple(found), tuple(rules.values())


def _depends_on(worlds: list[World], aspect: Callable[[OneReading], object], *, by_programme: bool) -> bool:
    """Whether the answers differ with this aspect of the reading."""
    groups: dict[object, dict[object, set[Answer]]] = {}
    for world in worlds:
        group = groups.setdefault(world.reading.programme if by_programme else None, {})
        group.setdefault(aspect(world.reading), set()).add(world.answer)
    return any(len({frozenset(answers) for answers in group.values()}) > 1 for group in groups.values())
