"""The nouns of a price check: amounts, dated fee rules with their clauses, the offer that is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

WITHIN, ABOVE, FORBIDDEN = "within", "above", "forbidden"
REFUNDABLE_DEPOSIT, MARKET_PRICE, CANNOT_TELL = "refundable_deposit", "market_price", "cannot_tell"
WORST_FIRST = (FORBIDDEN, ABOVE, CANNOT_TELL, MARKET_PRICE, REFUNDABLE_DEPOSIT, WITHIN)

EXTENSION, EARLY_RETURN = "extension", "early_return"
EVENTS = (EXTENSION, EARLY_RETURN)

OTHER_KIND = "other"
DEPOSIT_KIND = "worker_deposit"
SERVICE_FEE = "service_fee"
NOT_A_CHARGE = frozenset({"refund", "fund_support", "loan"})
"""Kinds that name money going to the worker: no rule says what may be charged under them."""

VND = "VND"


@dataclass(frozen=True)
class Amount:
    """An exact amount in one currency (ISO 4217)."""

    value: Fraction
    currency: str


@dataclass(frozen=True)
class Formula:
    """How a ceiling is worked out; `type` is one of `portal.fees.rules.formulas.TYPES`.

    `months` are months of contract wage (for `wage_per_year`: per 12 contract months), `at_most` the months of wage that
    contracts of `at_most_from` months or more may not exceed; `amounts` are fixed sums in `currency`.
    """

    type: str
    months: Fraction | None = None
    at_most: Fraction | None = None
    at_most_from: int = 0
    amounts: tuple[Fraction, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Scope:
    """Whom a clause covers. An empty field does not limit. Markets are ISO 3166 codes.

    `markets` None means every country; with `elsewhere` it means every country except `markets`. A doubtful market may or
    may not belong to the region that the text names. `label` holds folded phrases: the clause covers only charges whose
    label says one of them.
    """

    markets: frozenset[str] | None = None
    doubtful: frozenset[str] = frozenset()
    elsewhere: bool = False
    programmes: frozenset[str] = frozenset()
    programmes_except: frozenset[str] = frozenset()
    occupations: frozenset[str] = frozenset()
    occupations_except: frozenset[str] = frozenset()
    months_min: int = 0
    event: str | None = None
    service_company: bool = False
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clause:
    """One ceiling for one scope. `starts` overrides the rule's own first day; `conditional`: input cannot show that it holds."""

    scope: Scope
    formula: Formula
    conditional: bool = False
    starts: date | None = None
    written: Mapping[str, Any] | None = field(default=None, compare=False)
    """The formula as the editor wrote it, to be said in words."""


@dataclass(frozen=True)
class FeeRule:
    """One rule as it was read.

    `sourced`: somebody read a source for it. `starts` None: holds for every day. After `ends` a sourced value is no longer
    certain; from `doubtful_from` an amendment or a replacing text applies that was not read. `retired` rules never hold.
    `rank` decides which rule is named where ceilings tie (lowest first: general, special, market, host country).
    `stands_for` names the rules it takes the place of for those it covers.
    """

    id: str
    kind: str
    rank: int
    clauses: tuple[Clause, ...]
    sourced: bool
    starts: date | None = None
    ends: date | None = None
    doubtful_from: date | None = None
    retired: bool = False
    refundable: bool = False
    stands_for: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One charge of an offer."""

    kind: str
    label: str
    amount: Amount


@dataclass(frozen=True)
class Offer:
    """What a worker was asked to pay, and for what. `wage` is the contract wage of one month; `rates` are VND for one unit.

    `foreign_paid`: the part of the service fee that the foreign side has paid already; the worker may be asked for the rest only.
    """

    market: str
    programme: str | None
    occupation: str | None
    months: int
    wage: Amount | None
    signed_on: date
    event: str | None
    lines: tuple[Line, ...]
    rates: Mapping[str, Fraction] = field(default_factory=dict)
    foreign_paid: Amount | None = None
