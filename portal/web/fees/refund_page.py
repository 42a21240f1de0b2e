"""The refund calculator as pages: two questions first, then only the fields that matter, the answer, and a letter to print."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.fees import refund_wording as wording
from portal.fees.refund_question import FIELDS, read_claim
from portal.fees.refunds import RefundDue, refund_due
from portal.fees.rules import refunds
from portal.fees.sums import money_of
from portal.shared.clock import today
from portal.shared.messages import Message, message
from portal.shared.problems import BadInput
from portal.shared.text import nfc
from portal.web.fees.refund_presenter import evidence, fines, payouts
from portal.web.shell.next_page import see_other
from portal.web.shell.wording import say

UNPROCESSABLE = 422
_LONGEST = 100
LABELS = {
    "kind": message("Bạn đã nộp khoản nào?"),
    "reason": message("Vì sao bạn về, hoặc chưa đi?"),
    "paid": message("Đã nộp bao nhiêu?"),
    "paid_on": message("Nộp ngày nào?"),
    "signed_on": message("Ký hợp đồng ngày nào?"),
    "until": message("Về nước ngày nào?"),
    "months": message("Hợp đồng dài bao lâu?"),
    "worked": message("Đã làm bao lâu?"),
    "selected_on": message("Trúng tuyển ngày nào?"),
    "promised": message("Công ty hứa chờ nhiều nhất bao nhiêu ngày?"),
    "rate": message("Lãi suất không kỳ hạn một năm (%%)"),
}
_ASKED_ON = message("Tính đến ngày nào?")
_OF_NEED = {
    "contract": ("months", "worked"),
    "worked": ("worked",),
    "wait": ("selected_on", "promised"),
    "rate": ("rate",),
}
_IN_ORDER = ("paid", "paid_on", "signed_on", "months", "worked", "selected_on", "promised", "until", "rate")


def show() -> ResponseReturnValue:
    """The page for what stands in the address."""
    texts = _texts()
    if "kind" not in request.args and "reason" not in request.args:
        return render_template("fees/refund.html", **_form(texts, {}), due=None)
    if texts["kind"] not in refunds.KINDS or texts["reason"] not in refunds.REASONS:
        return _asked_again(texts, _mistakes(texts, ("kind", "reason")))
    if "paid" not in request.args:
        return render_template("fees/refund.html", **_form(texts, {}), due=None)
    try:
        found = refund_due(read_claim(texts, today()))
    except BadInput as error:
        return _asked_again(texts, {problem.field: problem.message for problem in error.problems})
    return render_template("fees/refund.html", **_form(texts, {}), **_answer(found, texts))


def show_letter() -> ResponseReturnValue:
    """The letter; the calculator instead where nothing can be claimed."""
    texts = _texts()
    try:
        found = refund_due(read_claim(texts, today()))
    except BadInput:
        found = None
    if found is None or not found.letter:
        return see_other(_address("fees.refund", texts))
    return render_template(
        "fees/refund_letter.html",
        **_answer(found, texts),
        kind=wording.KINDS[found.claim.kind],
        reason=wording.REASONS[found.claim.reason],
        back=_address("fees.refund", texts),
        paid=money_of(found.claim.paid),
        not_left=found.claim.reason in refunds.NOT_LEFT,
        owes_interest=found.claim.kind == refunds.SERVICE_FEE and found.claim.reason in refunds.NOT_AT_FAULT,
    )


def _texts() -> dict[str, str]:
    """What was typed: printable, on one line, not endless."""
    found = {name: nfc(request.args.get(name, "")[: 4 * _LONGEST]) for name in FIELDS}
    return {name: "".join(c for c in text if c.isprintable())[:_LONGEST].strip() for name, text in found.items()}


def _address(endpoint: str, texts: dict[str, str]) -> str:
    """The page with what was typed; empty fields stay, so that the form knows that it was sent."""
    kept = {name: text for name, text in texts.items() if text or name == "paid"}
    return url_for(endpoint) + "?" + urlencode(kept)


def _mistakes(texts: dict[str, str], fields: tuple[str, ...]) -> dict[str, Message]:
    try:
        read_claim(texts, today())
    except BadInput as error:
        return {problem.field: problem.message for problem in error.problems if problem.field in fields}
    return {}


def _asked_again(texts: dict[str, str], errors: dict[str, Message]) -> ResponseReturnValue:
    return render_template("fees/refund.html", **_form(texts, errors), due=None), UNPROCESSABLE


def _form(texts: dict[str, str], errors: dict[str, Message]) -> dict[str, Any]:
    chosen = texts["kind"] in refunds.KINDS and texts["reason"] in refunds.REASONS
    said = {name: say(text) for name, text in errors.items()}
    labels = {name: say(text) for name, text in LABELS.items()}
    if texts["reason"] in refunds.NOT_LEFT:
        labels["until"] = say(_ASKED_ON)
    return {
        "texts": texts,
        "chosen": chosen,
        "fields": _fields(texts) if chosen else (),
        "labels": labels,
        "errors": said,
        "mistakes": [{"field": name, "message": f"{labels[name]} {text}"} for name, text in said.items()],
        "kinds": [(code, say(name)) for code, name in wording.KINDS.items()],
        "reasons": [(code, say(name)) for code, name in wording.REASONS.items()],
    }


def _fields(texts: dict[str, str]) -> tuple[str, ...]:
    """The fields of the second step, only those that this case needs, in their order."""
    needed = {name for need in refunds.needs(texts["kind"], texts["reason"]) for name in _OF_NEED[need]}
    wanted = {"paid", "paid_on", "signed_on", "until", *needed}
    return tuple(name for name in _IN_ORDER if name in wanted)


def _answer(found: RefundDue, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "due": found,
        "headline": wording.OUTCOMES[found.outcome],
        "tone": wording.TONES[found.outcome],
        "evidence": evidence(found.item),
        "support": payouts(found.support),
        "fines": fines(found.fines),
        "letter_address": _address("fees.refund_letter", texts) if found.letter else "",
    }
