"""What comes back to a worker of the money they paid, worked out step by step, with the article and what must be verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.content.item import Item
from portal.fees import fund, store
from portal.fees import refund_wording as wording
from portal.fees.fines import fines_for
from portal.fees.fund import Payout
from portal.fees.rules import refunds
from portal.fees.rules.refunds import Claim, Decision, Outcome, decide, interest
from portal.fees.rules.standing import standing
from portal.fees.rules.terms import Amount
from portal.fees.sums import decimal_of, money_of
from portal.shared.messages import Message, message
from portal.shared.money import Money

_ACT_OF = {refunds.SERVICE_FEE: "refund.withheld", refunds.BROKERAGE: "brokerage.forbidden",
           refunds.SELECTION: "service_fee_rule.forbidden"}  # fmt: skip


@dataclass(frozen=True)
class RefundDue:
    """What comes back. `item` is the rule (evidence node `item.data`), None where no rule of that day is sourced.

    `amount`: the part of what was paid that comes back, in its own currency; `interest` beside it, None where none is owed or no
    rate was given; `total` both. `at_least`: it may be more. `steps`: the sum. `verify`: what an editor must verify for a verdict.
    `support`: what the Overseas Employment Support Fund pays for such a case. `fines`: what threatens a company that keeps the
    money. `letter`: whether there is something to claim in writing.
    """

    claim: Claim
    outcome: Outcome
    why: Message
    item: Item | None
    article: str | None
    amount: Money | None
    interest: Money | None
    total: Money | None
    at_least: bool
    steps: tuple[Message, ...]
    assumptions: tuple[Message, ...]
    verify: tuple[Message, ...]
    support: tuple[Payout, ...]
    fines: tuple[Item, ...]

    @property
    def letter(self) -> bool:
        """Whether a claim can be written: something comes back, and the company (or agency) holds it."""
        return self.outcome in (Outcome.DUE, Outcome.DUE_REST)


def refund_due(claim: Claim, known_on: date | None = None) -> RefundDue:
    """What must be paid back of this claim by the law of the day of signing, as known on `known_on` (None: now)."""
    shelf = store.shelf(known_on)
    ids = {*refunds.RULE_OF.values(), refunds.WAITING_RULE} & shelf.rows.keys()
    standings = {id: standing(store.fee_rule(shelf.row(id)), None, claim.signed_on) for id in ids}
    decision = decide(claim, standings)
    item = shelf.item(decision.rule) if decision.rule in shelf.rows and decision.rule else None
    back = claim.paid.value * decision.share if decision.share is not None else None
    more = interest(claim, back) if back is not None and decision.interest else None
    due = decision.outcome is Outcome.DUE
    verify = wording.VERIFY.get(decision.why) if decision.outcome is Outcome.CANNOT_TELL else None
    return RefundDue(
        claim=claim,
        outcome=decision.outcome,
        why=wording.WHY[decision.why],
        item=item,
        article=item.data.get("legal") if item else None,
        amount=_money(claim, back) if due else None,
        interest=_money(claim, more) if due else None,
        total=_money(claim, back + (more or 0)) if due and back is not None else None,
        at_least=decision.at_least,
        steps=_steps(claim, decision, back, more) if due and back is not None else (),
        assumptions=_assumptions(claim, decision),
        verify=(verify,) if verify else (),
        support=fund.payouts_for(claim.reason, claim.until, known_on),
        fines=_fines(claim, decision),
    )


def _fines(claim: Claim, decision: Decision) -> tuple[Item, ...]:
    """For keeping money that is due: the act is of the day of asking."""
    if decision.outcome is not Outcome.DUE:
        return ()
    act = "waiting.broken" if claim.reason in refunds.NOT_LEFT else _ACT_OF.get(claim.kind)
    return fines_for(act, claim.until) if act else ()


def _money(claim: Claim, value: Fraction | None) -> Money | None:
    return None if value is None else money_of(Amount(value, claim.paid.currency))


def _steps(claim: Claim, decision: Decision, back: Fraction, more: Fraction | None) -> tuple[Message, ...]:
    paid, amount = money_of(claim.paid), _money(claim, back)
    if decision.why is refunds.Why.HALF_BACK:
        return (message("%(paid)s ÷ 2 = %(back)s", paid=paid, back=amount),)
    if decision.why is not refunds.Why.TIME_LEFT:
        return (message("Toàn bộ số đã nộp: %(paid)s", paid=paid),)
    found = _time_left(claim, paid, amount)
    if more is not None and claim.rate is not None:
        days = (claim.until - claim.paid_on).days
        found.append(
            message("%(back)s × %(rate)s %% × %(days)s ngày ÷ 365 = %(interest)s tiền lãi",
                    back=amount, rate=decimal_of(claim.rate), days=days, interest=_money(claim, more))
        )  # fmt: skip
    return tuple(found)


def _time_left(claim: Claim, paid: Money, amount: Money | None) -> list[Message]:
    """The sum in whole months, or in days where there are odd days, so that a pencil finds the same."""
    left = claim.months - claim.worked
    if claim.worked.denominator == 1:
        return [
            message("%(months)s tháng hợp đồng − %(worked)s tháng đã làm = %(left)s tháng chưa làm",
                    months=claim.months, worked=int(claim.worked), left=int(left)),
            message("%(paid)s × %(left)s ÷ %(months)s = %(back)s",
                    paid=paid, left=int(left), months=claim.months, back=amount),
        ]  # fmt: skip
    days, whole = int(left * refunds.DAYS_A_MONTH), claim.months * refunds.DAYS_A_MONTH
    return [
        message("%(months)s tháng hợp đồng × 30 ngày = %(whole)s ngày", months=claim.months, whole=whole),
        message(
            "%(whole)s − %(worked)s ngày đã làm = %(left)s ngày chưa làm", whole=whole, worked=whole - days, left=days
        ),
        message("%(paid)s × %(left)s ÷ %(months)s = %(back)s", paid=paid, left=days, months=whole, back=amount),
    ]


def _assumptions(claim: Claim, decision: Decision) -> tuple[Message, ...]:
    found = [message("Xét theo luật của ngày ký hợp đồng, %(day)s.", day=claim.signed_on)]
    if claim.signed_on == claim.paid_on:
        found.append(wording.SIGNED_THEN)
    if decision.why is refunds.Why.TIME_LEFT and claim.worked.denominator != 1:
        found.append(wording.DAYS)
    if decision.interest:
        found += [wording.OWN_RATE, wording.SIMPLE] if claim.rate is not None else [wording.NO_RATE]
    if claim.kind in (refunds.DEPOSIT, refunds.EPS_DEPOSIT) and decision.outcome is Outcome.DUE:
        found.append(wording.BANK_INTEREST)
        if claim.kind == refunds.DEPOSIT and claim.reason != refunds.COMPLETED:
            found.append(wording.NO_DAMAGE)
    return tuple(found)
