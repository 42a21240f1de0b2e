"""One question of the price check a page: shows it, or, once it is answered well, goes on to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.shared.clock import today
from portal.shared.messages import Message
from portal.web.fees import asked as asking
from portal.web.fees import choices, forms, questions, quote_page
from portal.web.fees.asked import Asked, Pairs, pairs_of
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import say

ANSWERED, BACK, ROW = "go", "back", "row"


def show(step: str) -> ResponseReturnValue:
    """The page of this step. 404 for a step that does not exist."""
    asked = asking.read(request.args, today())
    asked = replace(asked, rows=asked.rows if "kind" in request.args else ())
    back = request.args.get(BACK) == questions.CHECK
    asked, place = _at_row(asked, step)
    question = questions.of(asked, step)
    if question is None:
        abort(404)
    if not asked.fits_an_address():
        return render_template("fees/too_long.html", kept=asked.pairs(empty_rows=True)), quote_page.UNPROCESSABLE
    _verdict, errors, _data = quote_page.judge(asked)
    if step == questions.CHECK:
        return _check(asked, question, errors)
    own: dict[str, Message] = {}
    if ANSWERED in request.args:
        own = questions.own_errors(asked, step, errors, place)
        if not own:
            return redirect(_next(asked, step, back=back), quote_page.SEE_OTHER)
    page = _page(asked, question, own, place, back=back)
    return page, quote_page.UNPROCESSABLE if own else 200


def _at_row(asked: Asked, step: str) -> tuple[Asked, int]:
    """The line that a page of one charge is about. Elsewhere lines without anything in them are gone."""
    if step != questions.CHARGE:
        return questions.only_filled(asked), 0
    typed = request.args.get(ROW, "")
    place = int(typed) if typed.isdecimal() and len(typed) < 4 else len(asked.rows)
    return questions.with_row(asked, place)


def _next(asked: Asked, step: str, *, back: bool) -> str:
    following = questions.after(asked, step, back=back)
    return address(following, questions.only_filled(asked), back=back and following != questions.CHECK)


def address(step: str, asked: Asked, *, back: bool = False, place: int | None = None) -> str:
    """The page of a step with everything answered so far."""
    more = {BACK: questions.CHECK if back else "", ROW: "" if place is None else str(place)}
    return f"{url_for('fees.question', step=step)}?{asked.query(more)}"


def _page(asked: Asked, question: questions.Question, own: dict[str, Message], place: int, *, back: bool) -> str:
    locale = current_locale()
    own_fields = questions.own_fields(question.step)
    kept = asked.pairs(without=own_fields)
    return render_template(
        "fees/question.html",
        asked=asked,
        question=question,
        errors={name: say(text) for name, text in own.items()},
        mistakes=[{"field": name, "message": say(text)} for name, text in own.items()],
        kept=[*kept, *([(BACK, questions.CHECK)] if back else [])],
        rows_before=_rows(asked, range(place)) if question.step == questions.CHARGE else [],
        rows_after=_rows(asked, range(place + 1, len(asked.rows))) if question.step == questions.CHARGE else [],
        place=place,
        row=asked.rows[place] if question.step == questions.CHARGE else None,
        before=_before(asked, question, back=back),
        whole_address=quote_page.edit_address(asked),
        labels=quote_page.labels(),
        rate_codes=questions.rate_codes(asked),
        rate_label=quote_page.rate_label,
        markets=choices.markets(locale),
        countries=choices.other_countries(locale),
        programmes=choices.programmes_in(asked.market.strip().upper(), locale),
        kinds=[(kind, say(name)) for kind, name in choices.kinds()],
        kind_names=_kind_names(),
        occupations=[say(name) for name in choices.OCCUPATIONS],
        row_address=lambda i: address(questions.CHARGE, asked, back=back, place=i),
        without_row=lambda i: _without(asked, i, back=back),
        new_row_address=address(questions.CHARGE, asked, back=back, place=len(asked.rows)),
    )


def _rows(asked: Asked, places: range) -> Pairs:
    return [pair for i in places for pair in pairs_of(asked.rows[i])]


def _without(asked: Asked, place: int, *, back: bool) -> str:
    rows = tuple(one for i, one in enumerate(asked.rows) if i != place)
    return address(questions.CHARGES, replace(asked, rows=rows), back=back)


def _before(asked: Asked, question: questions.Question, *, back: bool) -> str:
    """Where the link back leads: the list of answers, the question before, or the start."""
    if back:
        return address(questions.CHECK, asked)
    return address(question.before, asked) if question.before else url_for("fees.quote")


def _kind_names() -> dict[str, str]:
    return {kind: say(name) for kind, name in choices.kinds()}


def _check(asked: Asked, question: questions.Question, errors: dict[str, Message]) -> str:
    """The list of answers, each to be changed, with what is still missing."""
    locale = current_locale()

    def change(step: str, place: int | None = None) -> str:
        return address(step, asked, back=True, place=place)

    def mend(input_id: str) -> dict[str, Any]:
        step, place = questions.step_of(input_id)
        return {"address": change(step, place), "message": say(forms.told(input_id, errors[input_id]))}

    return render_template(
        "fees/check.html",
        asked=asked,
        question=question,
        missing=[mend(name) for name in errors],
        country=choices.country(asked.market, locale) if asked.market else None,
        programme=choices.programme_name(asked.programme, locale),
        has_programmes=bool(questions.programmes_of(asked.market)),
        labels=quote_page.labels(),
        kind_names=_kind_names(),
        rate_label=quote_page.rate_label,
        rate_codes=questions.rate_codes(asked),
        change=change,
        kept=asked.pairs(),
        before=address(questions.CHARGES, asked),
    )
