"""How an answer about a firm is laid out: its tone, its two lights, the choices of the list's filters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.content import service as content
from portal.content import warnings
from portal.content.item import Item
from portal.firms import answers, places, service
from portal.firms.rules.side_by_side import Piece, side_by_side
from portal.shared.locales import pick
from portal.shared.messages import Message
from portal.web.shell.locale import current_locale

_TONES = {"suspended": "warn", "revoked": "bad", "expired": "bad", "handed_back": "warn", "look_alike": "bad"}
MOST_ORDERS = 12
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A check ready to be shown. `tone` is good only where the check is green; `order_tone` colours the second light.

    `typed` and `named` are the words asked and those of the firm they imitate, marked where they differ; `imitated` and
    `firm` say the rest of that firm, or of the one that was found; `warnings` are the tricks that concern the verdict.
    """

    check: service.Check
    tone: str
    headline: Message
    order_tone: str
    order_line: Message
    typed: Sequence[Piece]
    named: Sequence[Piece]
    imitated: service.FirmDetail | None
    firm: service.FirmDetail | None
    warnings: Sequence[Item]


def answer(check: service.Check, query: str) -> Answer:
    """Lay out a check of what was typed."""
    tone = "good" if check.green else _TONES.get(check.verdict, "warn")
    order_tone = {"registered": "good", "not_asked": "own"}.get(check.order, "warn")
    typed: Sequence[Piece] = ()
    named: Sequence[Piece] = ()
    imitated = None
    if check.verdict == "look_alike":
        imitated = service.get_firm(check.similar[0].card.ref)
        typed, named = side_by_side(query, check.similar[0].name)
    return Answer(
        check=check,
        tone=tone,
        headline=answers.headline(check),
        order_tone=order_tone,
        order_line=answers.order_line(check),
        typed=typed,
        named=named,
        imitated=imitated,
        firm=service.get_firm(check.firm.ref) if check.firm else None,
        warnings=warnings.for_firm_state(check.verdict),
    )


def province_choices() -> Choices:
    """The provinces of today, named in the reader's language."""
    named = [(slug, pick(name, current_locale())) for _id, slug, name in places.province_names()]
    return [("", _("Mọi tỉnh, thành phố")), *named]


def province_slug(text: str) -> str:
    """The choice that a province's name, old or new, stands for; nothing where it is not known."""
    province = places.find_province(text)
    return next((slug for id, slug, _name in places.province_names() if id == province), "")


def market_choices() -> Choices:
    """The markets that firms of the register have."""
    return [("", _("Mọi nước")), *((code.lower(), market_name(code)) for code in service.listed_markets())]


def phones(text: str) -> list[tuple[str, str]]:
    """Each number of the register's phone cell, and the digits to dial; "" where it is none."""
    found = []
    for part in re.split(r"[;,/]", text):
        digits = re.sub(r"[^0-9+]", "", part)
        found.append((part.strip(), digits if re.fullmatch(r"\+?[0-9]{8,15}", digits) else ""))
    return [(shown, dial) for shown, dial in found if shown]


def first_orders(orders: Sequence[service.OrderCard]) -> Sequence[service.OrderCard]:
    """The orders to show on a firm's page: at most `MOST_ORDERS`, those that are registered and open before the others."""
    places = {"registered": 0, "not_registered": 1, "closed": 2}
    return sorted(orders, key=lambda card: (places[card.state], card.ref))[:MOST_ORDERS]


def market_name(code: str) -> str:
    """The name of a country the site knows, else its code."""
    return pick(places.market_name(code), current_locale()) or code


def source(id: str) -> content.Source:
    """A source of the content, to be named beside what rests on it."""
    return next(iter(content.sources_of({"source": [id]})))
