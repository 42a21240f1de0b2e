"""What a charge may be: the price check and the rules it rests on, as pages."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.fees.service import QuoteVerdict, check_quote
from portal.fees.sums import money_of
from portal.fees.wording import KINDS, rate_question
from portal.shared.clock import today
from portal.shared.problems import BadInput
from portal.web.fees import choices, forms, presenters, rule_presenter
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

blueprint = page_blueprint("fees", __name__)
UNPROCESSABLE = 422


@blueprint.get("/check/quote")
@guard(PUBLIC)
def quote() -> ResponseReturnValue:
    """The price check: the form and, when it is filled in, the answer. Nothing is stored; the address can be shared."""
    asked = forms.read(request.args, today().strftime("%d/%m/%Y"))
    verdict, errors = _judge(asked) if asked.sent else (None, {})
    page = render_template(
        "fees/quote.html",
        asked=asked,
        answer=presenters.answer(verdict) if verdict else None,
        offer=verdict.offer if verdict else None,
        errors=errors,
        rates_first=bool(errors) and all(name.startswith("rate-") for name in errors),
        mistakes=[{"field": name, "message": f"{say(forms.label_of(name))}: {text}"} for name, text in errors.items()],
        labels={name: say(text) for name, text in forms.LABELS.items()},
        wage=money_of(verdict.offer.wage) if verdict and verdict.offer.wage else None,
        rate_codes=_rate_codes(asked, errors),
        markets=choices.markets(current_locale()),
        countries=choices.other_countries(current_locale()),
        programmes=choices.programmes(current_locale()),
        kinds=[(kind, say(name)) for kind, name in choices.kinds()],
        country=lambda code: choices.country(code, current_locale()),
        rate_label=lambda code: say(rate_question(code)),
    )
    return page, UNPROCESSABLE if errors else 200


def _judge(asked: forms.Asked) -> tuple[QuoteVerdict | None, dict[str, str]]:
    """The verdict, or the mistakes by the input that must be mended."""
    typed = forms.quote_of(asked)
    try:
        verdict = check_quote(typed.data)
    except BadInput as error:
        return None, {name: say(text) for name, text in forms.errors_of(error.problems, typed).items()}
    return verdict, {}


def _rate_codes(asked: forms.Asked, errors: dict[str, str]) -> list[str]:
    """The currencies whose rate is asked for: those that are missing, and those already typed."""
    missing = {name.removeprefix("rate-") for name in errors if name.startswith("rate-")}
    used = set(asked.currencies()) if asked.sent and any(asked.rates.values()) else set()
    return sorted(missing | set(asked.rates) | used)


@blueprint.get("/fees")
@guard(PUBLIC)
def rules() -> ResponseReturnValue:
    """Every rule that may be published, by kind of charge, and the fines."""
    return render_template("fees/rules.html", groups=rule_presenter.by_kind(), penalties=rule_presenter.penalties())


@blueprint.get("/fees/<rule_id>")
@guard(PUBLIC)
def rule(rule_id: str) -> ResponseReturnValue:
    """One rule with its text reference, dates and sources."""
    found = rule_presenter.find_rule(rule_id)
    if found is None:
        abort(404)
    return render_template("fees/rule.html", rule=found, kind=KINDS[found.kind])
