"""One's profile to print: Vietnamese, English and the languages of the countries worked in; contact only where it is ticked here."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.jobs.profiles import service
from portal.jobs.profiles.cv import contact, cv_of, languages_for
from portal.jobs.profiles.cv_words import LANGUAGES
from portal.web.profiles import pdf, presenters
from portal.web.profiles.blueprint import address_of, blueprint, my_profile
from portal.web.shell.guards import guard
from portal.web.shell.session import current_actor

LANGUAGE = f"<any({', '.join(LANGUAGES)}):language>"


@blueprint.get(f"/my-profile/cv/{LANGUAGE}")
@guard(service.OWN)
def cv(language: str) -> ResponseReturnValue:
    """The page to print; nothing that is ticked here is kept."""
    return _page("profiles/cv.html", language)


@blueprint.get(f"/my-profile/cv/{LANGUAGE}/pdf")
@guard(service.OWN)
def cv_pdf(language: str) -> ResponseReturnValue:
    """The same sheet as a PDF; absent where the installation cannot make one."""
    if not pdf.may_print(language):
        abort(404)
    sheet = pdf.pdf_of(_page("profiles/cv_print.html", language))
    named = {"Content-Disposition": f'attachment; filename="ho-so-{language}.pdf"'}
    return Response(sheet, mimetype="application/pdf", headers=named)


def _page(template: str, language: str) -> str:
    mine = my_profile()
    offered = languages_for(mine)
    if language not in offered:
        abort(404)
    ticked = request.args.get("contact", "") == "1"
    names = presenters.cv_languages()
    return render_template(
        template,
        mine=mine,
        cv=cv_of(mine, language),
        who=contact(current_actor(), ticked),
        ticked=ticked,
        offered=[(code, names[code]) for code in offered],
        name=names[language],
        address_of=address_of,
        pdf=pdf.may_print(language),
    )
