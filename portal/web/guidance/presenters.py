"""Procedures as their pages say them: labels, what all of it takes, and the facts for machines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.content import service as content
from portal.content.rules import AWAITING
from portal.guidance.procedures import Procedure
from portal.guidance.rules.totals import DAYS, WORKING_DAYS
from portal.shared.money import Money
from portal.web.shell.evidence import Common, SourceLink, common_of, evidence_of, source_links
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import money, number, pick

STAGES = {
    "before": lazy_gettext("Trước khi đi"),
    "abroad": lazy_gettext("Khi đang ở nước ngoài"),
    "return": lazy_gettext("Khi về nước"),
    "any": lazy_gettext("Lúc nào cũng làm được"),
}
CHANNELS = {
    "licensed_firm": lazy_gettext("Qua công ty có giấy phép"),
    "colab": lazy_gettext("Qua Trung tâm Lao động ngoài nước"),
    "self_arranged": lazy_gettext("Tự ký hợp đồng"),
    "everyone": lazy_gettext("Cho mọi người"),
    "complaint": lazy_gettext("Khiếu nại"),
    "eps": lazy_gettext("Về từ Hàn Quốc"),
    "japan": lazy_gettext("Về từ Nhật Bản"),
}
CHECKLIST = "checklist.js"


@dataclass(frozen=True)
class Page:
    """What the page of a procedure says beside its steps.

    `common`: the state and last check that all steps with a source share. `times`, `spent`, `returned` are sums in words.
    """

    procedure: Procedure
    stage: str
    channel: str
    common: Common | None
    sources: tuple[SourceLink, ...]
    programmes: tuple[tuple[str, str], ...]
    laws: tuple[tuple[str, str], ...]
    times: tuple[str, ...]
    spent: tuple[str, ...]
    returned: tuple[str, ...]
    facts: Mapping[str, Any]


def present(procedure: Procedure) -> Page:
    """The page of this procedure in the reader's language."""
    node = procedure.node
    return Page(
        procedure=procedure,
        stage=str(STAGES[node["stage"]]),
        channel=str(CHANNELS[node["channel"]]),
        common=common_of([evidence_of(step.node) for step in procedure.steps if not step.awaits]),
        sources=source_links(node, *procedure.charges, *procedure.received),
        programmes=tuple(_programmes(node.get("programmes", ()))),
        laws=laws(node.get("documents", ())),
        times=tuple(_time(unit, *sums) for unit, sums in procedure.duration.sums.items()),
        spent=_amounts(procedure.cost.spent),
        returned=_amounts(procedure.cost.returned),
        facts=facts_for_machines(procedure),
    )


def laws(ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(citation, address) of legal texts of the library."""
    found = []
    for id in ids:
        item = content.find("document", id)
        node = content.shown(item) if item else None
        if node is not None and node["state"] != AWAITING:
            citation = f"{pick(node['type'])} {pick(node.get('number'))}".strip()
            found.append((citation, url_for("content.document", document_id=id)))
    return tuple(found)


def _programmes(ids: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for id in ids:
        data = content.get("programme", id).data
        address = url_for("content.market", code=data["market"].lower(), _anchor=f"programme-{id.lower()}")
        found.append((pick(data["name"]), address))
    return found


def _time(unit: str, least: int, most: int) -> str:
    """`5 ngày làm việc`, `75–120 ngày`, `nhiều nhất 180 ngày`."""
    amount = number(most) if least in (0, most) else f"{number(least)}–{number(most)}"
    if unit == WORKING_DAYS:
        said = _("%(amount)s ngày làm việc", amount=amount)
    elif unit == DAYS:
        said = _("%(amount)s ngày", amount=amount)
    else:
        said = _("%(amount)s tháng", amount=amount)
    return str(_("nhiều nhất %(time)s", time=said)) if least == 0 else str(said)


def _amounts(sums: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(money(Money(amount, currency)) for currency, amount in sums.items() if amount)


def facts_for_machines(procedure: Procedure) -> dict[str, Any]:
    """schema.org: the procedure as a HowTo with the steps that may be said, offered as a service where the state does it."""
    address = url_for("guidance.procedure", procedure_id=procedure.id, _external=True)
    steps = [
        {
            "@type": "HowToStep",
            "position": place,
            "name": pick(step.node["title"]),
            "url": f"{address}#step-{step.id}",
            **({"text": pick(step.node["text"])} if "text" in step.node else {}),
        }
        for place, step in enumerate(procedure.steps, start=1)
    ]
    how = {
        "@type": "HowTo",
        "@id": address,
        "name": pick(procedure.node["title"]),
        "description": pick(procedure.node["summary"]),
        "inLanguage": current_locale(),
        "step": steps,
        "supply": [{"@type": "HowToSupply", "name": pick(paper)} for paper in procedure.papers],
    }
    return {"@context": "https://schema.org", "@graph": [how, *_services(procedure, address)]}


def _services(procedure: Procedure, address: str) -> list[dict[str, Any]]:
    bodies = {h.id: h.name for step in procedure.steps for h in step.handlers if h.name and h.id in _STATE_BODIES}
    return [
        {
            "@type": "GovernmentService",
            "name": pick(procedure.node["title"]),
            "url": address,
            "serviceOperator": {"@type": "GovernmentOrganization", "name": pick(name["name"])},
            "areaServed": {"@type": "Country", "name": "VN"},
        }
        for name in bodies.values()
    ]


_STATE_BODIES = ("labour-department", "dolab", "colab", "commune", "employment-service", "social-insurance", "fund")


def checklist_address() -> str:
    """The script that keeps ticks in the browser, with the version of its text."""
    path = Path(current_app.static_folder or "") / CHECKLIST
    return url_for("static", filename=CHECKLIST, v=hashlib.sha256(path.read_bytes()).hexdigest()[:12])
