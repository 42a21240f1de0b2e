"""Lists of open vacancies in letters: their titles, places and wages are public, typed by employers, and become no other link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from portal.mail.rules.plain import is_path, is_plain_name, plain_name
from portal.shared.locales import Locale, Text

MOST = 30
LONGEST_TITLE, LONGEST_PLACE = 120, 60
_FIELDS = {"title", "place", "low", "high", "path"}
_MILLION = 1_000_000


@dataclass(frozen=True)
class Listed:
    """A list ready for the letter: for each vacancy its title, what is said of it and its address; `more` says how many
    others there are, "" for none."""

    heading: str
    rows: list[tuple[str, str, str]]
    more: str

    def plain(self) -> str:
        """As plain text."""
        rows = [f"- {title}\n  {said}\n  {link}" if said else f"- {title}\n  {link}" for title, said, link in self.rows]
        return "\n\n".join([f"{self.heading}:", *rows, *([self.more] if self.more else [])])

    def html(self) -> str:
        """As HTML that fetches nothing."""
        rows = [
            f'<li><a href="{escape(link)}" lang="vi">{escape(title)}</a><br>{escape(said)}</li>'
            for title, said, link in self.rows
        ]
        more = f"\n<p>{escape(self.more)}</p>" if self.more else ""
        return f"<h2>{escape(self.heading)}</h2>\n<ul>" + "\n".join(rows) + f"</ul>{more}"


def said_offer(title: str, place: str, wage: tuple[int | None, int | None], path: str) -> dict[str, Any]:
    """One vacancy as a letter takes it; `wage`: lowest and highest (VND a month). What could become a link is parted."""
    parts = path.split("/")
    return {
        "title": plain_name(title, LONGEST_TITLE),
        "place": plain_name(place, LONGEST_PLACE),
        "low": wage[0],
        "high": wage[1],
        "path": path if is_path(path) else "/".join(parts[:3]),
    }


def is_offers(value: str) -> bool:
    """Whether this is a list of vacancies as `said_offer` makes them, and the number of others."""
    try:
        told = json.loads(value)
    except ValueError:
        return False
    if not isinstance(told, dict) or set(told) != {"offers", "more"} or not _count(told["more"]):
        return False
    offers = told["offers"]
    return isinstance(offers, list) and len(offers) <= MOST and all(_is_offer(one) for one in offers)


def listed(value: str, heading: str, words: Mapping[str, Text], locale: Locale, site: str) -> Listed | None:
    """The list in this language; None where nothing is in it."""
    told = json.loads(value)
    if not told["offers"]:
        return None
    rows = []
    for one in told["offers"]:
        said = [part for part in (one["place"], _wage(one["low"], one["high"], words, locale)) if part]
        rows.append((one["title"] or words["untitled"][locale], " · ".join(said), site + one["path"]))
    more = words["more"][locale] % {"n": told["more"]} if told["more"] else ""
    return Listed(heading, rows, more)


def _is_offer(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != _FIELDS:
        return False
    named = all(
        isinstance(one[name], str) and (not one[name] or is_plain_name(one[name])) for name in ("title", "place")
    )
    paid = all(one[name] is None or _count(one[name]) for name in ("low", "high"))
    return named and paid and isinstance(one["path"], str) and is_path(one["path"])


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _wage(low: int | None, high: int | None, words: Mapping[str, Text], locale: Locale) -> str:
    if low is None and high is None:
        return words["unsaid"][locale]
    name = "from" if high is None else "upto" if low is None else "exact" if low == high else "between"
    return words[name][locale] % {"low": _millions(low, locale), "high": _millions(high, locale)}


def _millions(amount: int | None, locale: Locale) -> str:
    if amount is None:
        return ""
    said = f"{(Decimal(amount) / _MILLION).quantize(Decimal('0.1')):f}".removesuffix(".0")
    return said.replace(".", ",") if locale == "vi" else said
