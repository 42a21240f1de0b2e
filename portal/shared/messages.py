"""A sentence that a room says without knowing the reader's language: a Vietnamese source text and the values in it.

Rooms return `message("Vượt trần %(excess)s", excess=Money(…))`; the web renders it through Babel in the reader's
language (`portal.web.shell.wording`), commands render it in Vietnamese with `str()`. `pybabel` extracts the calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from portal.shared.locales import SOURCE, pick
from portal.shared.money import Money

# Babel rounds in the context of the moment: halves go up, as in every amount here, and long numbers lose no digit.
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Message:
    """A source text in Vietnamese with `%(name)s` places, and the typed values that go there."""

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def render(self, locale: str = SOURCE, translate: Translate = str) -> str:
        """The sentence in this language; `translate` maps the source text (gettext)."""
        text = translate(self.msgid)
        if not self.values:
            return text.replace("%%", "%")
        return text % {name: show(value, locale, translate) for name, value in self.values.items()}

    def __str__(self) -> str:
        return self.render()


def message(msgid: str, **values: Any) -> Message:
    """A message to be said later; the keyword that Babel extracts."""
    return Message(msgid, values)


def show(value: Any, locale: str = SOURCE, translate: Translate = str) -> str:
    """A value as people write it in this language: money, numbers, dates, texts in several languages, messages, lists."""
    if isinstance(value, Message):
        return value.render(locale, translate)
    if isinstance(value, Money):
        return show_money(value, locale)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return _say_number(value, locale)
    if isinstance(value, date | datetime):
        return format_date(value, "dd/MM/yyyy" if locale == SOURCE else "d MMM yyyy", locale=locale)
    if isinstance(value, Mapping):
        return pick(value, locale)
    if isinstance(value, list | tuple):
        return ", ".join(show(item, locale, translate) for item in value)
    return str(value)


def show_money(money: Money, locale: str = SOURCE) -> str:
    """`1.234.567 đ`, `4.500 USD`; in English `VND 1,234,567`, `USD 4,500`. A no-break space holds it together."""
    places = 0 if money.amount == money.amount.to_integral_value() or money.currency in {"VND", "JPY", "KRW"} else 2
    number = _say_number(money.amount, locale, "#,##0" + (".00" if places else ""))
    if locale == SOURCE:
        return f"{number}\u00a0{'đ' if money.currency == 'VND' else money.currency}"
    return f"{money.currency}\u00a0{number}"


def _say_number(value: Decimal | int, locale: str, pattern: str | None = None) -> str:
    with localcontext(_EXACT):
        return format_decimal(value, format=pattern, locale=locale)
