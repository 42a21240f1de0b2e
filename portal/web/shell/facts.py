"""Facts for machines about a page, in the words of schema.org: built here, printed with `ui.json_ld`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from portal.web.shell.absolute import absolute, canonical, site_url
from portal.web.shell.locale import current_locale

Facts = dict[str, Any]
_CONTEXT = {"@context": "https://schema.org"}
NAME = "Bến Về"


def note_crumbs(places: Sequence[tuple[str, str]]) -> str:
    """Remember where this page stands, for `crumbs_ld` further down the page. Prints nothing."""
    g.crumbs = [(str(label), address) for label, address in places]
    return ""


def crumbs_ld(title: str) -> Facts | None:
    """BreadcrumbList: from the home page down to this one; None where the page printed no breadcrumbs."""
    places = g.pop("crumbs", None)
    if places is None:
        return None
    trail = [(_("Trang chủ"), url_for("home.front")), *places]
    parts = [
        {"@type": "ListItem", "position": n, "name": name, "item": absolute(to)}
        for n, (name, to) in enumerate(trail, 1)
    ]
    last = {"@type": "ListItem", "position": len(trail) + 1, "name": title, "item": canonical()}
    return {**_CONTEXT, "@type": "BreadcrumbList", "itemListElement": [*parts, last]}


def site_ld() -> Facts:
    """Organization and WebSite: who publishes, and how the site is searched."""
    org = {
        "@type": "Organization",
        "@id": f"{site_url()}/#org",
        "name": NAME,
        "url": f"{site_url()}/",
        "logo": absolute("/static/icon.svg"),
    }
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(url_for("search.results")) + "?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }
    site = {
        "@type": "WebSite", "@id": f"{site_url()}/#site", "name": NAME, "url": f"{site_url()}/", "inLanguage": ["vi", "en"],
        "publisher": {"@id": org["@id"]}, "potentialAction": search,
    }  # fmt: skip
    return {**_CONTEXT, "@graph": [org, site]}


def dataset_ld(
    name: str, description: str, url: str, licence: str, changed: date, files: Iterable[tuple[str, str]] = ()
) -> Facts:
    """Dataset: `files` are (media type, address). `description` of at least 50 characters, as catalogues ask."""
    return {
        **_CONTEXT, "@type": "Dataset", "name": name, "description": description, "url": url, "license": licence,
        "inLanguage": current_locale(), "isAccessibleForFree": True, "dateModified": changed.isoformat(),
        "creator": {"@type": "Organization", "name": NAME, "url": f"{site_url()}/"},
        "distribution": [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": to} for kind, to in files],
    }  # fmt: skip


def faq_ld(questions: Iterable[tuple[str, str]]) -> Facts:
    """FAQPage: (question, answer) as they stand on the page."""
    asked = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in questions
    ]
    return {**_CONTEXT, "@type": "FAQPage", "mainEntity": asked}


def service_ld(name: str, description: str, provider: str, more: Mapping[str, Any] | None = None) -> Facts:
    """GovernmentService: a procedure, whom one goes to, and where it is read about."""
    return {
        **_CONTEXT, "@type": "GovernmentService", "name": name, "description": description, "url": canonical(),
        "areaServed": {"@type": "Country", "name": "Việt Nam"}, "inLanguage": current_locale(),
        "provider": {"@type": "GovernmentOrganization", "name": provider}, **(more or {}),
    }  # fmt: skip


FOR_TEMPLATES = {
    "note_crumbs": note_crumbs, "crumbs_ld": crumbs_ld, "site_ld": site_ld, "dataset_ld": dataset_ld,
    "faq_ld": faq_ld, "service_ld": service_ld, "absolute": absolute,
}  # fmt: skip
