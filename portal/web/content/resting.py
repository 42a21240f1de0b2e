"""What rests on a legal text, as links in groups: rules about money, fines, procedures, rights, lessons, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import lazy_gettext

from portal.content import references
from portal.content import service as content
from portal.content.item import Item
from portal.content.references import ENDED_BY, RESTS, Reference
from portal.shared.locales import SOURCE
from portal.web.shell.evidence import Evidence, evidence_of
from portal.web.shell.wording import pick

KINDS = {
    "fee_rule": lazy_gettext("Quy tắc về tiền"),
    "penalty": lazy_gettext("Mức phạt"),
    "procedure": lazy_gettext("Thủ tục"),
    "right": lazy_gettext("Quyền theo từng giai đoạn"),
    "support_measure": lazy_gettext("Hỗ trợ"),
    "return_stage": lazy_gettext("Đường về"),
    "eligibility_target": lazy_gettext("Điều kiện để đi"),
    "market": lazy_gettext("Thị trường"),
    "programme": lazy_gettext("Chương trình"),
    "scam": lazy_gettext("Cảnh báo"),
    "lesson": lazy_gettext("Bài học"),
    "news_item": lazy_gettext("Tin thay đổi"),
    "statistic": lazy_gettext("Số liệu"),
    "regional_wage": lazy_gettext("Lương tối thiểu vùng trong nước"),
    "province": lazy_gettext("Tỉnh, thành phố"),
}
_OTHER = lazy_gettext("Nội dung khác")
_ADDRESSES: dict[str, Callable[[Item], str]] = {
    "fee_rule": lambda item: url_for("fees.rule", rule_id=item.id),
    "procedure": lambda item: url_for("guidance.procedure", procedure_id=item.id),
    "right": lambda item: url_for("learn.rights"),
    "support_measure": lambda item: url_for("guidance.support"),
    "return_stage": lambda item: url_for("guidance.coming_home"),
    "eligibility_target": lambda item: url_for("guidance.eligibility"),
    "market": lambda item: url_for("content.market", code=item.id.lower()),
    "programme": lambda item: url_for("content.programme", code=item.data["market"].lower(), programme=item.id.lower()),
    "scam": lambda item: url_for("warnings.scam", scam_id=item.id),
    "lesson": lambda item: url_for("learn.lesson", lesson_id=item.id),
    "news_item": lambda item: url_for("learn.news"),
    "statistic": lambda item: url_for("content.statistics"),
}
_NAMES = ("name", "title", "behaviour", "label")


@dataclass(frozen=True)
class Rest:
    """One piece of content: its name, its page (empty where it has none), the articles it names, how it stands to the text.

    `evidence` is its own, where its name tells a figure.
    """

    id: str
    name: str
    lang: str
    address: str
    articles: tuple[str, ...]
    ended: bool
    look: bool
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Resting:
    """All pieces of one kind."""

    kind: str
    title: str
    items: tuple[Rest, ...]


def group_resting(document_id: str, today: date) -> tuple[Resting, ...]:
    """What rests on this text, by kind; `look` marks what an editor must look at because the text no longer holds."""
    document = content.get("document", document_id).data
    groups: dict[str, list[Rest]] = defaultdict(list)
    for reference in references.resting_on(document_id):
        node = content.shown(reference.item)
        if node is not None:
            look = references.must_be_looked_at(reference, document, today)
            groups[reference.item.kind].append(_rest(reference, look))
    known = [kind for kind in KINDS if kind in groups]
    others = [kind for kind in groups if kind not in KINDS]
    return tuple(Resting(kind, str(KINDS.get(kind, _OTHER)), tuple(groups[kind])) for kind in (*known, *others))


def _rest(reference: Reference, look: bool) -> Rest:
    item = reference.item
    node = content.shown(item) or {}
    text = next((node[key] for key in _NAMES if key in node), None)
    name = pick(text) if isinstance(text, str | dict) or text is None else pick(dict(text))
    address = _ADDRESSES[item.kind](item) if item.kind in _ADDRESSES else ""
    lang = "" if isinstance(text, dict) else SOURCE
    return Rest(
        item.id,
        name or item.id,
        lang,
        address,
        reference.articles if reference.how == RESTS else (),
        reference.how == ENDED_BY,
        look,
        evidence_of(node) if "state" in node and any(char.isdigit() for char in name) else None,
    )
