"""The Atom feed of licence changes: which licence was told otherwise or ran out, when, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from flask import url_for
from flask_babel import gettext as _

from portal.firms.licence_changes import LicenceChange
from portal.firms.wording import STATUSES
from portal.shared.clock import VIETNAM
from portal.shared.locales import LOCALES
from portal.web.shell.absolute import absolute, site_url
from portal.web.shell.wording import day, say

_NEVER = date(2026, 1, 1)
"""What a feed without entries says of its last change: Atom asks for a day, and it must not change by itself."""


def atom(changes: Sequence[LicenceChange], locale: str) -> str:
    """The feed in one language, newest first."""
    here = absolute(f"/{locale}/firms.atom")
    others = "".join(
        f'<link rel="alternate" hreflang="{code}" type="application/atom+xml" href={quoteattr(absolute(f"/{code}/firms.atom"))}/>'
        for code in LOCALES
        if code != locale
    )
    title = _("Bến Về: thay đổi giấy phép của công ty đưa người đi làm việc ở nước ngoài")
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{locale}">\n'
        f"<id>{escape(here)}</id><title>{escape(title)}</title>"
        f"<updated>{_moment(changes[0].told_on if changes else _NEVER)}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>{others}'
        f'<link rel="alternate" type="text/html" href={quoteattr(absolute(url_for("firms.register")))}/>'
        f"<author><name>Bến Về</name><uri>{escape(site_url())}</uri></author>\n"
    )
    return head + "".join(_entry(change, locale) for change in changes) + "</feed>\n"


def _entry(change: LicenceChange, locale: str) -> str:
    address = absolute(url_for("firms.firm", ref=change.ref))
    host = urlsplit(address).hostname or "benve"
    title = f"{change.name_vi} ({change.licence_no}): {say(STATUSES[change.state])}"
    return (
        f"<entry><id>tag:{host},2026:/{locale}/firms/{escape(change.ref)}/{escape(change.key)}</id>"
        f"<title>{escape(title)}</title><updated>{_moment(change.told_on)}</updated>"
        f"<link href={quoteattr(address)}/><summary>{escape(_summary(change))}</summary></entry>\n"
    )


def _summary(change: LicenceChange) -> str:
    since, state = day(change.told_on), say(STATUSES[change.state])
    if change.by_date:
        said = [_("Giấy phép hết hạn theo ngày ghi trong danh sách: từ ngày %(day)s không còn hiệu lực.", day=since)]
        said.append(_("Không có quyết định nào: ngày cuối của giấy phép đã qua mà danh sách chưa ghi gia hạn."))
    elif change.state == "unlisted":
        said = [_("Danh sách nhập ngày %(day)s không còn tên công ty.", day=since)]
    else:
        said = [_("Danh sách nhập ngày %(day)s ghi: %(state)s.", day=since, state=state)]
        said += [_("Ngày cuối của giấy phép: %(day)s.", day=day(change.runs_to))] if change.runs_to else []
    if change.before:
        said.append(_("Trước đó: %(state)s.", state=say(STATUSES[change.before])))
    else:
        said.append(_("Công ty mới có tên trong danh sách."))
    if change.decision_no:
        said.append(_("Quyết định %(number)s.", number=change.decision_no))
    if change.illustrative:
        said.append(_("Minh họa, không có thật."))
    return " ".join(said)


def _moment(value: date) -> str:
    return datetime.combine(value, time(), VIETNAM).isoformat()
