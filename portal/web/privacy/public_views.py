"""For everybody: what is held and why, whose rights are whose, by when they are answered, how long what is kept."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.privacy.rules.clocks import ANSWER_WITHIN, OURS_TO_DELETE, TERMS
from portal.privacy.service.keeping import kept
from portal.privacy.wording import KINDS
from portal.web.privacy.blueprint import blueprint
from portal.web.shell.evidence import evidence_of
from portal.web.shell.guards import PUBLIC, guard

LAW, DECREE = "law-91-2025", "decree-356-2025"


@blueprint.get("/privacy")
@guard(PUBLIC)
def notice() -> ResponseReturnValue:
    """What is held of you, why, and what you may ask."""
    decree, law = content.find("document", DECREE), content.find("document", LAW)
    return render_template(
        "privacy/notice.html",
        kinds=KINDS,
        terms=TERMS,
        answer_within=ANSWER_WITHIN,
        ours=int(OURS_TO_DELETE.total_seconds() // 3600),
        decree=evidence_of(decree.data) if decree else None,
        law=evidence_of(law.data) if law else None,
    )


@blueprint.get("/privacy/how-long")
@guard(PUBLIC)
def how_long() -> ResponseReturnValue:
    """How long what is kept."""
    return render_template("privacy/how_long.html", rows=kept())
