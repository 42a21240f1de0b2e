"""Open vacancies for machines: JobPosting on the page of each, and the Atom feed of the newest. Invented ones are no job for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from flask import url_for
from flask_babel import gettext as _

from portal.jobs.cards import VacancyCard
from portal.jobs.rules import CONFIRMED_FOR
from portal.shared.clock import VIETNAM
from portal.shared.locales import LOCALES
from portal.web.jobs.presenters import wage_text
from portal.web.shell.absolute import absolute, canonical, site_url

LONGEST = 60
"""Entries: the newest; whoever reads seldom finds the rest in the list."""
_NEVER = datetime(2026, 1, 1, tzinfo=VIETNAM)
"""What a feed without entries says of its last change: Atom asks for a day, and it must not change by itself."""


def posting_ld(card: VacancyCard) -> dict[str, Any] | None:
    """JobPosting of a real, open vacancy with everything that search engines require; None for an invented one, and where
    one of those is not known."""
    facts = card.facts
    if card.illustrative or not (facts.title and facts.description and facts.employer and facts.province):
        return None
    place = {"@type": "PostalAddress", "addressRegion": facts.province, "addressCountry": "VN"}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": facts.title,
        "description": "<p>" + escape(facts.description).replace("\n", "<br>") + "</p>",
        "datePosted": card.posted_on.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": facts.employer},
        "jobLocation": {"@type": "Place", "address": place},
        "identifier": {"@type": "PropertyValue", "name": "Bến Về", "value": facts.ref},
        "url": canonical(),
        "directApply": False,
        "inLanguage": "vi",
        "totalJobOpenings": facts.positions,
    }
    if (last := _last_day(card)) is not None:
        found["validThrough"] = f"{last.isoformat()}T23:59:59+07:00"
    if facts.skills_required:
        found["skills"] = ", ".join(facts.skills_required)
    if facts.sector:
        found["industry"] = facts.sector
    if (salary := _salary(facts.wage_min, facts.wage_max)) is not None:
        found["baseSalary"] = salary
    return found


def feed_path(locale: str, asked: Mapping[str, str]) -> str:
    """The address of the feed that is narrowed like this: no account and no token, only what the list itself is asked."""
    return f"/{locale}/jobs.atom" + (f"?{urlencode(asked)}" if asked else "")


def atom(cards: Sequence[VacancyCard], locale: str, asked: Mapping[str, str]) -> str:
    """The feed of these vacancies in one language, in their order; `asked`: what it is narrowed by."""
    here = absolute(feed_path(locale, asked))
    others = "".join(
        f'<link rel="alternate" hreflang="{code}" type="application/atom+xml" href={quoteattr(absolute(feed_path(code, asked)))}/>'
        for code in LOCALES
        if code != locale
    )
    updated = max((card.changed_at for card in cards), default=_NEVER)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{locale}">\n'
        f"<id>{escape(here)}</id><title>{escape(_('Bến Về: việc làm khi về nước'))}</title>"
        f"<updated>{_moment(updated)}</updated>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>{others}'
        f'<link rel="alternate" type="text/html" href={quoteattr(absolute(feed_path(locale, asked).replace("/jobs.atom", "/jobs", 1)))}/>'
        f"<author><name>Bến Về</name><uri>{escape(site_url())}</uri></author>\n"
    )
    return head + "".join(_entry(card, locale) for card in cards) + "</feed>\n"


def _entry(card: VacancyCard, locale: str) -> str:
    facts = card.facts
    address = absolute(url_for("jobs.vacancy", ref=facts.ref))
    host = urlsplit(address).hostname or "benve"
    said = [facts.employer, facts.province, wage_text(facts)]
    if card.illustrative:
        said.append(_("Minh họa, không có thật."))
    return (
        f"<entry><id>tag:{host},2026:/{locale}/jobs/{escape(facts.ref)}</id><title>{escape(facts.title)}</title>"
        f"<updated>{_moment(card.changed_at)}</updated><link href={quoteattr(address)}/>"
        f"<summary>{escape(' · '.join(part for part in said if part))}</summary></entry>\n"
    )


def _last_day(card: VacancyCard) -> date | None:
    """The last day on which it is surely shown: its own, or the end of its employer's word."""
    word = card.confirmed_on + timedelta(days=CONFIRMED_FOR) if card.confirmed_on else None
    return min((day for day in (card.facts.deadline, word) if day is not None), default=None)


def _salary(low: int | None, high: int | None) -> dict[str, Any] | None:
    if low is None and high is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": "MONTH"}
    if low is not None and low == high:
        value["value"] = low
    else:
        value |= {name: amount for name, amount in (("minValue", low), ("maxValue", high)) if amount is not None}
    return {"@type": "MonetaryAmount", "currency": "VND", "value": value}


def _moment(value: datetime) -> str:
    return value.astimezone(VIETNAM).isoformat(timespec="seconds")
