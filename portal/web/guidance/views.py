"""How to go, what one is entitled to and how to come home: procedures as steps, questions answered on the page.

The two forms of questions are sent in the body, so that no answer stands in an address; nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.content import service as content
from portal.guidance import service as guidance
from portal.guidance.rules.answers import Situation
from portal.shared.clock import today
from portal.web.guidance import answers, forms, home_presenter, questions
from portal.web.guidance.presenters import CHANNELS, STAGES, checklist_address, present
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.evidence import evidence_of
from portal.web.shell.forms import UNPROCESSABLE, listed
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.wording import pick, say

blueprint = page_blueprint("guidance", __name__)


@blueprint.get("/procedures")
@guard(PUBLIC)
def procedures() -> str:
    """Every procedure, by stage, narrowed to a way of going; an unknown choice narrows nothing."""
    channel, stage = _chosen("channel", CHANNELS), _chosen("stage", STAGES)
    shown = [
        one
        for one in guidance.every_procedure(today())
        if channel in ("", one.node["channel"]) and stage in ("", one.node["stage"])
    ]
    groups = [(code, label, [one for one in shown if one.node["stage"] == code]) for code, label in STAGES.items()]
    return render_template(
        "guidance/procedures.html",
        groups=[group for group in groups if group[2]],
        channel=channel,
        stage=stage,
        channels=CHANNELS,
        stages=STAGES,
        withheld=guidance.withheld_procedures(),
        script=checklist_address(),
    )


def _chosen(name: str, known: Mapping[str, object]) -> str:
    value = request.args.get(name, "")
    return value if value in known else ""


@blueprint.get("/procedures/<procedure_id>")
@guard(PUBLIC)
def procedure(procedure_id: str) -> str:
    """One procedure with its steps, papers, time and cost."""
    found = guidance.find_procedure(procedure_id, today())
    if found is None:
        abort(404)
    return render_template(
        "guidance/procedure.html", page=present(found), evidence_of=evidence_of, script=checklist_address()
    )


@blueprint.route("/eligibility", methods=["GET", "POST"])
@guard(PUBLIC, keeps_nothing=True)
def eligibility() -> ResponseReturnValue:
    """Which programmes fit: the questions, and the answer when they are sent. Nothing is stored."""
    names = {item.id: pick(item.data["name"]) for item in content.all_of("market")}
    asked, found = forms.Asked(), {}
    if request.method == "POST":
        asked, person = forms.read_person(today())
        if not asked.errors:
            found = answers.programmes(guidance.eligibility(person, today(), asked["market"]), names)
    every = answers.programmes(guidance.conditions(today()), names)
    page = render_template(
        "guidance/eligibility.html",
        asked=asked,
        choices=questions.choices(),
        markets=questions.markets(),
        found=found,
        every=[card for cards in every.values() for card in cards] if not found else [],
        errors=(errors := {name: say(text) for name, text in asked.errors.items()}),
        mistakes=listed(errors),
        day=today(),
    )
    return _answer(page, asked)


@blueprint.route("/support", methods=["GET", "POST"])
@guard(PUBLIC, keeps_nothing=True)
def support() -> ResponseReturnValue:
    """Which support the reader may get: the questions, and the answer when they are sent. Nothing is stored."""
    labels = dict(questions.groups())
    asked, found = forms.Asked(), {}
    if request.method == "POST":
        asked, situation = forms.read_situation()
        if not asked.errors:
            found = answers.measures(guidance.support(situation, today()), labels)
    page = render_template(
        "guidance/support.html",
        asked=asked,
        choices=questions.situation_choices(),
        groups=guidance.groups(),
        found=found,
        every=[] if found else [answers.measure(one, labels) for one in guidance.support(Situation(), today())],
        titles=guidance.procedure_titles(),
        rule_titles=home_presenter.rule_titles(),
        errors=(errors := {name: say(text) for name, text in asked.errors.items()}),
        mistakes=listed(errors),
        evidence_of=evidence_of,
    )
    return _answer(page, asked)


def _answer(page: str, asked: forms.Asked) -> ResponseReturnValue:
    """What was typed stands in the page: such a page is stored nowhere."""
    response = make_response(page, UNPROCESSABLE if asked.errors else 200)
    if asked.sent:
        response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/coming-home")
@guard(PUBLIC)
def coming_home() -> str:
    """The way home, stage by stage."""
    return render_template(
        "guidance/coming_home.html",
        stages=home_presenter.present(guidance.return_stages()),
        refund=url_for("fees.refund") if "fees.refund" in current_app.view_functions else "",
    )
