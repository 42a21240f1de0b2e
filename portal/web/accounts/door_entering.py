"""What follows a sign-in that succeeded: the next step, the codes to print, what was typed before, or the page asked for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, make_response, render_template, request, url_for

from portal.accounts.results import SecondStepNeeded, SetupNeeded, SignedIn
from portal.web.shell.kept import KEPT, LONGEST_SEALED, Kept, open_kept
from portal.web.shell.next_page import NEXT, is_own_page, safe_next, see_other
from portal.web.shell.session import AnySession, adopt, keep

CARRIED = frozenset({NEXT, KEPT})
LONGEST = LONGEST_SEALED


@dataclass(frozen=True)
class Carried:
    """What goes along through the doors: the page to come back to, and a form that was not sent (sealed)."""

    next: str = ""
    kept: str = ""

    @property
    def home(self) -> str:
        """Where the reader goes in the end."""
        return safe_next(self.next)


def carried(form: dict[str, str] | None = None) -> Carried:
    """What this request brings along, from its form or its address."""
    asked, kept = (request.args.get(NEXT, ""), "") if form is None else (form[NEXT], form[KEPT])
    return Carried(asked if is_own_page(asked) else "", kept)


def enter(entered: AnySession, along: Carried) -> Response:
    """Set the cookies and go on."""
    if isinstance(entered, SignedIn):
        return _in(entered, along)
    step = "accounts.second_step" if isinstance(entered, SecondStepNeeded) else "accounts.setup"
    if along.kept and isinstance(entered, SecondStepNeeded):  # a redirect would lose what was typed
        adopt(entered)
        return keep(make_response(second_step_page(along)), entered)
    return keep(see_other(url_for(step, next=along.next or None)), entered)


def _in(entered: SignedIn, along: Carried) -> Response:
    kept = open_kept(along.kept)
    if entered.codes:
        adopt(entered)
        page = render_template(
            "accounts/door/codes.html", codes=entered.codes, sheet=entered.sheet, home=along.home, **_again(kept)
        )
        return keep(make_response(page), entered)
    if kept is not None:
        adopt(entered)
        return keep(
            make_response(render_template("accounts/door/again.html", home=along.home, **_again(kept))), entered
        )
    return keep(see_other(along.home), entered)


def _again(kept: Kept | None) -> dict[str, object]:
    """The form that was not sent, and where to; what people wrote is shown, what a page filled in is not."""
    if kept is None:
        return {"again": None}
    shown = [value for _name, value in kept.fields if any(char.isalpha() for char in value) and len(value) > 3]
    return {"again": {"path": quote(kept.path), "fields": kept.fields, "shown": shown, "files": kept.files}}


def second_step_page(along: Carried, error: str = "", *, recovery: bool = False) -> str:
    """The page of the second step: the app's code, or a printed one."""
    return render_template("accounts/door/second_step.html", along=along, error=error, recovery=recovery)


def is_entered(answer: object) -> bool:
    """Whether the act opened a session."""
    return isinstance(answer, SignedIn | SecondStepNeeded | SetupNeeded)
