"""A slow second opinion on a quote, written from the contract of check-quote and the law's text alone; it imports nothing of the product.

It knows only offers that leave little open: a stated occupation of a list, programmes that fit the market, amounts in two currencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

SEA = {"MY", "SG"}
WEST_ASIA, DOUBTFUL = {"SA", "AE"}, {"TR"}
MIDDLE_EAST = {"SA", "AE"}
CREWS = {"seafarer", "deep_sea"}
LAW, ANNEX, CIRCULAR_2, CIRCULAR_9 = date(2022, 1, 1), date(2022, 2, 1), date(2024, 5, 15), date(2026, 6, 30)
FUND, DECREE_372, EPS, TITP_BAN, ESD = (
    date(2022, 2, 21), date(2026, 1, 1), date(2020, 5, 15), date(2017, 11, 1), date(2027, 4, 1),
)  # fmt: skip
NOT_BY_COMPANY = {"E-9", "IMJ", "TW-DIRECT"}
RATES = {"VND": Fraction(1), "USD": Fraction(26000), "JPY": Fraction(170)}
OCCUPATIONS = {
    "thợ may": "other", "thuyền viên tàu biển": "seafarer", "thuyền viên tàu cá gần bờ": "coastal",
    "thuyền viên tàu cá xa bờ": "deep_sea", "giúp việc gia đình": "domestic", "khán hộ công gia đình": "home_care",
    "hộ lý bệnh viện": "facility", "hái quả": "farm", "lao động kỹ thuật cao": "highly_skilled",
}  # fmt: skip
PROGRAMMES = {
    "JP": [None, "TITP", "SSW1", "ESD", "IMJ"], "TW": [None, "TW-MFG", "TW-DIRECT"], "KR": ["E-7", "E-9", "E-10"],
    "AU": [None, "PALM"], "MY": [None], "SG": [None], "SA": [None], "AE": [None], "TR": [None], "CZ": [None], "US": [None],
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One offer; `wage` in `currency`."""

    market: str
    programme: str | None
    occupation: str
    months: int
    wage: Fraction
    currency: str
    signed: date
    extension: bool

    @property
    def trade(self) -> str:
        return "farm" if self.programme == "PALM" else OCCUPATIONS[self.occupation]


@dataclass(frozen=True)
class Limits:
    """`sure`: sourced, in VND (None: no sourced rule). `lowest`: the least that may hold. `allowed`: what a lawful charge is called."""

    sure: Fraction | None
    lowest: Fraction | None
    allowed: str = "within"


def limits(kind: str, asked: Asked) -> Limits:
    """How much may be charged under a kind, in VND."""
    if kind == "service_fee":
        return _service_fee(asked)
    if kind in ("brokerage", "service_fee_rule"):
        return _zero() if asked.signed >= LAW else _nothing()
    if kind == "firm_deposit":
        return _zero() if asked.signed >= LAW else _nothing()
    if kind == "fund_contribution":
        return _exactly(Fraction(100_000)) if asked.signed >= FUND else _nothing()
    return _deposit(asked) if kind == "worker_deposit" else _nothing()


def verdict(kind: str, charged: Fraction, asked: Asked) -> str:
    """The verdict on the sum of the lines of one kind, VND."""
    found = limits(kind, asked)
    if not charged:
        return "within"
    if found.sure is None or found.lowest is None:
        return "cannot_tell"
    if charged > found.sure:
        return "above" if found.sure else "forbidden"
    if charged > found.lowest:
        return "cannot_tell"
    return "cannot_tell" if kind == "service_fee" and asked.programme in NOT_BY_COMPANY else found.allowed


def _zero() -> Limits:
    return _exactly(Fraction(0))


def _nothing() -> Limits:
    return Limits(None, None)


def _exactly(amount: Fraction, allowed: str = "within") -> Limits:
    return Limits(amount, amount, allowed)


def _service_fee(asked: Asked) -> Limits:
    if asked.signed < LAW:
        return _nothing()
    month = asked.wage * RATES[asked.currency]
    years = Fraction(asked.months, 12)
    if asked.extension:
        sure = Fraction(1, 2) * years
    else:
        sure = (Fraction(3, 2) if asked.trade == "seafarer" else Fraction(1)) * years
        sure = min(sure, Fraction(3)) if asked.months >= 36 else sure
    perhaps = [sure]
    lower = _annex(asked, years)
    if lower is not None:
        if _annex_is_sourced(asked):
            sure = min(sure, lower)
        if _annex_may_hold(asked):
            perhaps.append(lower)
    if asked.signed >= ANNEX and _perhaps_free(asked):
        perhaps.append(Fraction(0))
    if (
        asked.market == "JP"
        and asked.programme in (None, "ESD")
        and asked.trade != "highly_skilled"
        and asked.signed >= ESD
    ):
        perhaps.append(Fraction(2))
    return Limits(sure * month, min(*perhaps, sure) * month)


def _annex(asked: Asked, years: Fraction) -> Fraction | None:
    """Months of wage by Annex XI, where it names this market and trade."""
    market, trade = asked.market, asked.trade
    if (market, trade) in {("JP", "highly_skilled"), ("TW", "facility"), ("KR", "coastal")}:
        return min(Fraction(7, 10) * years, Fraction(2)) if asked.months >= 36 else Fraction(7, 10) * years
    if market == "TW" and trade in {"home_care", "domestic", "farm", "coastal"}:
        return min(Fraction(4, 10) * years, Fraction(1)) if asked.months >= 36 else Fraction(4, 10) * years
    if (trade == "domestic" and market in SEA | WEST_ASIA) or (market == "AU" and trade == "farm"):
        return Fraction(0)
    return None


def _annex_is_sourced(asked: Asked) -> bool:
    first = ANNEX if asked.market in {"JP", "TW"} else CIRCULAR_2
    return first <= asked.signed < CIRCULAR_9


def _annex_may_hold(asked: Asked) -> bool:
    return asked.signed >= ANNEX


def _perhaps_free(asked: Asked) -> bool:
    """Free under a condition that no quote tells, or where a country may or may not belong to a region."""
    after_training = asked.market == "JP" and asked.programme in (None, "SSW1") and asked.trade != "highly_skilled"
    return after_training or (asked.market in DOUBTFUL and asked.trade == "domestic")


def _deposit(asked: Asked) -> Limits:
    market, crew = asked.market, asked.trade in CREWS
    if market == "JP":
        return _zero() if asked.signed >= (TITP_BAN if asked.programme == "TITP" else LAW) else _nothing()
    if asked.programme == "E-9":
        return _exactly(Fraction(100_000_000), "refundable_deposit") if asked.signed >= EPS else _nothing()
    if not LAW <= asked.signed < DECREE_372:
        return _nothing()
    if crew or market in SEA | MIDDLE_EAST | {"US"}:
        return _zero()
    if market in {"TW", "KR"}:
        return _exactly(Fraction(12_000_000 if market == "TW" else 36_000_000), "refundable_deposit")
    return _nothing()  # one air fare home, which nobody sourced
