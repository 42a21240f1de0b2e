"""Which answers of the page and of the API count as a question without results."""

from __future__ import annotations

from flask import current_app

from portal.firms.service import check_firm
from portal.search import misses
from portal.search.engine import QuerySpec
from portal.search.service import Answer
from portal.shared.clock import today

NO_FIRM = "not_found"


def count_miss(spec: QuerySpec, answer: Answer) -> None:
    """Count this question where it found nothing at all, was not narrowed, and comes close to no firm's name or number."""
    narrowed = spec.kinds or any(spec.filters.values()) or spec.exact or spec.page > 1
    in_vain = answer.asked and not answer.total and not answer.degraded
    if not in_vain or narrowed:
        return
    try:
        if check_firm(spec.text).verdict == NO_FIRM:
            misses.count(spec.text, spec.locale, today())
    except Exception as error:  # whoever searches has their answer, whatever becomes of the count
        current_app.logger.error("a question without results was not counted (%s)", type(error).__name__)
