"""What must be paid back of money a worker paid: at whose fault the work ended, how much time was left, how long one waited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from portal.fees.rules.standing import Standing
from portal.fees.rules.terms import Amount

SERVICE_FEE, BROKERAGE, SELECTION = "service_fee", "brokerage", "selection"
DEPOSIT, EPS_DEPOSIT, AGENCY_SG, OTHER = "deposit", "eps_deposit", "agency_sg", "other_costs"
KINDS = (SERVICE_FEE, BROKERAGE, SELECTION, DEPOSIT, EPS_DEPOSIT, AGENCY_SG, OTHER)
EMPLOYER, ABUSE, HEALTH, DISASTER, BREACH = "employer", "abuse", "health", "disaster", "breach"
OWN_WISH, OWN_FAULT, DEATH, COMPLETED = "own_wish", "own_fault", "death", "completed"
WAITING, WAITING_FORCE = "waiting", "waiting_force"
REASONS = (EMPLOYER, ABUSE, HEALTH, DISASTER, BREACH, OWN_WISH, OWN_FAULT, DEATH, COMPLETED, WAITING, WAITING_FORCE)
NOT_AT_FAULT = frozenset({EMPLOYER, ABUSE, HEALTH, DISASTER, BREACH})
NOT_LEFT = frozenset({WAITING, WAITING_FORCE})
BY_COMPANY = frozenset({SERVICE_FEE, DEPOSIT, OTHER})
"""What is paid to or through the service company, whose promise of waiting time covers it."""
RULE_OF = {
    SERVICE_FEE: "service-refund",
    BROKERAGE: "broker-ban",
    SELECTION: "selection-no-charge",
    DEPOSIT: "deposit-worker-general",
    EPS_DEPOSIT: "deposit-eps",
    AGENCY_SG: "sg-ea-cap",
}
WAITING_RULE = "refund-waiting-180"
LONGEST_WAIT, FIRST_MONTHS, HALF = 180, 6, Fraction(1, 2)
DAYS_A_MONTH, DAYS_A_YEAR = 30, 365


class Outcome(Enum):
    """`DUE_REST`: what is left after damage is made good. `NOT_DUE`: by this rule nothing. Else it cannot be told."""

    DUE = "due"
    DUE_REST = "due_rest"
    NOT_DUE = "not_due"
    CANNOT_TELL = "cannot_tell"


class Why(Enum):
    """Which sentence explains the outcome."""

    TIME_LEFT = "time_left"
    NOTHING_LEFT = "nothing_left"
    AT_FAULT = "at_fault"
    FAULT_OPEN = "fault_open"
    DEATH_OPEN = "death_open"
    FORBIDDEN = "forbidden"
    WAITED_TOO_LONG = "waited_too_long"
    STILL_IN_TIME = "still_in_time"
    PROMISE_OPEN = "promise_open"
    FORCE_OPEN = "force_open"
    COMES_BACK = "comes_back"
    REST_COMES_BACK = "rest_comes_back"
    EARLY_DEPOSIT_OPEN = "early_deposit_open"
    HALF_BACK = "half_back"
    NOT_ENDED_BY_OTHERS = "not_ended_by_others"
    NO_RULE = "no_rule"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Claim:
    """What was paid and what happened. `months` of the contract, `worked` of them (part of a month as days ÷ 30).

    `signed_on` decides which law counts; `until` is the day of return (or of asking, for who has not left); `waited` days since
    being selected, `promised` days of waiting in the company’s paper; `rate` percent a year, as the visitor gave it.
    """

    kind: str
    reason: str
    paid: Amount
    paid_on: date
    signed_on: date
    until: date
    months: int = 0
    worked: Fraction = Fraction(0)
    waited: int | None = None
    promised: int | None = None
    rate: Fraction | None = None


@dataclass(frozen=True)
class Decision:
    """What follows. `share` of what was paid, where a share can be told; `at_least`: it may be more. `interest`: owed beside it."""

    outcome: Outcome
    why: Why
    rule: str | None
    share: Fraction | None = None
    at_least: bool = False
    interest: bool = False


def needs(kind: str, reason: str) -> frozenset[str]:
    """Which further fields of a claim matter: `contract` (months and worked), `worked`, `wait`, `rate`."""
    if reason in NOT_LEFT:
        return frozenset({"wait"}) if reason == WAITING and kind in BY_COMPANY else frozenset()
    if kind == SERVICE_FEE and reason in NOT_AT_FAULT:
        return frozenset({"contract", "rate"})
    return frozenset({"worked"}) if kind == AGENCY_SG and reason in (EMPLOYER, BREACH) else frozenset()


def decide(claim: Claim, standings: Mapping[str, Standing]) -> Decision:
    """What must be paid back; `standings`: how each rule stands for a contract signed on that day (absent: not known)."""
    if claim.kind in (BROKERAGE, SELECTION):
        found = Decision(Outcome.DUE, Why.FORBIDDEN, RULE_OF[claim.kind], Fraction(1))
    elif claim.reason in NOT_LEFT and claim.kind in BY_COMPANY:
        found = _waiting(claim)
    else:
        found = _ENDED.get(claim.kind, _other)(claim)
    return _if_in_force(found, standings)


def pro_rata(claim: Claim) -> Fraction:
    """The share of the contract that was not worked: (M − m) ÷ M, never below 0."""
    return max(Fraction(0), (claim.months - claim.worked) / Fraction(claim.months))


def interest(claim: Claim, principal: Fraction) -> Fraction | None:
    """Simple interest on what comes back, from the day of payment to `until`, 365 days a year; None without a rate."""
    days = (claim.until - claim.paid_on).days
    return None if claim.rate is None else principal * claim.rate / 100 * days / DAYS_A_YEAR


def _if_in_force(found: Decision, standings: Mapping[str, Standing]) -> Decision:
    if found.rule is None:
        return found
    state = standings.get(found.rule, Standing.NOT_IN_FORCE)
    if state is Standing.IN_FORCE:
        return found
    if state is Standing.UNVERIFIED:
        return Decision(Outcome.CANNOT_TELL, Why.UNVERIFIED, found.rule)
    return Decision(Outcome.CANNOT_TELL, Why.NO_RULE, None)


def _waiting(claim: Claim) -> Decision:
    if claim.reason == WAITING_FORCE:
        return Decision(Outcome.CANNOT_TELL, Why.FORCE_OPEN, WAITING_RULE)
    waited = claim.waited or 0
    if waited > min(claim.promised or LONGEST_WAIT, LONGEST_WAIT):  # no lawful promise is longer
        return Decision(Outcome.DUE, Why.WAITED_TOO_LONG, WAITING_RULE, Fraction(1))
    if claim.promised is None:
        return Decision(Outcome.CANNOT_TELL, Why.PROMISE_OPEN, WAITING_RULE)
    return Decision(Outcome.NOT_DUE, Why.STILL_IN_TIME, WAITING_RULE, Fraction(0))


def _service_fee(claim: Claim) -> Decision:
    rule = RULE_OF[SERVICE_FEE]
    if claim.reason in NOT_AT_FAULT:
        share = pro_rata(claim)
        if not share:
            return Decision(Outcome.NOT_DUE, Why.NOTHING_LEFT, rule, share)
        return Decision(Outcome.DUE, Why.TIME_LEFT, rule, share, interest=True)
    if claim.reason == COMPLETED:
        return Decision(Outcome.NOT_DUE, Why.NOTHING_LEFT, rule, Fraction(0))
    if claim.reason == OWN_FAULT:
        return Decision(Outcome.NOT_DUE, Why.AT_FAULT, rule, Fraction(0))
    return Decision(Outcome.CANNOT_TELL, Why.DEATH_OPEN if claim.reason == DEATH else Why.FAULT_OPEN, rule)


def _deposit(claim: Claim) -> Decision:
    rule = RULE_OF[DEPOSIT]
    if claim.reason == DEATH:
        return Decision(Outcome.CANNOT_TELL, Why.DEATH_OPEN, rule)
    if claim.reason in (OWN_WISH, OWN_FAULT):
        return Decision(Outcome.DUE_REST, Why.REST_COMES_BACK, rule)
    return Decision(Outcome.DUE, Why.COMES_BACK, rule, Fraction(1))


def _eps_deposit(claim: Claim) -> Decision:
    if claim.reason == COMPLETED:
        return Decision(Outcome.DUE, Why.COMES_BACK, RULE_OF[EPS_DEPOSIT], Fraction(1))
    return Decision(Outcome.CANNOT_TELL, Why.EARLY_DEPOSIT_OPEN, RULE_OF[EPS_DEPOSIT])


def _agency(claim: Claim) -> Decision:
    rule = RULE_OF[AGENCY_SG]
    if claim.reason not in (EMPLOYER, BREACH):
        return Decision(Outcome.CANNOT_TELL, Why.NOT_ENDED_BY_OTHERS, rule)
    if claim.worked > FIRST_MONTHS:
        return Decision(Outcome.NOT_DUE, Why.NOTHING_LEFT, rule, Fraction(0))
    return Decision(Outcome.DUE, Why.HALF_BACK, rule, HALF, at_least=True)


def _other(claim: Claim) -> Decision:
    return Decision(Outcome.CANNOT_TELL, Why.NO_RULE, None)


_ENDED = {SERVICE_FEE: _service_fee, DEPOSIT: _deposit, EPS_DEPOSIT: _eps_deposit, AGENCY_SG: _agency}
