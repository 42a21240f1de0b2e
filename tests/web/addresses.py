"""Every route of the site with an address that answers it: what the route × role table, the language test and axe walk."""

from __future__ import annotations

from dataclasses import dataclass, field

ANONYMOUS = "anonymous"
ROLES = (ANONYMOUS,)
"""Who may ask. Accounts bring more roles; the table below then names each."""
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """A rule of the URL map, an address of it, its guard, and the status each role gets for each method that is taken."""

    rule: str
    address: str
    guard: str = "public"
    expected: dict[str, dict[str, int]] = field(default_factory=lambda: {ANONYMOUS: {"GET": 200}})


def page(rule: str, address: str, guard: str = "public") -> Route:
    """A page below /vi/ and /en/."""
    return Route(f"/<any(vi, en):locale>{rule}", address, guard)


def api(rule: str, address: str) -> Route:
    """A read-only answer below /api/v1."""
    return Route(f"/api/v1{rule}", f"/api/v1{address}")


PAGES = (
    page("/", "/"),
    page("/_design", "/_design", "development"),
    page("/markets", "/markets"),
    page("/markets/<code>", "/markets/jp"),
    page("/documents", "/documents"),
    page("/documents/<document_id>", "/documents/law-69-2020"),
    page("/pages/<page>", "/pages/about"),
    page("/check/quote", "/check/quote"),
    page("/fees", "/fees"),
    page("/fees/<rule_id>", "/fees/service-general"),
    page("/check/firm", "/check/firm?q=cong+ty+co+phan+nhan+luc+ben+lau"),
    page("/firms", "/firms"),
    page("/firms/<ref>", "/firms/9001-ldtbxh-gp"),
    page("/jobs", "/jobs"),
    page("/jobs/<ref>", "/jobs/v001"),
    page("/match", "/match"),
    page("/match/<ref>", "/match/p001", "illustrative"),
    page("/search", "/search?q=phi+di+nhat"),
)
APIS = (
    api("/openapi.json", "/openapi.json"),
    api("/search", "/search?q=nhan+luc"),
    api("/firms", "/firms"),
    api("/firms/<ref>", "/firms/9001-ldtbxh-gp"),
    api("/orders", "/orders"),
    api("/check/firm", "/check/firm?q=nhan+luc+ben+lau"),
    api("/markets", "/markets"),
    api("/markets/<code>", "/markets/jp"),
    api("/fees", "/fees"),
    api("/fees/<rule_id>", "/fees/service-general"),
    api("/vacancies", "/vacancies"),
    api("/vacancies/<ref>", "/vacancies/v001"),
    Route("/api/v1/check/quote", "/api/v1/check/quote", expected={ANONYMOUS: {"POST": 415}}),
)
OTHERS = (
    Route("/", "/", expected={ANONYMOUS: {"GET": 302}}),
    Route("/healthz", "/healthz"),
    Route("/robots.txt", "/robots.txt"),
    Route("/static/<path:filename>", "/static/site.css"),
)
ROUTES = (*PAGES, *APIS, *OTHERS)
