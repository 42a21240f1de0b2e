"""What editors must still verify so that a price can be judged: each rule that may leave a quote unanswered, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.content import service as content
from portal.fees import store
from portal.fees.rules import formulas
from portal.fees.rules.known import mistakes
from portal.fees.rules.terms import NOT_A_CHARGE, FeeRule, Scope
from portal.shared.locales import Text
from portal.shared.messages import Message, message

_UNREAD = message("chưa đọc nguồn nào: tìm văn bản, ghi mức và nguồn")
_NO_CEILING = message("chưa đọc nguồn nào: tìm mức trần, hoặc văn bản nói giá tự thỏa thuận")
_FARE = message("mức trần là giá một lượt vé máy bay, chưa có con số")
_VERSIONS = {
    "overlap": message("hai bản của quy định cùng có hiệu lực trong một ngày ta biết"),
    "gap": message("có ngày không bản nào của quy định được biết"),
    "undated": message("thiếu known_from, hoặc known_from, known_to không phải ngày"),
    "orphan": message("bản cũ trỏ tới một quy định không có trong content/fee_rules"),
}


@dataclass(frozen=True)
class Task:
    """One rule to work on: its id and title, and what must be verified."""

    rule_id: str
    title: Text
    what: Message


def tasks() -> tuple[Task, ...]:
    """Every rule that can make a line of a quote `cannot_tell`, whatever its day of signing, in the order of the content."""
    shelf = store.shelf()
    settled = {rule.kind for rule in shelf.rules if _settles(rule)}
    return tuple(
        Task(rule.id, shelf.row(rule.id)["title"], what)
        for rule in shelf.rules
        if rule.kind not in settled | NOT_A_CHARGE and not rule.retired
        for what in _open(rule, shelf.row(rule.id))
    )


def _settles(rule: FeeRule) -> bool:
    """Whether the rule forbids its whole kind to everybody for good: no other rule can change that."""
    for_all = any(clause.scope == Scope() and clause.formula.type == formulas.ZERO for clause in rule.clauses)
    return rule.sourced and not rule.retired and for_all and rule.ends is None and rule.doubtful_from is None


def version_mistakes() -> tuple[tuple[str, Message], ...]:
    """Rules whose versions overlap, leave days uncovered or are not dated: the id and what is wrong."""
    return tuple(
        (id, _VERSIONS[word]) for id, word in mistakes(store.written(store.RULE), store.written(store.VERSION))
    )


def _open(rule: FeeRule, row: Mapping[str, Any]) -> Iterator[Message]:
    if not rule.sourced:
        yield _UNREAD if rule.clauses else _NO_CEILING
    elif rule.ends is not None or rule.doubtful_from is not None:
        yield _changed(rule, row.get("replaced_by") or row.get("amended_by"))
    if rule.sourced and "condition" in row:
        yield message("báo giá không cho biết điều kiện “%(condition)s”", condition=row["condition"])
    if any(clause.formula.type == formulas.ONE_WAY_FARE for clause in rule.clauses):
        yield _FARE


def _changed(rule: FeeRule, document: str | None) -> Message:
    item = content.find("document", document) if document else None
    number = item.data.get("number", document) if item else "?"
    if rule.ends is not None:
        return message("chỉ chắc chắn đến hết %(day)s: đối chiếu với %(number)s", day=rule.ends, number=number)
    return message("từ %(day)s có sửa đổi chưa đọc toàn văn: %(number)s", day=rule.doubtful_from, number=number)
