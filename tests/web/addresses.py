"""Every route of the site: an address of it, its guard for each method, and the status each role gets. By hand, on purpose.

What the route × role table, the language test and axe walk. A row is made by `page`, `api`, `own`, `post`, `door`, `stage`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

ANONYMOUS = "anonymous"
PERSONS = ("returnee", "employer", "firm")
STAFF = ("editor", "reviewer", "moderator", "officer", "admin")
SIGNED_IN = (*PERSONS, *STAFF)
HALF = ("second_step", "setup")
"""Staff after their password: only the page of that step is open to them."""
ROLES = (ANONYMOUS, *SIGNED_IN, *HALF)
"""Who may ask."""
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")

Statuses = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Route:
    """A rule of the URL map with an address that answers it. `expected`: role → method → status; other methods get 405.

    `form` is what the table's POST sends, with a good token. `spends`: the POST ends the session, so each role brings a new one.
    `keeps_nothing`: the POST only asks, so it needs no token and reads no cookie.
    """

    rule: str
    address: str
    guards: Mapping[str, str]
    expected: Statuses
    form: Mapping[str, str] = field(default_factory=dict)
    spends: bool = False
    onward: bool = False
    """For those who pass the guard the view itself sends them on: 303 is its answer, no refusal."""
    keeps_nothing: bool = False

    def posting(
        self, guard: str, roles: tuple[str, ...], status: int, form: Mapping[str, str] | None = None, **but: int
    ) -> Route:
        """This page with a form on it: its POST has a guard of its own, `status` is what `roles` get for `form`."""
        other = post(self.rule, self.address, guard, roles, status, form, **but)
        both = {role: {**self.expected[role], **other.expected[role]} for role in ROLES}
        return replace(self, guards={**self.guards, **other.guards}, expected=both, form=other.form)


PAGE = "/<any(vi, en):locale>"


def page(rule: str, address: str, guard: str = "public") -> Route:
    """A page below /vi/ and /en/ that everybody may look at."""
    return Route(PAGE + rule.removeprefix(PAGE), address, {"GET": guard}, _everybody(GET=200))


def asking(rule: str, address: str, form: Mapping[str, str]) -> Route:
    """A page with a form that everybody may send and that changes nothing: no account, no token, no cookie."""
    both = {"GET": "public", "POST": "public"}
    return Route(PAGE + rule, address, both, _everybody(GET=200, POST=200), form, keeps_nothing=True)


def own(rule: str, address: str, guard: str, roles: tuple[str, ...], **but: int) -> Route:
    """A page for these roles only: others who are signed in get 403, who is not is sent to sign in (303).

    `but`: another status for a role, such as `admin=404` where the object at this address is not theirs.
    """
    return Route(PAGE + rule.removeprefix(PAGE), address, {"GET": guard}, _for(roles, "GET", 200, 303, but))


def post(
    rule: str,
    address: str,
    guard: str,
    roles: tuple[str, ...],
    status: int,
    form: Mapping[str, str] | None = None,
    *,
    spends: bool = False,
    **but: int,
) -> Route:
    """A form's target for these roles: others who are signed in get 403, who is not gets the sign-in page (401)."""
    expected = _for(roles, "POST", status, 401, but)
    return Route(PAGE + rule.removeprefix(PAGE), address, {"POST": guard}, expected, form or {}, spends)


def door(rule: str, address: str, guard: str, form: Mapping[str, str], status: int, sees: int = 200) -> Route:
    """A page with a form that needs no account. `signed_out`: who is signed in is sent to their account instead."""
    inside = {"GET": 303, "POST": 303} if guard == "signed_out" else {"GET": sees, "POST": status}
    expected = {role: inside if role in SIGNED_IN else {"GET": sees, "POST": status} for role in ROLES}
    return Route(PAGE + rule, address, {"GET": guard, "POST": guard}, expected, form)


def stage(rule: str, guard: str, form: Mapping[str, str], status: int) -> Route:
    """A page of one step of signing in: everybody else is sent where they belong."""
    expected = {role: {"GET": 200, "POST": status} if role == guard else {"GET": 303, "POST": 303} for role in ROLES}
    return Route(PAGE + rule, rule, {"GET": guard, "POST": guard}, expected, form)


def api(rule: str, address: str, **statuses: int) -> Route:
    """An answer below /api/v1: the same for everybody."""
    taken = statuses or {"GET": 200}
    return Route(f"/api/v1{rule}", f"/api/v1{address}", dict.fromkeys(taken, "public"), _everybody(**taken))


def bare(rule: str, address: str, status: int = 200) -> Route:
    """Something outside the languages that everybody may look at."""
    return Route(rule, address, {"GET": "public"}, _everybody(GET=status))


def _everybody(**taken: int) -> Statuses:
    return dict.fromkeys(ROLES, taken)


def _for(roles: tuple[str, ...], method: str, status: int, outside: int, but: Mapping[str, int]) -> Statuses:
    found = dict.fromkeys(ROLES, 403) | dict.fromkeys(HALF, 303) | {ANONYMOUS: outside} | dict.fromkeys(roles, status)
    return {role: {method: code} for role, code in (found | but).items()}


PUBLIC_PAGES = (
    page("/", "/"),
    page("/_design", "/_design", "development"),
    page("/markets", "/markets"),
    page("/markets/<code>", "/markets/jp"),
    page("/markets/<code>/<programme>", "/markets/jp/titp"),
    page("/statistics", "/statistics"),
    page("/documents", "/documents"),
    page("/documents/impact", "/documents/impact"),
    page("/documents/<document_id>", "/documents/law-69-2020"),
    page("/pages/<page>", "/pages/about"),
    page("/data", "/data"),
    page("/offline", "/offline"),
    asking("/check/quote", "/check/quote", {"way": "page"}),
    page("/check/quote/<step>", "/check/quote/market"),
    page("/refund", "/refund"),
    page(
        "/refund/letter",
        "/refund/letter?kind=service_fee&reason=employer&paid=90+trieu&paid_on=01/03/2025&months=36&worked=12",
    ),
    page("/fees", "/fees"),
    page("/fees/<rule_id>", "/fees/service-general"),
    page("/check/firm", "/check/firm?q=cong+ty+co+phan+nhan+luc+ben+lau"),
    page("/firms", "/firms"),
    page("/firms/<ref>", "/firms/9001-ldtbxh-gp"),
    page("/firms/<ref>/corrections", "/firms/9001-ldtbxh-gp/corrections"),
    page("/firms/<ref>/poster", "/firms/9001-ldtbxh-gp/poster"),
    page("/firms/<ref>/statement", "/firms/9001-ldtbxh-gp/statement"),
    page("/statement/verify", "/statement/verify"),
    page("/orders", "/orders"),
    page("/orders/<ref>", "/orders/dh-00-0001"),
    page("/orders/<ref>/statement", "/orders/dh-00-0001/statement"),
    page("/statement/verify/order", "/statement/verify/order"),
    page("/jobs", "/jobs"),
    page("/jobs/<ref>", "/jobs/v001?as=p001", "illustrative"),
    page("/jobs/<ref>/candidates", "/jobs/v001/candidates?skill=5S&language=ja:N3", "illustrative"),
    page("/match", "/match"),
    page("/how-matching-works", "/how-matching-works"),
    page("/skills", "/skills?q=溶接"),
    page("/skills/<skill_id>", "/skills/han-tig"),
    page("/certificates", "/certificates"),
    page("/certificates/<certificate_id>", "/certificates/jp-kiso"),
    page("/match/<ref>", "/match/p001", "illustrative"),
    page("/match/<ref>/<vacancy_ref>", "/match/p001/v002?language=ja:N2&place=33&wage=10&skill=PLC", "illustrative"),
    page("/search", "/search?q=phi+di+nhat"),
    page("/search/suggest", "/search/suggest?q=nhat"),
    page("/costs/<market>", "/costs/jp"),
    page("/compare", "/compare"),
    page("/compare/offers", "/compare/offers"),
    page("/loan", "/loan"),
    page("/procedures", "/procedures"),
    page("/procedures/<procedure_id>", "/procedures/direct-before"),
    asking("/eligibility", "/eligibility", {"born": "1998"}),
    asking("/support", "/support", {"stage": "preparing"}),
    page("/coming-home", "/coming-home"),
    page("/warnings", "/warnings"),
    page("/warnings/<scam_id>", "/warnings/broker-fee"),
    page("/sos", "/sos"),
    page("/sos/<code>", "/sos/jp"),
    page("/report", "/report"),
    page("/lessons", "/lessons"),
    page("/lessons/<lesson_id>", "/lessons/before-you-pay"),
    page("/rights", "/rights"),
    page("/news", "/news"),
    page("/stories", "/stories"),
    page("/stories/<story_id>", "/stories/minh-hoa-dieu-duong"),
    page("/print-pack", "/print-pack"),
)
DOORS = (
    door("/sign-in", "/sign-in", "signed_out", {"login": "a-row-of-the-table", "password": "x"}, 422),
    door("/sign-up", "/sign-up", "signed_out", {"login": "x"}, 422),
    door("/reset", "/reset", "account.reset", {"login": "x"}, 422),
    door("/reset/code", "/reset/code", "account.reset", {"login": "x"}, 422),
    door("/account/confirm/<token>", "/account/confirm/none", "account.use_link", {}, 404, sees=404),
    door("/account/reset/<token>", "/account/reset/none", "account.use_link", {}, 404, sees=404),
    door("/account/email/<token>", "/account/email/none", "account.use_link", {}, 404, sees=404),
    door("/account/invitation/<token>", "/account/invitation/none", "account.use_link", {}, 404, sees=404),
    stage("/second-step", "second_step", {"code": "x"}, 422),
    stage("/recovery-code", "second_step", {"code": "x"}, 422),
    stage("/setup-second-step", "setup", {"code": "x"}, 422),
    post("/sign-out", "/sign-out", "account.sign_in", ROLES, 303, spends=True),
)
_NOBODY = "A" * 22
_WRONG = {"password": "x"}
_OFFICE = ("officer", "admin")
_ABSENT = dict.fromkeys(SIGNED_IN, 404)
_NO_REQUEST = dict.fromkeys(_OFFICE, 404)
_NO_PHONE = dict.fromkeys(STAFF, 404)
DESK: tuple[Route, ...] = (
    own("/account", "/account", "account.read", SIGNED_IN).posting(
        "account.change", SIGNED_IN, 422, {"name": "x" * 121, "locale": "vi"}
    ),
    own("/account/delete", "/account/delete", "account.delete", SIGNED_IN).posting(
        "account.delete", SIGNED_IN, 422, _WRONG
    ),
    page("/account/goodbye", "/account/goodbye"),
    own("/account/password", "/account/password", "account.change", SIGNED_IN).posting(
        "account.change", SIGNED_IN, 422, {"old": "x", "new": "x"}
    ),
    own("/account/codes", "/account/codes", "account.change", SIGNED_IN).posting(
        "account.change", SIGNED_IN, 422, _WRONG
    ),
    own("/account/email", "/account/email", "account.change", SIGNED_IN).posting(
        "account.change", SIGNED_IN, 422, {"email": "x", "password": "x"}
    ),
    own("/account/phone", "/account/phone", "account.change", SIGNED_IN, **_NO_PHONE).posting(
        "account.change", SIGNED_IN, 422, {"phone": "x", "password": "x"}, **_NO_PHONE
    ),
    own("/persons", "/persons", "account.look_at", ("moderator", "admin")).posting(
        "account.look_at", ("moderator", "admin"), 422, {"who": "x", "reason": ""}
    ),
    own("/persons/<ref>/suspend", f"/persons/{_NOBODY}/suspend", "account.suspend", ("moderator", "admin")).posting(
        "account.suspend", ("moderator", "admin"), 404, {"reason": "fraud"}
    ),
    own(
        "/persons/<ref>/reinstate", f"/persons/{_NOBODY}/reinstate", "account.reinstate", ("moderator", "admin")
    ).posting("account.reinstate", ("moderator", "admin"), 404),
    own("/account/sessions", "/account/sessions", "account.sessions", SIGNED_IN),
    own("/account/sessions/<ref>/end", f"/account/sessions/{_NOBODY}/end", "account.sessions", SIGNED_IN).posting(
        "account.sessions", SIGNED_IN, 404
    ),
    own("/account/sessions/everywhere", "/account/sessions/everywhere", "account.sessions", SIGNED_IN).posting(
        "account.sessions", SIGNED_IN, 400, {"unknown": "field"}
    ),
    own("/account/log", "/account/log", "account.log", SIGNED_IN),
    page("/privacy", "/privacy"),
    page("/privacy/how-long", "/privacy/how-long"),
    own("/my-data", "/my-data", "privacy.own", SIGNED_IN),
    own("/my-data/correct", "/my-data/correct", "privacy.own", SIGNED_IN),
    own("/my-data/download", "/my-data/download", "privacy.own", SIGNED_IN).posting(
        "privacy.own", SIGNED_IN, 422, {"password": "x", "form": ""}
    ),
    own("/my-data/requests", "/my-data/requests", "privacy.own", SIGNED_IN).posting(
        "privacy.own", SIGNED_IN, 422, {"kind": "", "text": ""}
    ),
    own("/my-data/requests/<ref>", f"/my-data/requests/{_NOBODY}", "privacy.own", SIGNED_IN, **_ABSENT),
    own("/desk/data-requests", "/desk/data-requests", "privacy.work", _OFFICE),
    own(
        "/desk/data-requests/<ref>", f"/desk/data-requests/{_NOBODY}", "privacy.answer", _OFFICE, **_NO_REQUEST
    ).posting("privacy.answer", _OFFICE, 404, {"deed": "finish", "reason": "", "text": ""}),
    own("/desk/breaches", "/desk/breaches", "breach.keep", _OFFICE).posting(
        "breach.keep", _OFFICE, 422, {"detected": "x", "what": "", "data": "", "measures": ""}
    ),
    own("/desk/breaches/<int:number>", "/desk/breaches/999", "breach.keep", _OFFICE, **_NO_REQUEST).posting(
        "breach.keep", _OFFICE, 404, {"deed": "told"}
    ),
    post(
        "/desk/breaches/<int:number>/lists/<ref>/approve",
        f"/desk/breaches/999/lists/{_NOBODY}/approve",
        "breach.approve",
        _OFFICE,
        404,
    ),
    own("/staff", "/staff", "staff.list", ("admin",)),
    own("/staff/invite", "/staff/invite", "staff.invite", ("admin",)).posting(
        "staff.invite", ("admin",), 422, {"email": "x"}
    ),
    own("/staff/<ref>", f"/staff/{_NOBODY}", "staff.list", ("admin",), admin=404),
    *(
        own(f"/staff/<ref>/{deed}", f"/staff/{_NOBODY}/{deed}", guard, roles, **dict.fromkeys(roles, 404)).posting(
            guard, roles, 404
        )
        for deed, guard, roles in (
            ("invite", "staff.invite", ("admin",)),
            ("role", "staff.change", ("admin",)),
            ("end", "staff.end", ("admin",)),
            ("second-step", "staff.reset_second_step", ("admin",)),
            ("suspend", "account.suspend", ("moderator", "admin")),
            ("reinstate", "account.reinstate", ("moderator", "admin")),
        )
    ),
)
_ACTING, _MODERATING = ("employer", "firm"), ("moderator", "admin")
_ELSEWHERE = {"employer": 404, "firm": 404}  # employer and firm act for verified organisations, but not for this one
ORGANISATIONS = (
    own("/organisation", "/organisation", "organisation.mine", _ACTING),
    replace(
        own("/organisation/new", "/organisation/new", "organisation.create", _ACTING, employer=303, firm=303).posting(
            "organisation.create", _ACTING, 303, {"legal_name": ""}
        ),
        onward=True,  # whoever has an organisation is sent to it
    ),
    own("/organisation/details", "/organisation/details", "organisation.change", _ACTING).posting(
        "organisation.change", _ACTING, 422, {"legal_name": ""}
    ),
    own("/organisation/evidence", "/organisation/evidence", "organisation.add_evidence", _ACTING).posting(
        "organisation.add_evidence", _ACTING, 422, {"kind": "other"}
    ),
    own("/organisation/members", "/organisation/members", "organisation.members", _ACTING).posting(
        "organisation.members", _ACTING, 422, {"email": "x"}
    ),
    post("/organisation/submit", "/organisation/submit", "organisation.change", _ACTING, 422),
    post("/organisation/withdraw", "/organisation/withdraw", "organisation.change", _ACTING, 303),
    post(
        "/organisation/evidence/<ref>/remove",
        "/organisation/evidence/x/remove",
        "organisation.add_evidence",
        _ACTING,
        404,
    ),
    post("/organisation/members/<ref>/remove", "/organisation/members/x/remove", "organisation.members", _ACTING, 404),
    post(
        "/organisation/invitations/<ref>/take-back",
        "/organisation/invitations/x/take-back",
        "organisation.members",
        _ACTING,
        422,
    ),
    post("/organisation/offers/<ref>/accept", "/organisation/offers/x/accept", "organisation.join", _ACTING, 422),
    post("/organisation/offers/<ref>/decline", "/organisation/offers/x/decline", "organisation.join", _ACTING, 422),
    own("/organisations/queue", "/organisations/queue", "organisation.queue", _MODERATING),
    own("/organisations/<ref>", "/organisations/x", "organisation.queue", _MODERATING, moderator=404, admin=404),
    post(
        "/organisations/<ref>/decide",
        "/organisations/x/decide",
        "organisation.queue",
        _MODERATING,
        404,
        {"choice": "verify:papers_match"},
    ),
    own(
        "/organisations/<ref>/evidence/<paper>",
        "/organisations/x/evidence/y",
        "organisation.read_evidence",
        (*_ACTING, "moderator"),
        moderator=404,
        **_ELSEWHERE,
    ),
)
_FIRM = ("firm",)
_EMPLOYER = ("employer",)
ORDERS = (
    own("/my-orders", "/my-orders", "order.enter", _FIRM),
    own("/my-orders/new", "/my-orders/new", "order.enter", _FIRM).posting("order.enter", _FIRM, 422, {"ref": ""}),
    own("/my-firm/corrections", "/my-firm/corrections", "correction.propose", _FIRM).posting(
        "correction.propose", _FIRM, 422, {"field": ""}
    ),
    own("/corrections", "/corrections", "correction.decide", ("editor",)),
    post(
        "/corrections/<ref>",
        "/corrections/x",
        "correction.decide",
        ("editor",),
        404,
        {"verdict": "accept", "answer": "x"},
    ),
    own("/my-vacancies", "/my-vacancies", "vacancy.draft", _EMPLOYER),
    own("/my-vacancies/new", "/my-vacancies/new", "vacancy.draft", _EMPLOYER).posting(
        "vacancy.draft", _EMPLOYER, 422, {"title": "", "way": "save"}
    ),
    own("/my-vacancies/import", "/my-vacancies/import", "vacancy.draft", _EMPLOYER).posting(
        "vacancy.draft", _EMPLOYER, 422, {}
    ),
    own("/my-vacancies/<ref>", "/my-vacancies/x", "vacancy.draft", _EMPLOYER, employer=404),
    own("/my-vacancies/<ref>/edit", "/my-vacancies/x/edit", "vacancy.draft", _EMPLOYER, employer=404).posting(
        "vacancy.draft", _EMPLOYER, 404, {"title": "Thợ hàn", "way": "save"}
    ),
    post("/my-vacancies/<ref>/do", "/my-vacancies/x/do", "vacancy.draft", _EMPLOYER, 404, {"deed": "close"}),
    own("/vacancies-to-review", "/vacancies-to-review", "vacancy.moderate", ("moderator",)),
    own(
        "/vacancies-to-review/<ref>", "/vacancies-to-review/x", "vacancy.moderate", ("moderator",), moderator=404
    ).posting("vacancy.moderate", ("moderator",), 404, {"choice": "published:checked", "version": "1"}),
    own("/orders-to-confirm", "/orders-to-confirm", "order.confirm", ("editor",)),
    post("/orders-to-confirm/<ref>", "/orders-to-confirm/x", "order.confirm", ("editor",), 404, {"verdict": "true"}),
)
_DECISIONS = "/firm-decisions/9001-ldtbxh-gp"
RECORDS = (
    own("/firm-decisions", "/firm-decisions", "firm_record.keep", ("editor",)),
    own("/firm-decisions/<ref>", _DECISIONS, "firm_record.keep", ("editor",)).posting(
        "firm_record.keep", ("editor",), 422, {"kind": ""}
    ),
    post(
        "/firm-decisions/<ref>/<record>",
        f"{_DECISIONS}/x",
        "firm_record.keep",
        ("editor",),
        404,
        {"way": "strike", "mistake": "x"},
    ),
)
_READ_IMPORTS = ("editor", "reviewer", "admin")
IMPORTS = (
    own("/desk/imports", "/desk/imports", "import.read", _READ_IMPORTS),
    own(
        "/desk/imports/<int:number>",
        "/desk/imports/999",
        "import.read",
        _READ_IMPORTS,
        **dict.fromkeys(_READ_IMPORTS, 404),
    ),
)
_WORKER = ("returnee",)


_EMPLOYER = ("employer",)
MEETINGS = (
    own("/my-matches", "/my-matches", "meeting.own", _WORKER),
    own("/my-matches/<vacancy_ref>", "/my-matches/v001", "meeting.own", _WORKER),
    own("/my-meetings", "/my-meetings", "meeting.own", _WORKER),
    own("/my-meetings/<ref>", "/my-meetings/x", "meeting.own", _WORKER, returnee=404),
    post("/my-meetings/<ref>/answer", "/my-meetings/x/answer", "meeting.own", _WORKER, 404, {"shares": "no"}),
    post("/my-meetings/<ref>/withdraw", "/my-meetings/x/withdraw", "meeting.own", _WORKER, 404),
    post("/my-meetings/<ref>/report", "/my-meetings/x/report", "meeting.own", _WORKER, 404),
    post("/my-meetings/<ref>/hide", "/my-meetings/x/hide", "meeting.own", _WORKER, 404),
    post("/my-meetings/<ref>/show-again", "/my-meetings/x/show-again", "meeting.own", _WORKER, 404),
    post("/my-meetings/<ref>/write", "/my-meetings/x/write", "meeting.own", _WORKER, 404, {"text": "Chào anh chị"}),
    own("/my-meetings/<ref>/interview.ics", "/my-meetings/x/interview.ics", "meeting.own", _WORKER, returnee=404),
    post(
        "/my-meetings/<ref>/interview", "/my-meetings/x/interview", "meeting.own", _WORKER, 404,
        {"choice": "none", "offer": "x"},
    ),
    post("/my-meetings/<ref>/hired", "/my-meetings/x/hired", "meeting.own", _WORKER, 404, {"said": "yes"}),
    post("/my-meetings/<ref>/reason", "/my-meetings/x/reason", "meeting.own", _WORKER, 404, {"reason": "wage"}),
    post("/my-meetings/<ref>/keep", "/my-meetings/x/keep", "meeting.own", _WORKER, 404, {"way": "stop"}),
    own("/my-meetings/<ref>/after", "/my-meetings/x/after", "meeting.own", _WORKER, returnee=404).posting(
        "meeting.own", _WORKER, 404, {"months": "3", "said": "still"}
    ),
    post("/my-meetings/<ref>/after/stop", "/my-meetings/x/after/stop", "meeting.own", _WORKER, 404),
    asking("/stop-asking/<token>", "/stop-asking/x", {"way": "stop"}),
    page("/outcomes", "/outcomes"),
    own("/my-looks", "/my-looks", "meeting.own", _WORKER),
    own("/jobs/<ref>/apply", "/jobs/x/apply", "meeting.own", _WORKER, returnee=404).posting(
        "meeting.own", _WORKER, 404, {"shares": "messages"}
    ),
    own("/my-vacancies/<ref>/candidates", "/my-vacancies/x/candidates", "meeting.ask", _EMPLOYER, employer=404),
    own("/my-vacancies/<ref>/supply", "/my-vacancies/x/supply", "meeting.ask", _EMPLOYER, employer=404),
    own(
        "/my-vacancies/<ref>/candidates/<alias>", "/my-vacancies/x/candidates/y", "meeting.ask", _EMPLOYER, employer=404
    ).posting("meeting.ask", _EMPLOYER, 404, {"text": ""}),
    own("/meetings", "/meetings", "meeting.ask", _EMPLOYER),
    own("/meetings/<ref>", "/meetings/x", "meeting.ask", _EMPLOYER, employer=404),
    post("/meetings/<ref>/step", "/meetings/x/step", "meeting.ask", _EMPLOYER, 404, {"step": "hired"}),
    own("/meetings/<ref>/interview", "/meetings/x/interview", "meeting.ask", _EMPLOYER, employer=404).posting(
        "meeting.ask", _EMPLOYER, 404, {"held_by": "phone", "minutes": "30", "day_1": "2030-01-02", "time_1": "09:00"}
    ),
    own("/meetings/<ref>/interview.ics", "/meetings/x/interview.ics", "meeting.ask", _EMPLOYER, employer=404),
    post("/meetings/<ref>/contact", "/meetings/x/contact", "meeting.ask", _EMPLOYER, 404),
    post("/meetings/<ref>/write", "/meetings/x/write", "meeting.ask", _EMPLOYER, 404, {"text": "Chào bạn"}),
    post("/meetings/<ref>/report", "/meetings/x/report", "meeting.ask", _EMPLOYER, 404),
    post("/meetings/<ref>/end", "/meetings/x/end", "meeting.ask", _EMPLOYER, 404),
    own("/desk/meetings", "/desk/meetings", "meeting.settle", ("moderator",)),
    post("/desk/meetings/persons/<ref>/settle", "/desk/meetings/persons/x/settle", "meeting.settle", ("moderator",), 404),
    post("/desk/meetings/<ref>/settle", "/desk/meetings/x/settle", "meeting.settle", ("moderator",), 404),
    post(
        "/desk/meetings/alerts/<int:number>/settle", "/desk/meetings/alerts/999/settle", "meeting.settle",
        ("moderator",), 404,
    ),
)  # fmt: skip


_DESK, _EYES = ("editor", "reviewer", "admin"), ("editor", "reviewer")
_REVISION = "/desk/content/revisions"
EDITING = (
    page("/changes", "/changes"),
    page("/history/<kind>/<id>", "/history/fee_rule/service-general"),
    own("/desk/content", "/desk/content", "content.read", _DESK),
    own("/desk/content/kinds/<kind>", "/desk/content/kinds/scam", "content.read", _DESK),
    own("/desk/content/items/<kind>/<id>", "/desk/content/items/scam/x", "content.read", _DESK, **dict.fromkeys(_DESK, 404)).posting(
        "content.edit", ("editor",), 404, {"do": "edit"}
    ),
    own(
        "/desk/content/items/<kind>/<id>/compare", "/desk/content/items/scam/x/compare", "content.read", _DESK,
        **dict.fromkeys(_DESK, 404),
    ),
    own("/desk/content/searches", "/desk/content/searches", "content.read", _DESK).posting(
        "content.edit", ("editor",), 404, {"do": "let_go", "query": "x", "locale": "vi"}
    ),
    own(f"{_REVISION}/<ref>", f"{_REVISION}/x", "content.read", _DESK, **dict.fromkeys(_DESK, 404)).posting(
        "content.read", _DESK, 404, {"do": "give_up"}
    ),
    own(f"{_REVISION}/<ref>/edit", f"{_REVISION}/x/edit", "content.edit", ("editor",), editor=404).posting(
        "content.edit", ("editor",), 404, {"edits": "0", "do": "", "why": ""}
    ),
    own(f"{_REVISION}/<ref>/preview", f"{_REVISION}/x/preview", "content.read", _DESK, **dict.fromkeys(_DESK, 404)),
    post(f"{_REVISION}/<ref>/approve", f"{_REVISION}/x/approve", "content.review", _EYES, 404, {"edits": "0"}),
    post(f"{_REVISION}/<ref>/send-back", f"{_REVISION}/x/send-back", "content.review", _EYES, 404, {"said": "Sửa lại"}),
)  # fmt: skip

_JUDGES, _LISTENERS = ("moderator", "admin"), ("moderator", "editor", "admin")
MODERATION = (
    own("/desk/work", "/desk/work", "moderation.work", _JUDGES),
    own("/desk/feedback", "/desk/feedback", "feedback.read", _LISTENERS),
    own(
        "/desk/feedback/<ref>", "/desk/feedback/x", "feedback.read", _LISTENERS, **dict.fromkeys(_LISTENERS, 404)
    ).posting("feedback.answer", _LISTENERS, 404, {"outcome": "mended", "text": "Chúng tôi đã sửa trang."}),
    own("/desk/appeals", "/desk/appeals", "appeal.read", _JUDGES),
    own("/desk/appeals/<ref>", "/desk/appeals/x", "appeal.read", _JUDGES, **dict.fromkeys(_JUDGES, 404)).posting(
        "appeal.decide", _JUDGES, 404, {"outcome": "stands", "text": "Chúng tôi đã xem lại."}
    ),
    own(
        "/organisation/appeal",
        "/organisation/appeal",
        "organisation.mine",
        ("employer", "firm"),
        employer=404,
        firm=404,
    ).posting("organisation.mine", ("employer", "firm"), 404, {"text": "Giấy phép vẫn còn hạn."}),
    own("/my-vacancies/<ref>/appeal", "/my-vacancies/x/appeal", "vacancy.draft", _EMPLOYER, employer=404).posting(
        "vacancy.draft", _EMPLOYER, 404, {"text": "Tin này là việc có thật."}
    ),
)


def _watching(rule: str, address: str, form: Mapping[str, str], seen: int, status: int) -> Route:
    """A form that is guarded by limits in place of a token: whoever may type an address may send it from anywhere."""
    both = {"GET": "public", "POST": "public"}
    return Route(PAGE + rule, address, both, _everybody(GET=seen, POST=status), form, keeps_nothing=True)


REACH = (
    _watching("/firms/<ref>/watch", "/firms/9001-ldtbxh-gp/watch", {"email": "x"}, 200, 422),
    _watching("/orders/<ref>/watch", "/orders/dh-00-0001/watch", {"email": "x"}, 200, 422),
    _watching("/watch/<token>", "/watch/x", {"way": "stop"}, 404, 200),
    _watching("/feedback", "/feedback", {"about": "scam", "text": "x"}, 200, 422),
    _watching("/feedback/answer", "/feedback/answer", {"code": "x"}, 200, 422),
    page("/firms/<ref>/contact", "/firms/9001-ldtbxh-gp/contact"),
    replace(
        own("/firms/<ref>/enquiry", "/firms/9002-ldtbxh-gp/enquiry", "enquiry.send", _WORKER, returnee=303).posting(
            "enquiry.send", _WORKER, 422, {"way": "preview", "text": ""}, returnee=303
        ),
        onward=True,  # a firm that cannot be asked here: on to how it can be reached
    ),
    own("/my-enquiries", "/my-enquiries", "enquiry.own", _WORKER),
    own("/my-enquiries/<ref>", "/my-enquiries/x", "enquiry.own", _WORKER, returnee=404),
    post("/my-enquiries/<ref>/withdraw", "/my-enquiries/x/withdraw", "enquiry.own", _WORKER, 404),
    post("/my-enquiries/<ref>/report", "/my-enquiries/x/report", "enquiry.own", _WORKER, 404),
    own("/my-firm/enquiries", "/my-firm/enquiries", "enquiry.answer", _FIRM),
    own("/my-firm/enquiries/<ref>", "/my-firm/enquiries/x", "enquiry.answer", _FIRM, firm=404).posting(
        "enquiry.answer", _FIRM, 404, {"answer": "Câu trả lời đủ dài"}
    ),
    post("/my-firm/enquiries/<ref>/report", "/my-firm/enquiries/x/report", "enquiry.answer", _FIRM, 404),
    own("/enquiries/reported", "/enquiries/reported", "enquiry.settle", ("moderator",)),
    post("/enquiries/reported/<ref>", "/enquiries/reported/x", "enquiry.settle", ("moderator",), 404),
)
_ALERT = "alert.own"
LETTERS = (
    _watching("/jobs/keep", "/jobs/keep", {"email": "x"}, 200, 422),
    _watching("/letters/<token>", "/letters/x", {"way": "stop"}, 200, 200),
    own("/my-alerts", "/my-alerts", _ALERT, _WORKER),
    post("/my-alerts/letters", "/my-alerts/letters", _ALERT, _WORKER, 422, {"way": "agree"}),
    own("/my-alerts/keep", "/my-alerts/keep", _ALERT, _WORKER).posting(_ALERT, _WORKER, 422, {"name": ""}),
    post("/my-alerts/<ref>", "/my-alerts/x", _ALERT, _WORKER, 404, {"way": "pause"}),
)
_PROFILE = "profile.own"
_STEP = "<any(about, where, when, wage, jobs, skills, languages, certificates, hidden):step>"
_LIST = "<any(jobs, skills, languages, certificates, hidden):step>"
PROFILES = (
    own("/my-profile", "/my-profile", _PROFILE, _WORKER),
    own("/my-profile/start", "/my-profile/start", _PROFILE, _WORKER).posting(
        _PROFILE, _WORKER, 422, {"way": "tasks", "title": "zzz"}
    ),
    own("/my-profile/understood", "/my-profile/understood", _PROFILE, _WORKER).posting(
        _PROFILE, _WORKER, 404, {"id": "x", "act": "deny"}
    ),
    own("/my-profile/cv/<any(vi, en, ja, ko, zh, de):language>", "/my-profile/cv/vi", _PROFILE, _WORKER),
    own(
        "/my-profile/cv/<any(vi, en, ja, ko, zh, de):language>/pdf",
        "/my-profile/cv/vi/pdf",
        _PROFILE,
        _WORKER,
        returnee=404,
    ),
    own("/my-profile/consent", "/my-profile/consent", _PROFILE, _WORKER).posting(
        _PROFILE, _WORKER, 422, {"way": "agree"}
    ),
    own(f"/my-profile/{_STEP}", "/my-profile/wage", _PROFILE, _WORKER).posting(_PROFILE, _WORKER, 422, {"wage": "x"}),
    own("/my-profile/jobs/<key>", "/my-profile/jobs/x", _PROFILE, _WORKER, returnee=404).posting(
        _PROFILE, _WORKER, 422, {"occupation": ""}
    ),
    post("/my-profile/skills/suggested", "/my-profile/skills/suggested", _PROFILE, _WORKER, 400, {"unknown": "field"}),
    post("/my-profile/pause", "/my-profile/pause", _PROFILE, _WORKER, 404, {"pause": "x"}),
    post(f"/my-profile/{_LIST}/<key>/remove", "/my-profile/skills/x/remove", _PROFILE, _WORKER, 303),
)
EVERY_PAGE = (
    *PUBLIC_PAGES,
    *DOORS,
    *DESK,
    *ORGANISATIONS,
    *ORDERS,
    *REACH,
    *LETTERS,
    *MEETINGS,
    *MODERATION,
    *EDITING,
    *RECORDS,
    *IMPORTS,
    *PROFILES,
)
PAGES = tuple(route for route in EVERY_PAGE if route.expected[ANONYMOUS].get("GET") == 200)
"""What anybody may look at: every rule of a good page is asked of each of these."""
APIS = (
    api("/openapi.json", "/openapi.json"),
    api("/search", "/search?q=nhan+luc"),
    api("/suggest", "/suggest?q=nhat"),
    api("/firms", "/firms"),
    api("/firms/<ref>", "/firms/9001-ldtbxh-gp"),
    api("/orders", "/orders"),
    api("/orders/<ref>", "/orders/dh-00-0001"),
    api("/check/firm", "/check/firm?q=nhan+luc+ben+lau"),
    api("/procedures", "/procedures"),
    api("/procedures/<procedure_id>", "/procedures/direct-before"),
    api("/markets", "/markets"),
    api("/markets/<code>", "/markets/jp"),
    api("/documents", "/documents"),
    api("/documents/<document_id>", "/documents/law-69-2020"),
    api("/statistics", "/statistics"),
    api("/fees", "/fees"),
    api("/fees/<rule_id>", "/fees/service-general"),
    api("/vacancies", "/vacancies"),
    api("/vacancies/<ref>", "/vacancies/v001"),
    api("/taxonomy/skills", "/taxonomy/skills"),
    api("/taxonomy/skills/<skill_id>", "/taxonomy/skills/ep-nhua"),
    api("/taxonomy/occupations", "/taxonomy/occupations?page=2"),
    api("/taxonomy/certificates", "/taxonomy/certificates"),
    api("/check/quote", "/check/quote", POST=415),
)
OTHERS = (
    bare("/", "/", 302),
    bare("/language/<code>", "/language/en?to=/en/markets", 303),
    bare("/data/<name>.<form>", "/data/fees.csv"),
    bare(f"{PAGE}/feed.atom", "/vi/feed.atom"),
    bare(f"{PAGE}/firms.atom", "/vi/firms.atom"),
    bare(f"{PAGE}/changes.atom", "/vi/changes.atom"),
    bare(f"{PAGE}/jobs.atom", "/vi/jobs.atom"),
    bare("/k/<path:licence>", "/k/9001"),
    bare("/sitemap.xml", "/sitemap.xml"),
    bare("/sitemap-<part>.xml", "/sitemap-content.xml"),
    bare("/sw.js", "/sw.js"),
    bare("/healthz", "/healthz"),
    bare("/robots.txt", "/robots.txt"),
    bare("/static/<path:filename>", "/static/site.css"),
)
ROUTES = (*EVERY_PAGE, *APIS, *OTHERS)
