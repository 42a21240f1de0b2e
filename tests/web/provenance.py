"""Where figures stand on a page, and whether each came with its evidence: what the provenance walker asks of every page.

A figure is an amount of money, a percentage, or a count of hours, days, weeks, months or years. It is proven inside
`data-figure` that also holds a `.provenance`; what the visitor typed, examples and the site's own counts stand in
`data-as-typed`, `data-example`, `data-count`; titles of rules, texts and sources are names (`data-name`, a link outside).
`bare_figures` says what stands in none of them, `poor_evidence` which
`data-figure` lacks a state, a day or a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

from tests.web.strict import X, text_of

_NUMBER = r"\d[\d.,\u00a0 ]*(?:[–-]\d[\d.,]*)?"
_CURRENCIES = "đ(?:ồng)?|VND|USD|JPY|KRW|TWD|EUR|AUD|NZD|SGD|MYR|MOP|HUF|PLN|RON|ILS|SAR|AED|yên|yen|won|euro|đô la"
_UNITS = "giờ|ngày|tuần|tháng|năm|hours?|days?|weeks?|months?|years?"
FIGURE = re.compile(
    rf"(?<![\w/.,-]){_NUMBER}\s*(?:(?:triệu|nghìn|ngàn|tỷ|tỉ|million|billion|thousand|tr|k)\b|%|(?:(?:{_CURRENCIES}|{_UNITS})\b))"
    rf"|(?<!\w)(?:{_CURRENCIES.upper()})[\u00a0 ]\d[\d.,]*",
)
# A day, a month or a year by name is no count: “22 tháng 11”, “ngày 1 tháng 7 năm 2026”, “năm 2026”, “2026–2030”.
_DATES = re.compile(
    r"(?:ngày )?\d{1,2} tháng \d{1,2}(?: năm \d{4})?|tháng \d{1,2} năm \d{4}|\d{1,2} năm (?:19|20)\d\d"
    r"|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{4}"
)
_EXCUSED = ("data-as-typed", "data-example", "data-count", "data-name")
_SKIPPED = {X + tag for tag in ("head", "script", "style", "svg", "select", "option")}
_STATES = re.compile(
    "đã đối chiếu|có nguồn|chờ xác minh|đã được thay thế|checked against|sourced|verification|superseded|replaced",
    re.IGNORECASE,
)
_LOOKED = re.compile(r"xem lại lần cuối|last (?:checked|verified|looked)", re.IGNORECASE)


def read(html: str) -> Element:
    """The page as a tree."""
    root: Element = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree")).parse(html)
    return root


def bare_figures(root: Element) -> list[str]:
    """Each figure of <main> that stands outside of evidence and excuse, with the words around it."""
    main = next(root.iter(X + "main"), root)
    found = []
    for text in _blocks(main):
        plain = _DATES.sub("·", text)
        for match in FIGURE.finditer(plain):
            found.append(plain[max(match.start() - 40, 0) : match.end() + 25].strip())
    return found


def poor_evidence(root: Element) -> list[str]:
    """Each outermost `data-figure` that shows a figure without state, last check or source; a group's may be said once."""
    inside = {id(part) for element in _outermost(root) for part in _evidence(element)}
    once = " ".join(text_of(part) for part in _evidence(root) if id(part) not in inside)
    return [wrong for element in _outermost(root) if (wrong := _lacks(element, once))]


def _evidence(element: Element) -> list[Element]:
    return [part for part in element.iter() if "provenance" in (part.get("class") or "").split()]


def _outermost(element: Element) -> Iterator[Element]:
    for child in element:
        if child.get("data-figure") is not None:
            yield child
        else:
            yield from _outermost(child)


def _lacks(element: Element, once: str) -> str:
    if not FIGURE.search(_DATES.sub("·", text_of(element))):
        return ""
    parts = _evidence(element)
    said = " ".join([once, *(text_of(part) for part in parts)])
    links = [link for link in element.iter(X + "a") if link.get("href")]
    wanted = {".provenance": bool(parts), "state": _STATES.search(said), "last check": _LOOKED.search(said), "source": bool(links)}
    missing = [name for name, there in wanted.items() if not there]
    return f"no {', '.join(missing)}: {text_of(element)[:100]}" if missing else ""


_INLINE = {
    X + tag
    for tag in ("a", "abbr", "b", "strong", "em", "i", "span", "small", "q", "code", "mark", "time", "sup", "bdi")
}


def _blocks(element: Element) -> Iterator[str]:
    """The texts of each block, what is proven or excused left out."""
    buffer: list[str] = []
    yield from _walk(element, buffer)
    yield "".join(buffer)


def _walk(element: Element, buffer: list[str]) -> Iterator[str]:
    outside = "external" in (element.get("rel") or "").split()  # the title of a source is a quote
    if outside or str(element.tag) in _SKIPPED or any(element.get(name) is not None for name in _EXCUSED):
        buffer.append(" ¦ ")
        return
    if element.get("data-figure") is not None and any("provenance" in (p.get("class") or "") for p in element.iter()):
        buffer.append(" ¦ ")
        return
    block = str(element.tag) not in _INLINE
    if block:
        yield "".join(buffer)
        buffer.clear()
    buffer.append(element.text or "")
    for child in element:
        yield from _walk(child, buffer)
        buffer.append(child.tail or "")
    if block:
        yield "".join(buffer)
        buffer.clear()
