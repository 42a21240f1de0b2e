"""One's own account: details, password, recovery codes, sessions, log, and leaving."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.rules.actor import PERSON_ROLES
from portal.accounts.rules.passwords import SHORTEST
from portal.accounts.rules.permissions import may_ever
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service import me, passwords, sessions, staff
from portal.shared.clock import now, today
from portal.shared.messages import Message
from portal.web.accounts import contact_views, person_views, staff_views
from portal.web.accounts.account_words import SESSION_OVER, idle_words, role_names, session_words
from portal.web.accounts.desk_answers import answer_form, granted, notice, read_language
from portal.web.accounts.log_words import log_line, my_entries
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.forms import listed, read_form
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.next_page import see_other
from portal.web.shell.session import current_actor, forget, keep, origin

blueprint = page_blueprint("desk", __name__)
_BOTH = ("GET", "POST")
blueprint.add_url_rule("/staff", "staff", staff_views.people)
blueprint.register_blueprint(staff_views.blueprint)
blueprint.add_url_rule("/account/email", "email", contact_views.email, methods=_BOTH)
blueprint.add_url_rule("/account/phone", "phone", contact_views.phone, methods=_BOTH)
blueprint.add_url_rule("/persons", "persons", person_views.persons, methods=_BOTH)
blueprint.add_url_rule("/persons/<ref>/suspend", "suspend_person", person_views.suspend, methods=_BOTH)
blueprint.add_url_rule("/persons/<ref>/reinstate", "reinstate_person", person_views.reinstate, methods=_BOTH)
NOT_FOUND = 404


@blueprint.get("/account")
@guard("account.read")
def account() -> ResponseReturnValue:
    """My account."""
    return _account_page({})


@blueprint.post("/account")
@guard("account.change")
def change_details() -> ResponseReturnValue:
    """My name and the language of my letters, changed."""
    form = read_form({"name", "locale"})
    answer = answer_form(
        lambda: me.change_details(current_actor(), form["name"], read_language(form)),
        lambda errors: _account_page(errors, form),
        "name",
    )
    return answer if isinstance(answer, Response) else see_other(url_for("desk.account", done="details"))


@blueprint.get("/account/delete")
@guard("account.delete")
def leave() -> ResponseReturnValue:
    """What goes and what stays when I delete my account."""
    return _leave_page({})


@blueprint.post("/account/delete")
@guard("account.delete")
def delete() -> ResponseReturnValue:
    """My account, deleted."""
    form = read_form({"password"})
    answer = answer_form(lambda: me.delete_account(current_actor(), form["password"], now()), _leave_page, "password")
    return answer if isinstance(answer, Response) else forget(see_other(url_for("desk.goodbye")))


@blueprint.get("/account/goodbye")
@guard(PUBLIC)
def goodbye() -> ResponseReturnValue:
    """What somebody sees who has just deleted their account."""
    return render_template("accounts/desk/goodbye.html")


@blueprint.get("/account/password")
@guard("account.change")
def password() -> ResponseReturnValue:
    """The form for a new password."""
    return _password_page({})


@blueprint.post("/account/password")
@guard("account.change")
def change_password() -> ResponseReturnValue:
    """My password, changed: the session goes on under a new value, every other one ends."""
    form = read_form({"old", "new"})
    answer = answer_form(
        lambda: passwords.change_password(current_actor(), form["old"], form["new"], origin(), now()),
        _password_page,
        "old",
    )
    if isinstance(answer, Response):
        return answer
    return keep(see_other(url_for("desk.account", done="password")), answer)


@blueprint.get("/account/codes")
@guard("account.change")
def codes() -> ResponseReturnValue:
    """The form for a new sheet of recovery codes."""
    return _codes_page({})


@blueprint.post("/account/codes")
@guard("account.change")
def renew_codes() -> ResponseReturnValue:
    """The new sheet. It is in this one answer and nowhere else, so there is no page to be sent on to."""
    form = read_form({"password"})
    answer = answer_form(
        lambda: passwords.renew_codes(current_actor(), form["password"], now()), _codes_page, "password"
    )
    if isinstance(answer, Response):
        return answer
    return render_template("accounts/desk/sheet.html", codes=answer.codes, sheet=answer.sheet, today=today())


@blueprint.get("/account/sessions", endpoint="sessions")
@guard("account.sessions")
def list_sessions() -> ResponseReturnValue:
    """Where I am signed in."""
    return _sessions_page(notice())


@blueprint.post("/account/sessions/<ref>/end")
@guard("account.sessions")
def end_session(ref: str) -> ResponseReturnValue:
    """One of my sessions, ended. One that is not mine is as one that is over."""
    read_form(frozenset())
    actor = current_actor()
    answer = sessions.revoke_session(actor, ref, now())
    if isinstance(answer, Refused) and answer.why is Refusal.NO_SUCH_SESSION:
        return make_response(_sessions_page(SESSION_OVER), NOT_FOUND)
    granted(answer)
    if ref == actor.session_ref:
        return forget(see_other(url_for("accounts.sign_in")))
    return see_other(url_for("desk.sessions", done="session"))


@blueprint.get("/account/sessions/<ref>/end")
@guard("account.sessions")
def ended_session(ref: str) -> ResponseReturnValue:
    """Whoever comes back to where a session was ended, or switches the language there, sees the list."""
    return _sessions_page(None)


@blueprint.get("/account/sessions/everywhere")
@guard("account.sessions")
def everywhere() -> ResponseReturnValue:
    """What signing out everywhere does."""
    return render_template("accounts/desk/everywhere.html")


@blueprint.post("/account/sessions/everywhere")
@guard("account.sessions")
def end_everywhere() -> ResponseReturnValue:
    """All my sessions, ended."""
    read_form(frozenset())
    granted(sessions.sign_out_everywhere(current_actor(), now()))
    return forget(see_other(url_for("accounts.sign_in")))


@blueprint.get("/account/log")
@guard("account.log")
def log() -> ResponseReturnValue:
    """What was done with my account."""
    actor = current_actor()
    lines = [log_line(entry, actor.ref) for entry in my_entries(actor)]
    known = granted(staff.staff_list(actor)) if may_ever(actor, "staff.list") else []
    return render_template("accounts/desk/log.html", lines=lines, staff_refs={line.ref for line in known})


def _account_page(errors: dict[str, str], form: dict[str, str] | None = None) -> str:
    mine = granted(me.my_account(current_actor()))
    return render_template(
        "accounts/desk/account.html",
        mine=mine,
        roles=role_names(mine.roles),
        form=form or {"name": mine.name or "", "locale": mine.locale},
        errors=errors,
        mistakes=listed(errors),
        notice=None if errors else notice(),
    )


def _leave_page(errors: dict[str, str]) -> str:
    mine = granted(me.my_account(current_actor()))
    return render_template("accounts/desk/leave.html", mine=mine, errors=errors, mistakes=listed(errors))


def _password_page(errors: dict[str, str]) -> str:
    return render_template("accounts/desk/password.html", errors=errors, mistakes=listed(errors), shortest=SHORTEST)


def _codes_page(errors: dict[str, str]) -> str:
    mine = granted(me.my_account(current_actor()))
    return render_template("accounts/desk/codes.html", mine=mine, errors=errors, mistakes=listed(errors))


def _sessions_page(said: Message | None) -> str:
    actor = current_actor()
    lines = granted(sessions.list_sessions(actor, now()))
    kind = "person" if actor.roles & set(PERSON_ROLES) else "staff"
    return render_template(
        "accounts/desk/sessions.html",
        sessions=[session_words(line) for line in lines],
        idle=idle_words(kind),
        notice=said,
    )
