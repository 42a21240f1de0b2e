"""The fund’s payouts and the fines beside a refund, as a page shows them: each with its evidence, no amount that is not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.content.item import Item
from portal.content.overdue_rules import LAW
from portal.fees.formula_words import say_range
from portal.fees.fund import Payout
from portal.fees.published import dated_rule
from portal.shared.locales import Text
from portal.shared.messages import Message
from portal.web.shell.evidence import Evidence, evidence_of


@dataclass(frozen=True)
class SupportPart:
    """What the fund may pay: for whom, how much in words (None while it waits for verification)."""

    rule_id: str
    title: Text
    scope: Text
    amount: Message | None
    article: str | None
    evidence: Evidence


@dataclass(frozen=True)
class FinePart:
    """A fine that threatens the company."""

    behaviour: Text
    amount: Message
    remedy: Text | None
    article: str | None
    evidence: Evidence


def evidence(item: Item | None) -> Evidence | None:
    """Where the rule of the answer was read, since when it or its document holds."""
    if item is None:
        return None
    found, starts = evidence_of(item.data, kind=LAW), dated_rule(item.data).starts
    return replace(found, since=starts.isoformat()) if starts else found


def payouts(found: Sequence[Payout]) -> list[SupportPart]:
    """The fund's payouts for this case."""
    return [
        SupportPart(
            one.item.id,
            one.item.data["title"],
            one.item.data["scope"],
            say_range(one.item.data["range"]) if one.certain else None,
            one.item.data.get("legal"),
            evidence_of(one.item.data, kind=LAW),
        )
        for one in found
    ]


def fines(found: Sequence[Item]) -> list[FinePart]:
    """The fines, from … to …."""
    return [
        FinePart(
            one.data["behaviour"],
            say_range(one.data["fine"]),
            one.data.get("remedy"),
            one.data.get("legal"),
            evidence_of(one.data, kind=LAW),
        )
        for one in found
    ]
