"""The Atom feed of changed amounts, dates and states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from flask import url_for
from flask_babel import gettext as _

from portal.content.editing.service.history import Entry
from portal.shared.clock import VIETNAM
from portal.shared.locales import LOCALES
from portal.shared.messages import Message
from portal.web.editing.presenters import lines
from portal.web.editing.words import KINDS
from portal.web.shell.absolute import absolute, site_url
from portal.web.shell.wording import say

_NEVER = datetime(2026, 1, 1, tzinfo=VIETNAM)
"""What a feed without entries says of its last change: Atom asks for a moment, and it must not change by itself."""


def atom(entries: Sequence[Entry], locale: str) -> str:
    """The feed in one language, newest first."""
    here = absolute(f"/{locale}/changes.atom")
    others = "".join(
        f'<link rel="alternate" hreflang="{code}" type="application/atom+xml" href={quoteattr(absolute(f"/{code}/changes.atom"))}/>'
        for code in LOCALES
        if code != locale
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{locale}">\n'
        f"<id>{escape(here)}</id><title>{escape(_('Bến Về: số liệu và tình trạng đã sửa'))}</title>"
        f"<updated>{(entries[0].at if entries else _NEVER).isoformat()}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>{others}'
        f'<link rel="alternate" type="text/html" href={quoteattr(absolute(url_for("editing.changes")))}/>'
        f"<author><name>Bến Về</name><uri>{escape(site_url())}</uri></author>\n"
    )
    return head + "".join(_entry(entry, locale) for entry in entries) + "</feed>\n"


def _entry(entry: Entry, locale: str) -> str:
    address = absolute(url_for("editing.item_history", kind=entry.kind, id=entry.item))
    host = urlsplit(address).hostname or "benve"
    kind = say(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind
    said = [
        f"{' › '.join(say(step) if isinstance(step, Message) else step for step in line.steps)}: "
        f"{line.was or '–'} → {line.now or '–'}"
        for line in lines(entry.figures)
    ]
    return (
        f"<entry><id>tag:{host},2026:/{locale}/changes/{entry.number}</id>"
        f"<title>{escape(f'{kind}: {entry.title}')}</title><updated>{entry.at.isoformat()}</updated>"
        f"<link href={quoteattr(address)}/><summary>{escape('; '.join([*said, entry.why]))}</summary></entry>\n"
    )
