"""The public page of an item as a draft would make it, for nobody in particular: to be looked at, and to see that it can be made."""

from __future__ import annotations

import re

from flask import current_app, g, request

from portal.content.editing import wording
from portal.content.editing.rules.shapes import leaves
from portal.content.editing.rules.typed import tidied
from portal.content.editing.service.common import View
from portal.content.editions import library, reading, with_edit
from portal.content.places import path_of
from portal.shared.locales import LOCALES
from portal.shared.problems import BadInput, Problem

BROKEN, MISSING = 500, 400
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "#")


def path_of_draft(found: View) -> str:
    """The path of the page below the language; "" where the item has none, or is to be taken off."""
    if not found.data:
        return ""
    try:
        return path_of(found.kind, found.data)
    except (KeyError, AttributeError):  # the field that the address is made of is empty
        return ""


def dead_links(found: View) -> list[tuple[str, str]]:
    """Links to pages of this site that lead nowhere: the path of the field, and the address as it was typed."""
    places = {
        (field, address)
        for field, text in leaves(found.data or {})
        if isinstance(text, str)
        for address in _LINK.findall(text)
        if not address.startswith(_ELSEWHERE)
    }
    with reading(with_edit(library(), found.kind, found.item, tidied(found.data))):
        return sorted((field, address) for field, address in places if not _leads_somewhere(address))


def refuse_dead_links(found: View) -> None:
    """BadInput for each of them, at its field."""
    if dead := dead_links(found):
        raise BadInput([Problem(field, wording.dead_link(address)) for field, address in dead])


def _leads_somewhere(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//"):
        return False
    with current_app.app_context(), current_app.test_request_context(address.partition("#")[0]):
        g.drawn = True
        return bool(current_app.full_dispatch_request().status_code < MISSING)


def draw(found: View, locale: str, day: str = "") -> tuple[int, bytes]:
    """Status and page. Nothing of the request under way is known to the inner one, and what it makes is kept nowhere."""
    books = with_edit(library(), found.kind, found.item, tidied(found.data))
    base = f"{request.scheme}://{request.host}"
    asked = current_app.test_request_context(
        f"/{locale}/{path_of_draft(found)}", base_url=base, query_string={"as_of": day} if day else None
    )
    with reading(books), current_app.app_context(), asked:
        g.drawn = True  # nobody read it
        answer = current_app.full_dispatch_request()
        return answer.status_code, answer.get_data()


def can_be_drawn(found: View) -> bool:
    """Whether the page can be made in every language. An item without a page of its own always can."""
    if not path_of_draft(found):
        return True
    try:
        return all(draw(found, locale)[0] < BROKEN for locale in LOCALES)
    except Exception:  # whatever a page cannot do with it: it is not published
        current_app.logger.exception("a draft cannot be drawn")
        return False
