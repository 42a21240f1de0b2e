"""How a command says which orders left the lists because of their price, or came back, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.fees.wording import KINDS, VERDICTS
from portal.firms.rejudging import Rejudged
from portal.firms.rules.order_states import BLOCKING
from portal.shared.messages import show


def said_of_orders(found: Sequence[Rejudged] | None) -> Iterator[str]:
    """A line for each order, and one for each charge that took it away; nothing where nothing changed."""
    for order in found or ():
        yield f"order {order.ref}: {'listed again' if order.published else 'taken off the lists'} by the law of {order.sheet.day}"
        for line in order.sheet.lines:
            if line.verdict in BLOCKING:
                says = f"{KINDS[line.line.kind]} {show(line.charged)}: {VERDICTS[line.verdict]}"
                why = f"{line.judged.reason} [{line.judged.rule_id}]" if line.judged else ""
                yield f"    {says}. {why}"
