"""How a letter is made of its kind and values: plain text and HTML that say the same; no value reaches a header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape
from typing import Literal

from portal.mail.rules.offers import Listed, is_offers, listed
from portal.mail.rules.plain import is_path, is_plain_name
from portal.shared.locales import Locale, Text

ValueType = Literal["path", "moment", "code", "name", "offers"]
OTHER = "other"
"""The code of what is not known; beside a known one it is left out."""
VIETNAM = timezone(timedelta(hours=7))
_CODES = re.compile(r"[a-z_]{1,20}(/[a-z_]{1,20})?")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)


class BadLetter(ValueError):
    """The letter cannot be written; the message names the kind and value, never what stood in it."""


@dataclass(frozen=True)
class Kind:
    """One kind of letter: what it needs, and its texts by language; `hours` is how long its link works."""

    name: str
    values: Mapping[str, ValueType]
    subject: Text
    body: Mapping[str, list[str]]
    action: Text | None = None
    after: Mapping[str, list[str]] | None = None
    hours: int | None = None
    words: Mapping[str, Text] = field(default_factory=dict)
    """What a `code` says in words, for those that this site uses in letters."""
    lists: Mapping[str, Text] = field(default_factory=dict)
    """The heading above each value that is a list of vacancies; an empty list is left out with its heading."""


@dataclass(frozen=True)
class Frame:
    """What all letters share."""

    greeting: Text
    copy: Text
    closing: Text
    stop: Text
    """What leads out of letters that come until they are ended (those with the value `stop`)."""
    offers: Mapping[str, Text] = field(default_factory=dict)
    """What lists of vacancies say: wages, and how many others there are."""


@dataclass(frozen=True)
class Letter:
    """A letter ready to be put into an envelope."""

    subject: str
    text: str
    html: str
    stop: str = ""
    """The address that ends such letters by a single POST (RFC 8058), for those that can be ended."""


def check_address(address: str) -> None:
    """Raise BadLetter unless this is one plain ASCII address (a domain in other letters comes as xn--…)."""
    local = address.rpartition("@")[0]
    if len(address) > 254 or len(local) > 64 or not _ADDRESS.fullmatch(address):
        raise BadLetter("recipient: not one plain address")


def check_values(kind: Kind, values: Mapping[str, str]) -> None:
    """Raise BadLetter unless the values are exactly those that the kind needs, each of its type."""
    if set(values) != set(kind.values):
        raise BadLetter(f"{kind.name}: needs the values {sorted(kind.values)}")
    for name, type_ in kind.values.items():
        if not _fits(type_, values[name]) or (type_ == "code" and not set(values[name].split("/")) <= set(kind.words)):
            raise BadLetter(f"{kind.name}.{name}: not a {type_}")


def _fits(type_: ValueType, value: str) -> bool:
    if type_ == "name":
        return is_plain_name(value)
    if type_ == "path":
        return is_path(value)
    if type_ == "offers":
        return is_offers(value)
    if type_ == "code":
        return bool(_CODES.fullmatch(value))
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def write(kind: Kind, frame: Frame, locale: Locale, values: Mapping[str, str], site: str) -> Letter:
    """The letter in this language; `site` is the site's address without a path."""
    said = {"site": site, "hours": str(kind.hours)}
    said |= {name: _shown(type_, values[name], locale, kind.words) for name, type_ in kind.values.items()}
    before = [frame.greeting[locale], *(text % said for text in kind.body[locale])]
    after = [text % said for text in (kind.after or {}).get(locale, [])]
    link = site + values["path"] if "path" in kind.values else ""
    action = kind.action[locale] if kind.action else ""
    stop = site + values["stop"] if "stop" in values else ""
    found = (listed(values[name], heading[locale], frame.offers, locale, site) for name, heading in kind.lists.items())
    said_lists = [one for one in found if one is not None]
    out = (frame.stop[locale], stop)
    return Letter(
        subject=kind.subject[locale],
        text=_plain(before, said_lists, [(action, link), out], after, frame.closing[locale], site),
        html=_html(
            locale, before, said_lists, [(action, link), out], [frame.copy[locale], *after], frame.closing[locale]
        ),
        stop=stop,
    )


def _shown(type_: ValueType, value: str, locale: Locale, words: Mapping[str, Text]) -> str:
    if type_ == "code":
        known = [code for code in value.split("/") if code != OTHER] or [OTHER]
        return ", ".join(words[code][locale] for code in known)
    if type_ == "moment":
        moment = datetime.fromisoformat(value).astimezone(VIETNAM)
        if locale == "vi":
            return f"{moment:%H:%M} ngày {moment:%d/%m/%Y} (giờ Việt Nam)"
        return f"{moment:%H:%M} on {moment.day} {moment:%B %Y} (Vietnam time)"
    return value


Links = list[tuple[str, str]]
"""(what it does, address): the one the letter is for, and the way out; an empty address is none."""


def _plain(before: list[str], lists: list[Listed], links: Links, after: list[str], closing: str, site: str) -> str:
    action, stop = ([f"{said}:\n{link}"] if link else [] for said, link in links)
    return (
        "\n\n".join(
            [*before, *(one.plain() for one in lists), *action, *after, *stop, f"-- \nBến Về · {site}\n{closing}"]
        )
        + "\n"
    )


_LOOK = """<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>
body { margin: 0; padding: 20px 16px; background: #fbfaf6; color: #16211f; overflow-wrap: break-word;
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
.letter { max-width: 34em; margin: 0 auto }
p { margin: 0 0 16px }
a { color: #0a5c5a }
.do { display: inline-block; padding: 10px 20px; border-radius: 10px; background: #0a5c5a; color: #fff; font-weight: 650;
  text-decoration: none }
h2 { margin: 28px 0 8px; font-size: 18px; line-height: 1.35 }
ul { margin: 0 0 16px; padding-left: 20px }
li { margin: 0 0 12px }
.soft { color: #52605c; font-size: 14px }
hr { margin: 28px 0 16px; border: 0; border-top: 1px solid #d5d9d3 }
@media (prefers-color-scheme: dark) {
  body { background: #0f1615; color: #e9efec }
  a { color: #7fd1c7 }
  .do { background: #7fd1c7; color: #0f1615 }
  .soft { color: #aab8b3 }
  hr { border-color: #2c3a37 }
}
</style>"""
"""How a letter looks where the program reads it; without it everything is still there in the same order."""


def _html(locale: Locale, before: list[str], lists: list[Listed], links: Links, after: list[str], closing: str) -> str:
    """No picture, nothing fetched: opening the letter tells nobody anything."""
    (action, link), (stop, out) = links
    parts = [f"<p>{escape(text)}</p>" for text in before] + [one.html() for one in lists]
    if link:
        parts += [f'<p><a class="do" href="{escape(link)}">{escape(action)}</a></p>']
        parts += [f'<p class="soft">{escape(after[0])}<br>{escape(link)}</p>']
    parts += [f"<p>{escape(text)}</p>" for text in after[1:]]
    if out:
        parts += [f'<p class="soft"><a href="{escape(out)}">{escape(stop)}</a><br>{escape(out)}</p>']
    parts += [f'<hr><p class="soft"><strong>Bến Về</strong><br>{escape(closing)}</p>']
    head = f'<!DOCTYPE html>\n<html lang="{locale}"><head><meta charset="utf-8"><title>Bến Về</title>\n{_LOOK}\n</head>'
    return "\n".join([head, '<body><div class="letter">', *parts, "</div></body></html>\n"])
