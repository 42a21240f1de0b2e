"""Which parts of a cost sheet have no verified figure, market by market: what the visitor is asked to fill in, and editors should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portal.costs import store
from portal.costs.store import Node
from portal.fees.question import sourced_rates
from portal.shared.locales import Text

_KNOWN = ("sourced", "verified")
MINIMUM: Text = {"vi": "lương tối thiểu một tháng", "en": "minimum wage of a month"}
TYPICAL: Text = {"vi": "lương thường gặp", "en": "typical wage"}
TAX: Text = {"vi": "thuế và bảo hiểm", "en": "tax and insurance"}
BOARD: Text = {"vi": "ăn, ở", "en": "board and housing"}
RATE: Text = {"vi": "tỷ giá", "en": "exchange rate"}


def empty_sections(day: date) -> dict[str, tuple[Text, ...]]:
    """For each market (ISO 3166) the names of what has no verified figure on this day, in every language."""
    return {node["id"]: tuple(_of(node, day)) for node in store.markets()}


def _of(node: Node, day: date) -> Iterator[Text]:
    minimum = store.minimum_wage(node, day)
    if minimum is None:
        yield MINIMUM
    if not _has_typical_wage(node):
        yield TYPICAL
    if not store.deductions(node, day):
        yield TAX
    yield BOARD  # no kind of content holds it yet
    if minimum is None or minimum.amount.currency not in sourced_rates():
        yield RATE
    for item in store.items(node["id"], None):
        if item["basis"] == "unsourced" and item["id"] != "other":
            yield item["title"]


def _has_typical_wage(node: Node) -> bool:
    typical = node.get("typical_wage")
    claims = [claim for programme in store.programmes(node["id"]) for claim in programme["claims"]]
    told = [claim for claim in claims if claim["about"] == "wage"]
    return any(part["state"] in _KNOWN for part in [*told, *([typical] if typical else [])])
