"""How a form is read: only the fields that its page has, each once, in composed letters. Anything else is refused whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set

from flask import Response, make_response, request

from portal.accounts.rules.refusals import Refusal, Refused
from portal.shared.problems import BadInput
from portal.web.shell.csrf import FIELD
from portal.web.shell.refusals import Unreadable
from portal.web.shell.wording import say

LONGEST = 20_000
"""Characters of one field. Rooms judge shorter limits themselves, in words: a password of 10 kB is answered, not refused here."""
LONGEST_KEY = 60
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters and what is no character: no keyboard makes them, HTML cannot show them, PostgreSQL stores no NUL."""
UNPROCESSABLE, TOO_MANY = 422, 429


def read_form(
    allowed: Set[str], *, many: Set[str] = frozenset(), files: Set[str] = frozenset(), longest: int = LONGEST
) -> dict[str, str]:
    """The typed values of the allowed fields, NFC, "" where one is absent (an unticked box).

    `many` may be given several times: read them with `read_list`. `files` are the names of uploads. Raises Unreadable
    for any other field, a field given twice, one too long, or a character that no text has.
    """
    form = request.form
    if set(form) - allowed - many - {FIELD} or set(request.files) - files:
        raise Unreadable
    if any(len(form.getlist(name)) > 1 for name in form if name not in many):
        raise Unreadable
    if any(len(request.files.getlist(name)) > 1 for name in request.files):
        raise Unreadable
    return {name: _value(form.get(name, ""), longest) for name in allowed}


def read_list(name: str) -> list[str]:
    """The values of a field that may be given several times; `read_form(many={name})` lets it through."""
    return [_value(value, LONGEST) for value in request.form.getlist(name)]


def _value(text: str, longest: int) -> str:
    if len(text) > longest or UNREADABLE.search(text):
        raise Unreadable
    return unicodedata.normalize("NFC", text)


def errors_of(error: BadInput) -> dict[str, str]:
    """What to mend, by field, in the reader's language: the first problem of each."""
    found: dict[str, str] = {}
    for problem in error.problems:
        found.setdefault(problem.field, say(problem.message))
    return found


def listed(errors: Mapping[str, str]) -> list[dict[str, str]]:
    """The errors for `ui.error_summary`; the fields' names are the ids of their inputs."""
    return [{"field": name, "message": text} for name, text in errors.items()]


def status_of(refused: Refused) -> int:
    """429 for who must wait, 422 for every other refusal that a form shows."""
    return TOO_MANY if refused.why is Refusal.TOO_MANY else UNPROCESSABLE


def refuse(page: str, refused: Refused) -> Response:
    """The form again, with the status of the refusal, and Retry-After where waiting helps."""
    response = make_response(page, status_of(refused))
    if refused.why is Refusal.TOO_MANY:
        response.headers["Retry-After"] = str(max(refused.retry_after, 1))
    return response
