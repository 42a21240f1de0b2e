"""The pages of the fee rules: the list as of a day, by market and kind, and one rule with its history."""

from __future__ import annotations

from flask import abort, current_app, render_template, url_for
from werkzeug.datastructures import MultiDict

from portal.fees.fields import countries
from portal.web.fees import choices, rule_history, rule_presenter
from portal.web.shell.as_of import asked_day
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say


def show_list(values: MultiDict[str, str]) -> str:
    """Every rule that may be published. An unknown market or kind is said to be none, and all are shown."""
    as_of = asked_day()
    market, kind = values.get("market", "").strip().upper(), values.get("kind", "").strip()
    known_kinds = dict(rule_presenter.kinds())
    unknown = bool((market and market not in countries()) or (kind and kind not in known_kinds))
    market, kind = market if market in countries() else "", kind if kind in known_kinds else ""
    fines, other_fines = rule_presenter.penalties(as_of.day)
    locale = current_locale()
    return render_template(
        "fees/rules.html",
        groups=rule_presenter.by_kind(as_of.day, market, kind),
        fines=fines,
        other_fines=other_fines,
        as_of=as_of,
        market=market,
        kind=kind,
        unknown=unknown,
        kept={name: value for name, value in (("market", market), ("kind", kind)) if value},
        markets=[("", say_all()), *((choice.code, choice.name) for choice in choices.markets(locale))],
        kinds=[("", say_all()), *((code, say(name)) for code, name in known_kinds.items())],
        downloads=_downloads(),
    )


def say_all() -> str:
    """The first choice of a filter."""
    return say(rule_presenter.ALL)


def show_rule(rule_id: str) -> str:
    """One rule. 404 where there is none that may be published."""
    as_of = asked_day()
    found = rule_presenter.find_rule(rule_id, as_of.day)
    if found is None:
        abort(404)
    return render_template(
        "fees/rule.html",
        rule=found,
        kind=rule_presenter.HEADINGS[found.kind],
        as_of=as_of,
        texts=rule_history.texts(rule_id),
        relatives=rule_history.relatives(rule_id),
        tones=rule_presenter.STANDINGS,
    )


def _downloads() -> list[tuple[str, str]]:
    """The rules as files: their kind and address; empty where the site offers no open data."""
    if "data.download" not in current_app.view_functions:
        return []
    return [(form.upper(), url_for("data.download", name="fees", form=form)) for form in ("csv", "json")]
