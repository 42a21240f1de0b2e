"""Which page the price check answers with: the start, the whole form, what is still missing, the answer, its sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.fees.service import QuoteVerdict, check_quote
from portal.fees.sums import money_of
from portal.fees.wording import rate_question
from portal.shared.clock import today
from portal.shared.messages import Message
from portal.shared.problems import BadInput
from portal.web.fees import advice, choices, forms, lump, presenters, questions, sharing
from portal.web.fees import asked as asking
from portal.web.fees.asked import LUMP, Asked
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

UNPROCESSABLE, SEE_OTHER = 422, 303
SHORT_FORM_ROWS = 6
"""More lines than these may not fit an address once they are filled in: the form travels in its body."""


def show(values: MultiDict[str, str]) -> ResponseReturnValue:
    """The page for what was typed."""
    asked = asking.read(values, today())
    if request.method == "POST" and asked.sent and not asked.too_many and asked.fits_an_address():
        return redirect(_address(asked, values.get("sheet", "")), SEE_OTHER)
    if not asked.sent:
        whole = "kind" in values or "way" in values
        return _whole_form(asked, {}) if whole else _start(asked, {})
    verdict, errors, data = judge(asked)
    if verdict is None:
        return _asked_again(asked, errors), UNPROCESSABLE
    return _answer(asked, verdict, data, sheet=bool(values.get("sheet")))


def judge(asked: Asked) -> tuple[QuoteVerdict | None, dict[str, Message], dict[str, Any]]:
    """The verdict, or the mistakes by the input to mend; and the offer that was judged, in the shape of the contract.

    One sum for everything needs no wage for its verdict, so a missing rate of the wage is asked for below the answer.
    """
    quote = forms.quote_of(asked)
    errors = _mistakes(quote)
    if isinstance(errors, QuoteVerdict):
        return errors, {}, quote.data
    if asked.is_lump() and forms.only_missing(errors):
        bare = replace(asked, wage="")
        found = _mistakes(forms.quote_of(bare))
        if isinstance(found, QuoteVerdict):
            return found, {}, quote.data
    return None, errors, quote.data


def _mistakes(quote: forms.Quote) -> QuoteVerdict | dict[str, Message]:
    try:
        return check_quote(quote.data)
    except BadInput as error:
        return forms.errors_of(error.problems, quote)


def _start(asked: Asked, errors: Mapping[str, str]) -> str:
    return render_template("fees/start.html", **_form_parts(asked, errors), errors=errors)


def _whole_form(asked: Asked, errors: Mapping[str, str]) -> str:
    method = "get" if len(asked.rows) <= SHORT_FORM_ROWS and asked.fits_an_address() else "post"
    return render_template("fees/form.html", **_form_parts(asked, errors), errors=errors, method=method)


def _asked_again(asked: Asked, errors: dict[str, Message]) -> str:
    texts = {place: say(text) for place, text in errors.items()}
    if forms.only_missing(errors):
        return _still_needed(asked, texts)
    mistakes = [{"field": place, "message": say(forms.told(place, text))} for place, text in errors.items()]
    page = _start if asked.quick and len(asked.rows) == 1 else _whole_form
    return page(asked, _Told(texts, mistakes))


def _still_needed(asked: Asked, texts: dict[str, str]) -> str:
    """Nothing is wrong: a rate or the wage is asked for, alone on the page."""
    codes = sorted({place.removeprefix("rate-") for place in texts if place.startswith("rate-")} | set(asked.rates))
    return render_template(
        "fees/needed.html",
        asked=asked,
        wage_needed="wage" in texts,
        rate_codes=codes,
        rate_label=rate_label,
        kept=asked.pairs(without=("rates", "wage") if "wage" in texts else ("rates",)),
        method="get" if asked.fits_an_address() else "post",
        edit_address=edit_address(asked),
    )


class _Told(dict[str, str]):
    """The mistakes by input, and the list above the form."""

    def __init__(self, texts: dict[str, str], mistakes: list[dict[str, str]]) -> None:
        super().__init__(texts)
        self.mistakes = mistakes


def _form_parts(asked: Asked, errors: Mapping[str, str]) -> dict[str, Any]:
    locale = current_locale()
    return {
        "asked": asked,
        "mistakes": getattr(errors, "mistakes", []),
        "labels": labels(),
        "rate_codes": questions.rate_codes(asked) if any(asked.rates.values()) else sorted(_asked_rates(errors)),
        "rate_label": rate_label,
        "markets": choices.markets(locale),
        "countries": choices.other_countries(locale),
        "programmes": choices.programmes(locale),
        "kinds": [(kind, say(name)) for kind, name in choices.kinds()],
        "occupations": [say(name) for name in choices.OCCUPATIONS],
        "refund_address": url_for("fees.refund") if "fees.refund" in current_app.view_functions else None,
    }


def _asked_rates(errors: Mapping[str, str]) -> set[str]:
    return {place.removeprefix("rate-") for place in errors if place.startswith("rate-")}


def _answer(asked: Asked, verdict: QuoteVerdict, data: dict[str, Any], *, sheet: bool) -> str:
    places = [i for i, row in enumerate(asked.filled()) if row.kind == LUMP]
    explained = _explained(verdict, data, places) if places else None
    part = presenters.with_rest(presenters.answer(verdict, frozenset(places)), explained.rest if explained else None)
    offer = verdict.offer
    wage = forms.read_wage(asked)
    return render_template(
        "fees/sheet.html" if sheet else "fees/answer.html",
        asked=asked,
        answer=part,
        lump=explained,
        split=advice.SAY_SPLIT,
        offer=offer,
        wage=wage or (money_of(offer.wage) if offer.wage else None),
        labels=labels(),
        country=choices.country(offer.market, current_locale()),
        programme=choices.programme_name(offer.programme or "", current_locale()),
        shared=sharing.shared(asked, verdict),
        edit_address=edit_address(asked),
        check_address=_step_address(asked),
        sheet_address=_address(asked, "1") if asked.fits_an_address() else None,
        answer_address=_address(asked),
        rate_label=rate_label,
        questions=lump.QUESTIONS,
        day=today(),
        site_address=current_app.extensions["settings"].site_url.rstrip("/"),
        method="get" if asked.fits_an_address() else "post",
    )


def _explained(verdict: QuoteVerdict, data: dict[str, Any], places: list[int]) -> lump.Lump:
    """What may be in the sums that nobody has split, taken together where they share a currency."""
    lines = [verdict.lines[i] for i in places]
    first = lines[0].charged
    return lump.explain(data, first.money, first.vnd)


def labels() -> dict[str, str]:
    """The names of the inputs."""
    return {name: say(text) for name, text in forms.LABELS.items()}


def rate_label(code: str) -> str:
    """The question for a rate."""
    return say(rate_question(code))


def edit_address(asked: Asked) -> str | None:
    """The whole form with everything typed, or None where an address does not hold it."""
    return f"{url_for('fees.quote')}?{asked.query({'way': 'page'})}" if asked.fits_an_address() else None


def _address(asked: Asked, sheet: str = "") -> str:
    return f"{url_for('fees.quote')}?{asked.query({'sheet': sheet})}"


def _step_address(asked: Asked) -> str | None:
    if not asked.fits_an_address():
        return None
    return f"{url_for('fees.question', step=questions.CHECK)}?{asked.query()}"
