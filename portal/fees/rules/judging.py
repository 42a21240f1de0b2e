"""The verdict on the charges of one kind: the answer that every reading of the offer gives, or that it cannot be told.

A world is one reading of the offer together with one guess about every rule that may or may not hold. A verdict stands only
if it is the same in all worlds; so a rule nobody verified matters exactly where it could change the answer, and never more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from portal.fees.rules.formulas import Ceiling
from portal.fees.rules.readings import NOT_BY_SERVICE_COMPANY, OneReading
from portal.fees.rules.standing import Standing
from portal.fees.rules.terms import Amount, Clause, FeeRule, Offer
from portal.fees.rules.worlds import Answer, Dated, World, worlds_of

__all__ = ["Answer", "Bounds", "Dated", "Doubt", "Finding", "bounds", "judge"]


Said = Callable[[World], object]


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
    worlds, standings = worlds_of(amounts, offer, dated)
    answers = {world.answer for world in worlds}
    if answers in ({Answer.OK}, {Answer.OVER}, {Answer.FREE}):
        answer = answers.pop()
        world = (
            _mildest(worlds) if answer is Answer.OVER else min(worlds, key=lambda w: (len(w.guessed), w.height or 0))
        )
        if answer is Answer.OK and _past_service_companies(offer, dated, world):
            return _finding(Answer.OPEN, world, dated, (Doubt.CHANNEL,))
        return _finding(answer, world, dated)
    doubts, rules = _doubts(worlds, dated, standings, _answer)
    if answers == {Answer.NO_RULE}:
        return Finding(Answer.NO_RULE, None, None, None, (Doubt.NO_RULE,))
    return _in_doubt(worlds, dated, doubts, rules)


@dataclass(frozen=True)
class Bounds:
    """How much may be charged at most, before anybody has asked for a sum.

    `high`: beyond it a charge is unlawful in every world; None where some world has no ceiling, or one that is not known.
    `governing`: the rule and clause that set it, or the one sourced rule that is meant. `certain`: every world says the same.
    """

    high: Amount | None
    governing: Dated | None
    certain: bool
    doubts: tuple[Doubt, ...]
    doubtful_rules: tuple[FeeRule, ...]


def bounds(offer: Offer, dated: list[Dated]) -> Bounds:
    """The ceiling of the clauses of one kind for this contract; the lines of the offer are not looked at. RateNeeded, WageNeeded."""
    worlds, standings = worlds_of([], offer, dated)
    doubts, rules = _doubts(worlds, dated, standings, _height)
    if {w.answer for w in worlds} == {Answer.NO_RULE}:
        return Bounds(None, None, True, (Doubt.NO_RULE,), ())
    certain = len({_height(w) for w in worlds}) == 1
    if any(w.governing is None for w in worlds):
        return Bounds(None, None, False, doubts, rules)
    top = min(worlds, key=lambda w: (-(w.height or 0), len(w.guessed)))
    if _past_service_companies(offer, dated, top):
        certain, doubts = False, (*doubts, Doubt.CHANNEL)
    if any(w.height is None for w in worlds):
        meant = {dated[w.governing][0].id: dated[w.governing] for w in worlds if w.governing is not None}
        one = meant.popitem()[1] if len(meant) == 1 else None
        return Bounds(None, one if one and one[0].sourced else None, certain, doubts, rules)
    high = top.ceiling.surely_above if top.ceiling else None
    return Bounds(high, dated[top.governing] if top.governing is not None else None, certain, doubts, rules)


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


def _answer(world: World) -> object:
    return world.answer


def _height(world: World) -> object:
    return world.height if world.governing is not None else None


def _doubts(
    worlds: list[World], dated: list[Dated], standings: list[Standing], said: Said
) -> tuple[tuple[Doubt, ...], tuple[FeeRule, ...]]:
    """What the answer depends on, and the rules whose holding changes it."""
    found: dict[Doubt, None] = {}
    rules: dict[str, FeeRule] = {}
    by_guess = {(w.reading, w.guessed): said(w) for w in worlds}
    for world in worlds:
        for i in world.guessed:
            if by_guess[world.reading, world.guessed - {i}] != said(world):
                unverified = standings[i] is Standing.UNVERIFIED
                found[Doubt.UNVERIFIED if unverified else Doubt.CONDITION] = None
                rules[dated[i][0].id] = dated[i][0]
    aspects: Mapping[Doubt, Callable[[OneReading], object]] = {
        Doubt.PROGRAMME: lambda r: r.programme,
        Doubt.OCCUPATION: lambda r: r.occupations,
        Doubt.REGION: lambda r: r.in_region,
    }
    for doubt, aspect in aspects.items():
        if _depends_on(worlds, aspect, said, by_programme=doubt is Doubt.OCCUPATION):
            found[doubt] = None
    if any(world.answer is Answer.OPEN for world in worlds):
        found[Doubt.AMOUNT] = None
    return tuple(found), tuple(rules.values())


def _depends_on(worlds: list[World], aspect: Callable[[OneReading], object], said: Said, *, by_programme: bool) -> bool:
    """Whether the answers differ with this aspect of the reading."""
    groups: dict[object, dict[object, set[object]]] = {}
    for world in worlds:
        group = groups.setdefault(world.reading.programme if by_programme else None, {})
        group.setdefault(aspect(world.reading), set()).add(said(world))
    return any(len({frozenset(answers) for answers in group.values()}) > 1 for group in groups.values())
