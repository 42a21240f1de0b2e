"""What can be chosen in the price check: countries, programmes, kinds of charges."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from portal.content import service as content
from portal.content.editions import per_edition
from portal.fees.fields import countries
from portal.fees.rules.terms import NOT_A_CHARGE
from portal.fees.wording import KINDS
from portal.shared.locales import pick
from portal.shared.messages import Message, message
from portal.shared.text import collation_key, fold
from portal.web.fees.asked import LUMP
from portal.web.fees.presenters import LUMP_NAME

# English names that keep letters of another language.
_LANGUAGE_OF_NAME = {"CI": "fr", "RE": "fr", "BL": "fr", "ST": "pt"}

OCCUPATIONS = (
    message("Giúp việc gia đình"),
    message("Khán hộ công gia đình"),
    message("Hộ lý trong viện dưỡng lão"),
    message("Y tá trong bệnh viện"),
    message("Lao động nông nghiệp"),
    message("Thuyền viên tàu cá gần bờ"),
    message("Thuyền viên tàu cá xa bờ"),
    message("Thuyền viên tàu vận tải biển"),
    message("Thực tập sinh kỹ năng số 3"),
    message("Lao động kỹ thuật cao"),
)
"""Occupations that some rule names: proposed where one is typed, in words that the rules understand."""


@dataclass(frozen=True)
class Choice:
    """One option: its code, its name, and the language of the name where it is not the page's."""

    code: str
    name: str
    lang: str = ""


@dataclass(frozen=True)
class Group:
    """Options under one heading."""

    name: str
    choices: tuple[Choice, ...]


@per_edition
def markets(locale: str) -> tuple[Choice, ...]:
    """The markets with a page, in the order of the content."""
    items = sorted(content.all_of("market"), key=lambda item: item.data.get("order", 0))
    return tuple(Choice(item.id, pick(item.data["name"], locale)) for item in items)


@per_edition
def other_countries(locale: str) -> tuple[Choice, ...]:
    """Every other country, by name."""
    known = {choice.code for choice in markets(locale)} | {"VN"}
    names = Locale(locale).territories
    found = [
        Choice(code, str(names[code]).replace("'", "’"), _LANGUAGE_OF_NAME.get(code, "") if locale == "en" else "")
        for code in countries() - known
    ]
    return tuple(sorted(found, key=lambda choice: collation_key(choice.name)))


@per_edition
def programmes(locale: str) -> tuple[Group, ...]:
    """The programmes of each market that has any."""
    groups = []
    for market in markets(locale):
        rows = [item for item in content.all_of("programme") if item.data["market"] == market.code]
        if rows:
            groups.append(Group(market.name, tuple(Choice(row.id, pick(row.data["name"], locale)) for row in rows)))
    return tuple(groups)


def country(code: str, locale: str) -> Choice:
    """The name of one country."""
    return next(
        choice for choice in (*markets(locale), *other_countries(locale), Choice(code, code)) if choice.code == code
    )


def programmes_in(market: str, locale: str) -> tuple[Choice, ...]:
    """The programmes of one market."""
    rows = (item for item in content.all_of("programme") if item.data["market"] == market)
    return tuple(Choice(row.id, pick(row.data["name"], locale)) for row in rows)


def programme_name(code: str, locale: str) -> str:
    """The name of a programme, or its code as typed where there is none."""
    item = content.find("programme", code) if code else None
    return pick(item.data["name"], locale) if item else code


def kinds() -> tuple[tuple[str, Message], ...]:
    """The kinds of charges, a sum that nobody split first; not what is paid to the worker."""
    charges = ((kind, name) for kind, name in KINDS.items() if kind not in NOT_A_CHARGE)
    return ((LUMP, LUMP_NAME), *charges)


@per_edition
def known_occupations() -> frozenset[str]:
    """Names of occupations, folded, that hold no person's name: those proposed, and those of the list."""
    listed = (name for item in content.all_of("occupation") for name in item.data["name"].values())
    return frozenset(fold(name) for name in (*(choice.msgid for choice in OCCUPATIONS), *listed))
