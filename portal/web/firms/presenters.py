"""How an answer about a firm is laid out: its tone, its two lights, the choices of the list's filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.content import service as content
from portal.firms import answers, places, service
from portal.firms.wording import STATUSES
from portal.shared.locales import pick
from portal.shared.messages import Message
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

STATES = ("valid", "suspended", "revoked", "expired", "handed_back")
_TONES = {"suspended": "warn", "revoked": "bad", "expired": "bad", "handed_back": "warn", "look_alike": "bad"}
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """A check ready to be shown. `tone` is good only where the check is green; `order_tone` colours the second light."""

    check: service.Check
    tone: str
    headline: Message
    order_tone: str
    order_line: Message


def answer(check: service.Check) -> Answer:
    """Lay out a check."""
    tone = "good" if check.green else _TONES.get(check.verdict, "warn")
    order_tone = {"registered": "good", "not_asked": "own"}.get(check.order, "warn")
    return Answer(check, tone, answers.headline(check), order_tone, answers.order_line(check))


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


def state_choices() -> Choices:
    """The states a licence may be in."""
    return [("", _("Mọi tình trạng")), *((state, say(STATUSES[state])) for state in STATES)]


def market_name(code: str) -> str:
    """The name of a country the site knows, else its code."""
    return pick(places.market_name(code), current_locale()) or code


def source(id: str) -> content.Source:
    """A source of the content, to be named beside what rests on it."""
    return next(iter(content.sources_of({"source": [id]})))
