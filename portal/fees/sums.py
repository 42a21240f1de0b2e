"""A ceiling worked out step by step, so that anyone can check it with a pencil."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from portal.fees.rules import formulas
from portal.fees.rules.money import in_vnd
from portal.fees.rules.terms import VND, Amount, Formula, Offer
from portal.shared.messages import Message, message
from portal.shared.money import Money, whole_dong

_EXACT_PLACES = 6


def decimal_of(value: Fraction) -> Decimal:
    """An exact decimal if six places are enough, else rounded half up to two."""
    scaled = value * 10**_EXACT_PLACES
    if scaled.denominator == 1:
        exact = Decimal(scaled.numerator).scaleb(-_EXACT_PLACES).normalize()
        return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    rounded = Decimal(whole_dong(value * 100)).scaleb(-2)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def rounded(value: Fraction, places: int) -> Decimal:
    """Rounded half up to so many places."""
    return (Decimal(whole_dong(value * 10**places))).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def money_of(amount: Amount) -> Money:
    """The amount as it is shown; VND in whole dong."""
    return Money(
        Decimal(whole_dong(amount.value)) if amount.currency == VND else decimal_of(amount.value), amount.currency
    )


def vnd_of(amount: Amount, offer: Offer) -> int | None:
    """Whole VND, rounded half up; None where no rate is known (one currency needed none)."""
    if amount.value and amount.currency != VND and amount.currency not in offer.rates:
        return None
    return whole_dong(in_vnd(amount, offer.rates))


def steps(formula: Formula, cap: Amount, offer: Offer) -> tuple[Message, ...]:
    """How the ceiling came about; nothing for fixed amounts and zero."""
    if not formulas.needs_wage(formula) or offer.wage is None or formula.months is None:
        return ()
    result = formulas.wage_months(formula, offer.months)
    found: list[Message] = []
    if formula.type == formulas.WAGE_PER_YEAR:
        share = formula.months * offer.months / formulas.YEAR
        found.append(
            message(
                "%(months)s tháng lương cho mỗi 12 tháng × %(contract)s tháng hợp đồng ÷ 12 = %(share)s tháng lương",
                months=decimal_of(formula.months),
                contract=offer.months,
                share=decimal_of(share),
            )
        )
        if result != share:
            found.append(message("nhưng không quá %(months)s tháng lương", months=decimal_of(result)))
    found.append(
        message(
            "%(months)s tháng lương × %(wage)s = %(cap)s",
            months=decimal_of(result),
            wage=money_of(offer.wage),
            cap=money_of(cap),
        )
    )
    if (vnd := vnd_of(cap, offer)) is not None and cap.currency != VND and cap.currency in offer.rates:
        rate = Money(decimal_of(offer.rates[cap.currency]), VND)
        found.append(
            message("%(cap)s × %(rate)s = %(vnd)s", cap=money_of(cap), rate=rate, vnd=Money(Decimal(vnd), VND))
        )
    return tuple(found)
