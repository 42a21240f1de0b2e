"""The one client through which every page of every test is fetched: it refuses a page that breaks a rule of the house.

`StrictClient` is a Flask test client; `check_page` and `check_headers` raise AssertionError with every breach found.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.web.shell.headers import SECURITY_HEADERS

X = "{http://www.w3.org/1999/xhtml}"
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
STRAIGHT = re.compile(r"\"|\.\.\.|(?<=\w)'(?=\w)|(?<=\s)'|'(?=\s)")
LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "manifest"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


class StrictClient(FlaskClient):
    """Checks every answer before the test sees it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        check_headers(response)
        if response.mimetype == "text/html" and response.get_data():
            packed = response.headers.get("Content-Encoding") == "gzip"
            html = (gzip.decompress(response.data) if packed else response.data).decode()
            breaches = breaches_of(html, locale_of(response.request.path))
            assert not breaches, f"{response.request.path}:\n  " + "\n  ".join(breaches)
        return response


def locale_of(path: str) -> str | None:
    """The language that the path promises."""
    first = path.strip("/").split("/")[0]
    return first if first in ("vi", "en") else None


def check_headers(response: TestResponse) -> None:
    """The whole set of security headers stands on every status, and nothing that is kept names an unsafe source."""
    for name, value in SECURITY_HEADERS.items():
        assert response.headers.get_all(name) == [value], (
            f"{name} on {response.status}: {response.headers.get_all(name)}"
        )
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers.get("X-Request-Id")
    assert response.headers.get("Cache-Control")
    assert "Server" not in response.headers or "Werkzeug" not in response.headers["Server"]


@lru_cache(maxsize=2048)
def breaches_of(html: str, locale: str | None) -> list[str]:
    """Everything that is wrong with this page, in words. Public pages come again and again: each text is read once."""
    parser = html5lib.HTMLParser(strict=False, tree=html5lib.getTreeBuilder("etree"))
    root: Element = parser.parse(html)
    found = [f"not well-formed: {code} {data} at {place}" for place, code, data in parser.errors]
    for check in (_language, _heading_and_title, _ids, _fields, _csp, _outside, _images):
        found += check(root, locale)
    return found + _texts(root, locale)


def _language(root: Element, locale: str | None) -> list[str]:
    lang = root.get("lang")
    if lang not in ("vi", "en"):
        return [f"html lang is {lang!r}"]
    return [f"html lang is {lang!r} below /{locale}/"] if locale and lang != locale else []


def _heading_and_title(root: Element, _locale: str | None) -> list[str]:
    found = []
    headings = [(int(e.tag[-1]), text_of(e)) for e in root.iter() if re.fullmatch(re.escape(X) + "h[1-6]", str(e.tag))]
    firsts = [text for level, text in headings if level == 1]
    title = text_of(next(root.iter(X + "title"), Element("none")))
    if len(firsts) != 1 or not firsts[0]:
        found.append(f"{len(firsts)} h1: {firsts}")
    elif not title.startswith(firsts[0]):
        found.append(f"title {title!r} does not start with h1 {firsts[0]!r}")
    for (before, _), (level, text) in itertools.pairwise(headings):
        if level > before + 1:
            found.append(f"heading level jumps from {before} to {level} at {text!r}")
    return found


def _ids(root: Element, _locale: str | None) -> list[str]:
    ids = [e.get("id") for e in root.iter() if e.get("id") is not None]
    found = [f"id {ident!r} stands {ids.count(ident)} times" for ident in {i for i in ids if ids.count(i) > 1}]
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            found += [f"{name} names no id: {i!r}" for i in (element.get(name) or "").split() if i not in ids]
        target = element.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            found.append(f"link to a missing place {target!r}")
    return found


def _fields(root: Element, _locale: str | None) -> list[str]:
    labelled = {e.get("for") for e in root.iter(X + "label") if text_of(e)}
    wrapped = {id(child) for label in root.iter(X + "label") for child in label.iter()}
    found = []
    for tag in ("input", "select", "textarea"):
        for field in root.iter(X + tag):
            if field.get("type") in UNLABELLED:
                continue
            named = field.get("aria-label") or field.get("aria-labelledby")
            if field.get("id") not in labelled and id(field) not in wrapped and not named:
                found.append(f"{tag} {field.get('name')!r} has no label")
    for button in root.iter(X + "button"):
        if not text_of(button) and not button.get("aria-label"):
            found.append("a button says nothing")
    for link in root.iter(X + "a"):
        if link.get("href") and not text_of(link) and not link.get("aria-label"):
            found.append(f"link to {link.get('href')} says nothing")
    return found


def _csp(root: Element, _locale: str | None) -> list[str]:
    found = []
    for element in root.iter():
        found += [f"inline {name} on {element.tag}" for name in element.attrib if str(name).startswith("on")]
        if element.get("style") is not None:
            found.append(f"inline style on {element.tag}")
        if str(element.tag) == X + "style" or (str(element.tag) == X + "script" and not _allowed(element)):
            found.append(f"{element.tag} on the page: the CSP refuses it")
        if (element.get("href") or "").strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            found.append(f"address {element.get('href')!r}")
    return found


def _allowed(script: Element) -> bool:
    """A block of data that no browser runs, or a file of our own that waits until the page stands."""
    text = "".join(script.itertext())
    if script.get("type") == "application/ld+json":
        return not set(script.attrib) - {"type"} and "<" not in text and isinstance(json.loads(text), dict | list)
    own = re.fullmatch(r"/static/[\w./-]+\.js(\?v=\w+)?", script.get("src") or "")
    return bool(own) and script.get("defer") is not None and not set(script.attrib) - {"src", "defer"} and not text


def _outside(root: Element, _locale: str | None) -> list[str]:
    found = []
    for element in root.iter():
        told = element.get("rel") in ("canonical", "alternate")  # named, never loaded
        names = LOADS | ({"href"} if str(element.tag) in (X + "link", X + "base") and not told else set())
        for name in names:
            if urlsplit(element.get(name) or "").netloc:
                found.append(f"{element.tag} loads from outside: {element.get(name)}")
        if element.get("target") == "_blank" and "noopener" not in (element.get("rel") or ""):
            found.append("a new window without rel=noopener")
    return found


def _images(root: Element, _locale: str | None) -> list[str]:
    return [f"image {e.get('src')} has no alt" for e in root.iter(X + "img") if e.get("alt") is None]


def _texts(element: Element, locale: str | None) -> list[str]:
    """Untranslated and untypographic texts, walking with the language in force."""
    found: list[str] = []

    def walk(node: Element, lang: str | None, typed: bool) -> None:
        lang = node.get("lang") or lang
        typed = typed or node.get("data-as-typed") is not None
        if str(node.tag) in (X + "head", X + "script", X + "style"):
            return
        attributes = [node.get(name) for name in ("placeholder", "aria-label", "title", "alt")]
        for text in [node.text, *attributes]:
            judge(text, lang, typed)
        for child in node:
            walk(child, lang, typed)
            judge(child.tail, lang, typed)

    def judge(text: str | None, lang: str | None, typed: bool) -> None:
        if not text or not text.strip():
            return
        if locale == "en" and lang == "en" and VIETNAMESE.search(text):
            found.append(f"untranslated: {text.strip()[:80]!r}")
        if not typed and STRAIGHT.search(text):
            found.append(f"straight quotes or dots: {text.strip()[:80]!r}")

    walk(element, None, False)
    return found


def text_of(element: Element) -> str:
    """All text inside, spaces folded."""
    return " ".join("".join(element.itertext()).split())
