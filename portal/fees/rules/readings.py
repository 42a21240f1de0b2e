"""In which ways an offer can be read: what it leaves open (programme, occupation, region) is spelt out, one reading each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.fees.rules import occupations
from portal.fees.rules.occupations import (
    AGRICULTURE,
    COASTAL_FISHING,
    DESIGNATED,
    DOMESTIC_WORK,
    FACILITY_CARE,
    HIGHLY_SKILLED,
    HOME_CARE,
    NONE,
    SEAFARER,
    SPECIFIED_SKILLED,
    TRAINEE,
    TRAINEE_3,
    Reading,
    Readings,
)
from portal.fees.rules.terms import Clause, Offer, Scope

_STATUSES = frozenset({TRAINEE, TRAINEE_3, SPECIFIED_SKILLED, HIGHLY_SKILLED, DESIGNATED})
_JAPAN = "JP"
_SPECIFIED_PROGRAMMES = frozenset({"SSW1", "SSW2"})
# What a programme says by its own name about the occupation, where the offer says nothing. Others leave it open.
_BY_PROGRAMME: dict[str, Readings] = {
    "TW-MFG": (NONE, frozenset({AGRICULTURE})),
    "TW-CARE": (frozenset({HOME_CARE}), frozenset({FACILITY_CARE}), frozenset({DOMESTIC_WORK})),
    "PALM": (frozenset({AGRICULTURE}),),
    "IL-AGRI": (frozenset({AGRICULTURE}),),
    "GR-AGRI": (frozenset({AGRICULTURE}),),
    "SA-DOM": (frozenset({DOMESTIC_WORK}), NONE),
    "E-7": (NONE,),
    "E-8": (NONE, frozenset({AGRICULTURE}), frozenset({COASTAL_FISHING})),
    "E-9": (NONE, frozenset({AGRICULTURE}), frozenset({COASTAL_FISHING})),
    "E-10": (frozenset({COASTAL_FISHING}), NONE),
}  # fmt: skip
_ASHORE = frozenset({"TITP", "SSW1", "SSW2", "ESD", "IMJ", "TRIPLEWIN", "AUSBILDUNG"})
"""Programmes whose lists of jobs hold no merchant seafarers: where no occupation is stated, none is meant."""
_ALWAYS: dict[str, Reading] = {"PALM": frozenset({AGRICULTURE})}  # the annex counts the whole scheme as farm work
NOT_BY_SERVICE_COMPANY = frozenset({"E-9", "E-8", "IMJ", "TW-DIRECT"})
"""Programmes that run through a public centre, local agreements or the employer: a service company has no part in them."""


@dataclass(frozen=True)
class OneReading:
    """One way to read an offer; `in_region`: a doubtful country belongs to the region that a text names."""

    programme: str | None
    occupations: Reading
    in_region: bool


def readings(offer: Offer, clauses: Iterable[Clause]) -> tuple[OneReading, ...]:
    """Every way to read the offer that can matter to these clauses. Exactly one where the offer leaves nothing open."""
    scopes = [clause.scope for clause in clauses]
    named = frozenset().union(*(scope.occupations | scope.occupations_except for scope in scopes))
    regions = (True, False) if any(offer.market in scope.doubtful for scope in scopes) else (True,)
    every = [
        (OneReading(programme, classes & (named | {TRAINEE}), region), fits)
        for programme in _programmes(offer, scopes)
        for classes, fits in _occupations(offer, programme)
        for region in regions
    ]
    fitting = [reading for reading, fits in every if fits]
    return tuple(dict.fromkeys(fitting or [reading for reading, _ in every]))


def covers(scope: Scope, offer: Offer, reading: OneReading) -> bool:
    """Whether a clause with this scope covers the offer in this reading. Labels are not looked at."""
    return (
        _covers_market(scope, offer.market, reading.in_region)
        and (not scope.programmes or reading.programme in scope.programmes)
        and reading.programme not in scope.programmes_except
        and (not scope.occupations or bool(scope.occupations & reading.occupations))
        and not scope.occupations_except & reading.occupations
        and offer.months >= scope.months_min
        and (scope.event is None or scope.event == offer.event)
    )


def _covers_market(scope: Scope, market: str, in_region: bool) -> bool:
    if scope.markets is None:
        return True
    named = market in scope.markets or (in_region and market in scope.doubtful)
    return named != scope.elsewhere


def _programmes(offer: Offer, scopes: list[Scope]) -> Iterator[str | None]:
    if offer.programme is not None:
        yield offer.programme
        return
    yield None
    here = [scope for scope in scopes if scope.markets is None or offer.market in scope.markets | scope.doubtful]
    yield from sorted(frozenset().union(*(scope.programmes | scope.programmes_except for scope in here)))


def _occupations(offer: Offer, programme: str | None) -> Iterator[tuple[Reading, bool]]:
    """The classes that may be meant under this programme, and whether the two go together."""
    if offer.occupation is None:
        open_trades = occupations.TRADES - {SEAFARER} if programme in _ASHORE else occupations.TRADES
        trades = _BY_PROGRAMME.get(programme or "", (NONE, *(frozenset({trade}) for trade in sorted(open_trades))))
        stated = tuple(trade | status for trade in trades for status in _statuses(offer, programme))
    else:
        stated = occupations.stated(offer.occupation)
    for classes in stated:
        if offer.market == _JAPAN:
            classes = _with_regime(classes, programme)
        fits = offer.market != _JAPAN or _fits(classes, programme)
        yield classes | _ALWAYS.get(programme or "", NONE), fits


def _statuses(offer: Offer, programme: str | None) -> Readings:
    """The regimes that are open where Japan is the market and no occupation is stated."""
    if offer.market != _JAPAN:
        return (NONE,)
    if programme is None:
        return (NONE, frozenset({HIGHLY_SKILLED}), frozenset({DESIGNATED}))
    return (NONE, frozenset({TRAINEE, TRAINEE_3})) if programme == "TITP" else (NONE,)


def _with_regime(classes: Reading, programme: str | None) -> Reading:
    """A programme for specified skilled workers makes the person one, whatever trade is stated."""
    plain = not classes & _STATUSES
    return classes | {SPECIFIED_SKILLED} if programme in _SPECIFIED_PROGRAMMES and plain else classes


def _fits(classes: Reading, programme: str | None) -> bool:
    """Whether a stated regime can be meant together with this programme."""
    status = classes & _STATUSES
    if not status:
        return True
    if TRAINEE in status:
        return programme == "TITP"
    if SPECIFIED_SKILLED in status:
        return programme in _SPECIFIED_PROGRAMMES
    return programme is None
