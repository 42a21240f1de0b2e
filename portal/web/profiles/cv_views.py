"""One's profile to print: Vietnamese, English and the languages of the countries worked in; contact only where it is ticked here."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.jobs.profiles import service
from portal.jobs.profiles.cv import contact, cv_of, languages_for
from portal.jobs.profiles.cv_words import LANGUAGES
from portal.web.profiles import presenters
from portal.web.profiles.blueprint import address_of, blueprint, my_profile
from portal.web.shell.guards import guard
from portal.web.shell.session import current_actor

LANGUAGE = f"<any({', '.join(LANGUAGES)}):language>"


@blueprint.get(f"/my-profile/cv/{LANGUAGE}")
@guard(service.OWN)
def cv(language: str) -> ResponseReturnValue:
    """The page to print; nothing that is ticked here is kept."""
    mine = my_profile()
    offered = languages_for(mine)
    if language not in offered:
        abort(404)
    ticked = request.args.get("contact", "") == "1"
    names = presenters.cv_languages()
    return render_template(
        "profiles/cv.html",
        mine=mine,
        cv=cv_of(mine, language),
        who=contact(current_actor(), ticked),
        ticked=ticked,
        offered=[(code, names[code]) for code in offered],
        name=names[language],
        address_of=address_of,
    )
