"""A ceiling worked out step by step, so that anyone can check it with a pencil."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from portal.fees.rules import formulas
from portal.fees.rules.money import in_vnd
from portal.fees.rules.terms import VND, Amount, Formula, Offer
from portal.fees.wording import in_dong_each
from portal.shared.messages import Message, message
from portal.shared.money import Money, whole_dong

_EXACT_PLACES = 6
_ROUGH_PLACES = 2


def decimal_of(value: Fraction) -> Decimal:
    """An exact decimal if six places are enough, else rounded half up to two places, or to the two first digits that count."""
    scaled = value * 10**_EXACT_PLACES
    if scaled.denominator == 1:
        return _plain(scaled.numerator, _EXACT_PLACES)
    places = _ROUGH_PLACES
    while abs(value) * 10**places < 1:  # what is not nothing must not look like nothing
        places += 1
    places += 1 if places > _ROUGH_PLACES else 0
    return _plain(whole_dong(value * 10**places), places)


def rounded(value: Fraction, places: int) -> Decimal:
    """Rounded half up to so many places."""
    return _scaled(whole_dong(value * 10**places), places)


def _plain(digits: int, places: int) -> Decimal:
    """`digits` ÷ 10^`places` without needless zeros after the point."""
    while places and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    return _scaled(digits, places)


def _scaled(digits: int, places: int) -> Decimal:
    """Exact whatever the length: arithmetic with Decimal would round to 28 digits."""
    return Decimal((digits < 0, tuple(int(digit) for digit in str(abs(digits))), -places))


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
        rate = in_dong_each(decimal_of(offer.rates[cap.currency]))
        found.append(
            message("%(cap)s × %(rate)s = %(vnd)s", cap=money_of(cap), rate=rate, vnd=Money(Decimal(vnd), VND))
        )
    return tuple(found)
