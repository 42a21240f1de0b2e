"""What held before and after a rule: the texts it rests on by date, and rules of the same kind that came before or followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.content import service as content
from portal.fees import published
from portal.fees.rules.terms import FeeRule
from portal.shared.locales import Text
from portal.web.fees.rule_presenter import RULE

_ENDING = ("replaced_by", "amended_by")


@dataclass(frozen=True)
class Step:
    """A legal text in the life of a rule: its id in the legal library, its number, since when (ISO or empty), and whether
    it ended or changed the rule."""

    document: str
    number: str
    day: str
    ends: bool


@dataclass(frozen=True)
class Relative:
    """A rule of the same kind that held before or after. `id` None: it may not be shown, only that it exists."""

    id: str | None
    title: Text | None
    earlier: bool
    starts: date | None
    ends: date | None


def texts(rule_id: str) -> tuple[Step, ...]:
    """The legal texts of a rule that are in the library, oldest first; those without a date last."""
    data = content.get(RULE, rule_id).data
    rests_on = [(id, False) for id in data.get("documents", ())]
    ended = [(data[key], True) for key in _ENDING if data.get(key)]
    steps = [step for id, ends in dict([*rests_on, *ended]).items() if (step := _step(id, ends=ends)) is not None]
    return tuple(sorted(steps, key=lambda step: step.day or "9999"))


def _step(id: str, *, ends: bool) -> Step | None:
    item = content.find("document", id)
    data = content.shown(item) if item else None
    if data is None or "number" not in data:
        return None
    days = (str(data.get(key) or "") for key in ("effective", "issued"))
    return Step(id, data["number"], next((day for day in days if day not in ("", "unknown")), ""), ends)


def relatives(rule_id: str) -> tuple[Relative, ...]:
    """Rules of the same kind and rank for some of the same people, that ended before this one or began after it."""
    own = content.get(RULE, rule_id)
    rule = published.dated_rule(own.data)
    others = [item for item in content.all_of(RULE) if item.id != rule_id and item.data["kind"] == rule.kind]
    found = [
        _relative(item, other, earlier=_before(other, rule))
        for item in others
        if (other := published.dated_rule(item.data)).rank == rule.rank
        and (_before(other, rule) or _before(rule, other))
        and _meet(own.data, item.data)
    ]
    return tuple(sorted(found, key=lambda one: (not one.earlier, str(one.starts))))


def _before(first: FeeRule, second: FeeRule) -> bool:
    return first.ends is not None and second.starts is not None and first.ends < second.starts


def _relative(item: content.Item, rule: FeeRule, *, earlier: bool) -> Relative:
    visible = content.shown(item) is not None
    title = item.data["title"] if visible else None
    return Relative(item.id if visible else None, title, earlier, rule.starts, rule.ends)


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rules name a market and an occupation in common."""
    return any(
        _overlap(a.get("markets"), b.get("markets")) and _overlap(a.get("occupations"), b.get("occupations"))
        for a in _scopes(one)
        for b in _scopes(other)
    )


def _scopes(data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return [row.get("applies_to", {}) for row in data.get("items", [data])]


def _overlap(one: list[str] | None, other: list[str] | None) -> bool:
    return one is None or other is None or bool(set(one) & set(other))
