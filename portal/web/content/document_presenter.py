"""A legal text as its pages show it: what it is, whether it holds, what it gives the worker, what it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.content import references
from portal.content import service as content
from portal.content.overdue_rules import LAW
from portal.content.rules import AWAITING, UNKNOWN
from portal.shared.clock import today
from portal.shared.locales import SOURCE
from portal.web.content.resting import Resting, group_resting
from portal.web.shell.evidence import Evidence, Node, SourceLink, evidence_of, say_since, source_links
from portal.web.shell.locale import current_locale
from portal.web.shell.wording import pick, untranslated

STATUSES = {
    "in_force": (lazy_gettext("Đang có hiệu lực"), "good"),
    "amended": (lazy_gettext("Có hiệu lực, đã sửa đổi"), "good"),
    "replaced": (lazy_gettext("Đã được thay thế"), "none"),
    "repealed": (lazy_gettext("Đã bãi bỏ"), "none"),
    "historical": (lazy_gettext("Chỉ để tham khảo"), "none"),
    "check": (lazy_gettext("Cần kiểm tra còn hiệu lực không"), "warn"),
}
TOPICS = {
    "core": lazy_gettext("Luật chính"),
    "fees": lazy_gettext("Tiền phải trả"),
    "deposit": lazy_gettext("Ký quỹ"),
    "licence": lazy_gettext("Giấy phép của công ty"),
    "contracts": lazy_gettext("Hợp đồng"),
    "procedures": lazy_gettext("Thủ tục"),
    "training": lazy_gettext("Đào tạo"),
    "languages": lazy_gettext("Ngoại ngữ"),
    "skills": lazy_gettext("Tay nghề"),
    "eps": lazy_gettext("EPS, Hàn Quốc"),
    "loans": lazy_gettext("Vay vốn"),
    "support": lazy_gettext("Hỗ trợ"),
    "fund": lazy_gettext("Quỹ Hỗ trợ việc làm ngoài nước"),
    "penalties": lazy_gettext("Xử phạt"),
    "complaints": lazy_gettext("Khiếu nại"),
    "safety": lazy_gettext("An toàn"),
    "data": lazy_gettext("Dữ liệu"),
    "employment": lazy_gettext("Chính sách việc làm"),
    "unemployment_insurance": lazy_gettext("Bảo hiểm thất nghiệp"),
    "wages_domestic": lazy_gettext("Lương trong nước"),
    "policy": lazy_gettext("Chủ trương"),
    "local": lazy_gettext("Địa phương"),
    "reorganisation": lazy_gettext("Sắp xếp cơ quan, địa giới"),
    "codes": lazy_gettext("Danh mục, mã số"),
}
_AWAITING = lazy_gettext("Chờ xác minh")
RELATIONS = {
    "amends": lazy_gettext("Sửa đổi"),
    "amended_by": lazy_gettext("Được sửa đổi bởi"),
    "replaces": lazy_gettext("Thay thế"),
    "replaced_by": lazy_gettext("Được thay thế bởi"),
    "see_also": lazy_gettext("Xem thêm"),
}


@dataclass(frozen=True)
class Entry:
    """A line of the library. `number`, `issuer` and the dates are empty where they await verification."""

    id: str
    title: str
    citation: str
    issuer: str
    status: str
    status_text: str
    tone: str
    issued: str
    effective: str
    effective_to: str


@dataclass(frozen=True)
class Relation:
    """How this text stands to others: the label, links (id, citation), and texts the library does not hold."""

    label: str
    links: tuple[tuple[str, str], ...]
    others: str = ""


@dataclass(frozen=True)
class Step:
    """One text in the line of those that replaced each other, oldest first; `here` is the page's own."""

    id: str
    name: str
    effective: str
    effective_to: str
    here: bool


@dataclass(frozen=True)
class Document:
    """All that the page of one legal text says; `gives` and `articles` are (text, own evidence) and (article, text)."""

    entry: Entry
    untranslated: bool
    signed_by: str
    now_called: str
    gives: tuple[tuple[str, Evidence | None], ...]
    articles: tuple[tuple[str, str], ...]
    note: str
    relations: tuple[Relation, ...]
    line: tuple[Step, ...]
    resting: tuple[Resting, ...]
    evidence: Evidence
    sources: tuple[SourceLink, ...]
    awaiting: bool
    unverified: tuple[str, ...]


def present_documents(status: str = "", topic: str = "") -> list[Entry]:
    """The library, newest first, narrowed to one status and one topic where given."""
    nodes = [node for item in content.all_of("document") if (node := content.shown(item)) is not None]
    nodes = [node for node in nodes if not topic or topic in node.get("topics", ())]
    nodes.sort(key=lambda node: _newness(str(node.get("issued", UNKNOWN))), reverse=True)
    entries = [_entry(node) for node in nodes]
    return [entry for entry in entries if status in ("", entry.status)]


def present_document(document_id: str) -> Document | None:
    """The page of this legal text, or None where the library does not hold it."""
    item = content.find("document", document_id)
    node = content.shown(item) if item else None
    if node is None:
        return None
    return Document(
        entry=_entry(node),
        untranslated=untranslated(node),
        signed_by=node.get("signed_by", ""),
        now_called=_now_called(node),
        gives=tuple(_gives(node)),
        articles=tuple((part["article"], pick(part["text"])) for part in node.get("articles", ())),
        note=pick(node.get("note")),
        relations=tuple(_relations(node)),
        line=_line(node),
        resting=group_resting(document_id, today()),
        evidence=evidence_of({"effective": "unknown", **node}, kind=LAW),
        sources=source_links(node),
        awaiting=node["state"] == AWAITING,
        unverified=tuple(node.get("awaiting", ())),
    )


def _entry(node: Node) -> Entry:
    awaiting = node["state"] == AWAITING
    text, tone = (_AWAITING, "warn") if awaiting else STATUSES[node["status"]]
    return Entry(
        id=node["id"],
        title=pick(node["title"]),
        citation=_citation(node),
        issuer=pick(node.get("issuer")),
        status=AWAITING if awaiting else node["status"],
        status_text=str(text),
        tone=tone,
        issued=_said(node, "issued"),
        effective="" if awaiting else _said(node, "effective"),
        effective_to=_said(node, "effective_to"),
    )


def _said(node: Node, key: str) -> str:
    return say_since(str(node[key])) if key in node else ""


def _newness(issued: str) -> str:
    """Sorts texts by their day; those of an unknown day come last."""
    return "" if issued == UNKNOWN else issued


def _citation(node: Node) -> str:
    """`Luật 69/2020/QH14`; the kind of text alone where its number awaits verification."""
    number = pick(node.get("number"))
    if current_locale() != SOURCE:
        number = number.replace("Đ", "D")  # as English writes it: 112/2021/ND-CP
    return " ".join(part for part in (pick(node.get("type")), number) if part)


def _gives(node: Node) -> Iterable[tuple[str, Evidence | None]]:
    for part in node.get("gives", ()):
        if "state" not in part:
            yield pick(part["text"]), None
        elif part["state"] != AWAITING:
            yield pick(part["text"]), evidence_of(part)


def _relations(node: Node) -> Iterable[Relation]:
    for key, label in RELATIONS.items():
        links = tuple((id, named(id)) for id in node.get(key, ()))
        others = pick(node.get(f"{key}_text"))
        if links or others:
            yield Relation(str(label), links, others)


def _line(node: Node) -> tuple[Step, ...]:
    """The texts before, this one, the texts after; empty where it stands alone."""
    ids = [*reversed(references.predecessors(node["id"])), node["id"], *references.successors(node["id"])]
    return tuple(_step(id, here=id == node["id"]) for id in ids) if len(ids) > 1 else ()


def _step(document_id: str, *, here: bool) -> Step:
    node = content.shown(content.get("document", document_id)) or {}
    entry = _entry(node)
    return Step(document_id, named(document_id), entry.effective, entry.effective_to, here)


def named(document_id: str) -> str:
    """How a legal text is cited: kind and number, or its title where its number awaits verification."""
    node = content.shown(content.get("document", document_id)) or {}
    return _citation(node) if "number" in node else pick(node.get("title"))


def _now_called(node: Node) -> str:
    """The office that has the tasks now, where the text was issued under an earlier name."""
    issuer = pick(node.get("issuer"))
    for item in content.all_of("ministry"):
        heir = item.data.get("replaced_by_ministry")
        if heir and pick(item.data["name"]) == issuer:
            return str(_("nay là %(name)s", name=pick(content.get("ministry", heir).data["name"])))
    return ""
