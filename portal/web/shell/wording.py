"""How values are said on a page: a room's Message, texts in two languages, money, days and numbers, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_datetime
from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from portal.shared import locales, messages
from portal.shared.clock import VIETNAM
from portal.shared.messages import Message
from portal.shared.money import Money
from portal.web.shell.locale import current_locale

_NO_BREAK = "\u00a0"


def say(value: Message | str) -> str:
    """A room's sentence in the reader's language."""
    return value.render(current_locale(), gettext) if isinstance(value, Message) else value


class Untranslated(str):
    """A Vietnamese text on a page in another language: where it is printed, it says its language."""

    __slots__ = ()

    def __html__(self) -> str:
        """For templates, inside an element (in an attribute, put it through `striptags`)."""
        return f'<span lang="{locales.SOURCE}">{escape(str(self))}</span>'


def pick(text: Mapping[str, str] | str | None) -> str:
    """A text of `content/` in the reader's language; one that is not yet translated is Vietnamese and says so."""
    locale = current_locale()
    found = locales.pick(text, locale)
    return Untranslated(found) if isinstance(text, Mapping) and found and not text.get(locale) else found


def untranslated(*nodes: object) -> bool:
    """Whether any text of these pieces of content is not yet in the reader's language."""
    return any(locales.lacks(node, current_locale()) for node in nodes)


def day(value: date | datetime | str | None) -> str:
    """A day as people write it: 22/11/2026, 22 Nov 2026. A text that is no ISO date is given back as it is."""
    if value is None:
        return ""
    try:
        known = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return messages.show(known, current_locale()).replace(" ", _NO_BREAK)


def moment(value: datetime) -> str:
    """A moment in Vietnam's time: 22/11/2026, 10:42."""
    locale = current_locale()
    pattern = "dd/MM/yyyy, HH:mm" if locale == "vi" else "d MMM yyyy, HH:mm"
    return format_datetime(value.astimezone(VIETNAM), pattern, locale=locale).replace(" ", _NO_BREAK)


def number(value: int | Decimal | str) -> str:
    """A number with the reader's separators: 1.234,5 or 1,234.5."""
    return messages.show(Decimal(str(value)), current_locale())


def money(value: Money | int | Decimal | str, currency: str = "VND") -> str:
    """An amount with its currency: 91.800.000 đ, 4.500 USD."""
    amount = value if isinstance(value, Money) else Money(Decimal(str(value)), currency)
    return messages.show_money(amount, current_locale())


def nobreak(text: str) -> Markup:
    """A short text that stays on one line."""
    return escape(str(text).replace(" ", _NO_BREAK))


def teach_templates(app: Flask) -> None:
    """Give the filters to every template."""
    filters: dict[str, Any] = {
        "say": say, "pick": pick, "day": day, "moment": moment, "number": number, "money": money, "nobreak": nobreak,
    }  # fmt: skip
    app.jinja_env.filters.update(filters)
